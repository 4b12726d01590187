"""Beds: taken as quotas are, and only in a room whose people each said yes to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.pools import PoolRefused, has_seat, locked_pool, member_row, note
from teranga.domains.aid.models import PoolMember, PoolRoom, RoomYes, TravelPool
from teranga.domains.aid.queries_pools import all_wishes, seated_ids
from teranga.domains.aid.rules_pools import (
    ANYONE,
    GENDERS,
    LACKS,
    State,
    Wishes,
    fill,
    known,
    may_share,
)
from teranga.domains.people.models import Person


class NoBedFree(Exception):
    """Every bed of the room is taken. Nothing was changed."""


class NotAgreed(Exception):
    """Not everybody in the room and this person said yes to each other. Who did not is not told."""


def tell(
    *, pool: TravelPool, person: Person, by: Actor, at: datetime, promised: int = 0,
    lacks: Iterable[str] = (), lacks_note: str = "", wants_bed: bool = False, gender: str = "",
    shares_with: Iterable[str] = (), shown: bool = False, mates: Iterable[int] = (),
) -> PoolMember:  # fmt: skip
    """What somebody says of themselves; `mates` are members whom they would share a room with.

    Who takes back a yes while sharing a room leaves that room at once. Raises PoolRefused.
    """
    if promised < 0 or gender not in ("", *GENDERS):
        raise PoolRefused("price" if promised < 0 else "gender")
    with write():
        pool = locked_pool(pool)
        if pool.state != State.OPEN:
            raise PoolRefused("closed")
        row = member_row(pool, person)
        told = {
            "promised": promised, "wants_bed": wants_bed, "gender": gender, "shown": shown, "told_at": at,
            "lacks": " ".join(known(lacks, LACKS)), "lacks_note": lacks_note.strip()[:500],
            "shares_with": " ".join(known(shares_with, (*GENDERS, ANYONE))),
        }  # fmt: skip
        for name, value in told.items():
            setattr(row, name, value)
        row.save()
        _name(row, set(mates), at)
        if row.room_id is not None and not (wants_bed and _agreed(row, row.room_id)):
            leave(row)
        note("tell", pool, {}, by, at)
    return row


def put_in_room(*, pool: TravelPool, person: Person, room: PoolRoom, by: Actor, at: datetime) -> PoolMember:
    """Give a bed. Raises NotAgreed, NoBedFree, PoolRefused."""
    with write():
        pool = locked_pool(pool)
        if not has_seat(pool, person.pk):
            raise PoolRefused("stranger")
        row = member_row(pool, person)
        there = PoolRoom.objects.filter(community=pool.community_id, pool=pool).get(pk=room.pk)
        if row.room_id == there.pk:
            return row
        if not _agreed(row, there.pk):
            raise NotAgreed
        take_bed(there)
        leave(row)
        row.room = there
        row.save(update_fields=["room"])
        note("bed", pool, {"room": ["", there.name]}, by, at)
    return row


def take_out_of_room(*, pool: TravelPool, person: Person, by: Actor, at: datetime) -> None:
    with write():
        pool = locked_pool(pool)
        row = PoolMember.objects.filter(community=pool.community_id, pool=pool, person=person).first()
        if row is not None and row.room_id is not None:
            leave(row)
            note("bed_free", pool, {}, by, at)


def fill_rooms(*, pool: TravelPool, by: Actor, at: datetime) -> int:
    """Beds of those who gave their seat back are free; then all who want one get it, as far as all agree.

    Nobody who has a bed is moved. Returns how many got one.
    """
    with write():
        pool = locked_pool(pool)
        seated = seated_ids(pool)
        rows = {row.pk: row for row in PoolMember.objects.filter(community=pool.community_id, pool=pool)}
        for row in rows.values():
            if row.room_id is not None and row.person_id not in seated:
                leave(row)
        wishes = all_wishes(pool)
        there: dict[int, list[Wishes]] = {}
        for row in rows.values():
            if row.room_id is not None:
                there.setdefault(row.room_id, []).append(wishes[row.pk])
        rooms = list(PoolRoom.objects.filter(community=pool.community_id, pool=pool))
        wait = [
            wishes[row.pk]
            for row in rows.values()
            if row.wants_bed and row.room_id is None and row.person_id in seated
        ]
        put = fill([(room.pk, room.beds - room.used, there.get(room.pk, ())) for room in rooms], wait)
        named = {room.pk: room for room in rooms}
        for member, number in sorted(put.items(), key=lambda pair: (pair[1], pair[0])):
            take_bed(named[number])
            rows[member].room = named[number]
            rows[member].save(update_fields=["room"])
        note("fill", pool, {"beds": [0, len(put)]}, by, at)
    return len(put)


def leave_rooms(person: Person, at: datetime) -> None:
    """Somebody is forgotten: the bed is free for others, and nothing stays of what they told."""
    rows = PoolMember.objects.across_communities("the beds of one person, wherever they are")
    for row in rows.filter(person=person).order_by("room_id", "pk"):
        leave(row)
        row.delete()


def take_bed(room: PoolRoom) -> None:
    """One bed of the room, or nothing: the condition stands in the UPDATE, behind it a CHECK."""
    rows = PoolRoom.objects.filter(community=room.community_id, pk=room.pk, used__lt=F("beds"))
    with transaction.atomic():
        if not rows.update(used=F("used") + 1):
            raise NoBedFree(room.pk)


def leave(row: PoolMember) -> None:
    """The bed is free for others. Call inside a write."""
    if row.room_id is None:
        return
    rooms = PoolRoom.objects.filter(community=row.community_id, pk=row.room_id, used__gt=0)
    rooms.update(used=F("used") - 1)
    row.room = None
    row.save(update_fields=["room"])


def _agreed(row: PoolMember, room_id: int) -> bool:
    wishes = all_wishes(row.pool)
    others = PoolMember.objects.filter(community=row.community_id, room=room_id).exclude(pk=row.pk)
    return all(may_share(wishes[row.pk], wishes[one]) for one in others.values_list("pk", flat=True))


def _name(row: PoolMember, mates: set[int], at: datetime) -> None:
    """Only those who let themselves be seen can be named."""
    shown = PoolMember.objects.filter(community=row.community_id, pool=row.pool_id, shown=True, pk__in=mates)
    wanted = set(shown.exclude(pk=row.pk).values_list("pk", flat=True))
    there = RoomYes.objects.filter(community=row.community_id, member=row)
    there.exclude(to__in=wanted).delete()
    known_ones = set(there.values_list("to_id", flat=True))
    RoomYes.objects.bulk_create(
        RoomYes(community_id=row.community_id, pool_id=row.pool_id, member=row, to_id=to, at=at)
        for to in sorted(wanted - known_ones)
    )
