"""A journey of a community: begun, changed, opened; its rooms; and what is noted of contributions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.aid.models import PoolMember, PoolRoom, TravelPool
from teranga.domains.aid.rules_pools import MOST_BEDS, MOST_STOPS, next_pool_state
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.models import Person
from teranga.domains.places.actions.place_settings import save_settings
from teranga.domains.places.actions.quotas import make_quota
from teranga.domains.places.models import Place, Rsvp
from teranga.domains.places.rules import OPEN
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.money import digits_of
from teranga.foundation.translated import TranslatedText

MOST_TRIES = 200


class PoolFields(TypedDict, total=False):
    going_to: Event | None
    elsewhere: str
    address: str
    first_day: date | None
    last_day: date | None
    leaves_from: str
    back_at: datetime | None
    stops: list[str]
    responsible_person: Person | None
    telephone: str
    currency: str
    seat_price: int
    bed_price: int
    text: TranslatedText


class PoolRefused(Exception):
    """Nothing was written. `why`: destination, hidden, hours, stops, price, beds, in_use,
    stranger, closed or gender."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def start_pool(
    *, community: Community, name: TranslatedText, seats: int, leaves_at: datetime, zone: str,
    languages: list[str], by: Actor, at: datetime, visibility: str = Event.Visibility.UNLISTED,
    **fields: Unpack[PoolFields],
) -> TravelPool:  # fmt: skip
    """The journey with its seats: an event of its own, which takes answers at once. Raises PoolRefused."""
    _check(community, leaves_at, fields)
    back = fields.get("back_at") or leaves_at
    with write(durable=True):
        event = create_event(
            community=community, slug=_free(community, str(name)), by=by, at=at, kind=Event.Kind.SOCIAL,
            visibility=visibility, name=name, start=leaves_at.date(), end=back.date(), starts_at=leaves_at,
            zone=zone, languages=languages, capacity=seats, city=fields["leaves_from"][:80],
        )  # fmt: skip
        save_settings(event=event, by=by, at=at, guests_most=0)
        make_quota(event=event, size=seats, by=by, at=at)
        row = TravelPool.objects.create(community=community, event=event, made_at=at, changed_at=at, **fields)
        note("start", row, changed({}, _stored(row)), by, at)
    return row


def change_pool(
    *, pool: TravelPool, by: Actor, at: datetime, seen: str = "", **fields: Unpack[PoolFields]
) -> list[str]:
    """Returns what differed. Raises PoolRefused, EditedMeanwhile."""
    with write():
        row = locked_pool(pool)
        check_same(row, seen)
        kept: dict[str, Any] = {name: getattr(row, name) for name in PoolFields.__annotations__}
        _check(row.community, row.event.starts_at, {**kept, **fields})
        before = _stored(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.changed_at = at
        row.save()
        differing = changed(before, _stored(row))
        note("change", row, differing, by, at)
    return sorted(differing)


def move_pool(*, pool: TravelPool, move: str, by: Actor, at: datetime) -> TravelPool:
    """Open, close or end it. The one place that assigns its state. Raises IllegalPoolMove."""
    with write():
        row = locked_pool(pool)
        before, row.state = row.state, next_pool_state(row.state, move)
        row.changed_at = at
        row.save(update_fields=["state", "changed_at"])
        note(move, row, {"state": [before, row.state]}, by, at)
        announce_event(row.event)
    return row


def save_room(
    *, pool: TravelPool, name: str, beds: int, by: Actor, at: datetime, room: PoolRoom | None = None
) -> PoolRoom:
    """A new room, or another name and number of beds. Raises PoolRefused."""
    if not 0 < beds <= MOST_BEDS or not name.strip():
        raise PoolRefused("beds")
    with write():
        pool = locked_pool(pool)
        rows = PoolRoom.objects.filter(community=pool.community_id, pool=pool).select_for_update()
        row = rows.get(pk=room.pk) if room else PoolRoom(
            community_id=pool.community_id, pool=pool, position=rows.count()
        )  # fmt: skip
        if beds < row.used:
            raise PoolRefused("in_use")
        before = {"name": row.name, "beds": row.beds}
        row.name, row.beds = name.strip()[:80], beds
        row.save()
        note("room", pool, changed(before, {"name": row.name, "beds": row.beds}), by, at)
    return row


def remove_room(*, pool: TravelPool, room: PoolRoom, by: Actor, at: datetime) -> None:
    """Take an empty room away. Raises PoolRefused."""
    with write():
        pool = locked_pool(pool)
        row = PoolRoom.objects.filter(community=pool.community_id, pool=pool).get(pk=room.pk)
        if row.used:
            raise PoolRefused("in_use")
        note("room_gone", pool, {"name": [row.name, ""]}, by, at)
        row.delete()


def note_paid(*, pool: TravelPool, person: Person, minor: int, by: Actor, at: datetime) -> PoolMember:
    """What somebody has paid by now, in all. Raises PoolRefused."""
    if minor < 0:
        raise PoolRefused("price")
    with write():
        row = member_row(locked_pool(pool), person)
        before, row.paid = row.paid, minor
        row.save(update_fields=["paid"])
        note("paid", row.pool, {"paid": [before, minor]}, by, at)
    return row


def set_aid_covers(*, pool: TravelPool, person: Person, covers: bool, by: Actor, at: datetime) -> PoolMember:
    """Aid pays this journey. The log does not say whose. Raises PoolRefused."""
    with write():
        row = member_row(locked_pool(pool), person)
        row.aid_covers = covers
        row.save(update_fields=["aid_covers"])
        note("aid", row.pool, {}, by, at)
    return row


def locked_pool(pool: TravelPool) -> TravelPool:
    rows = TravelPool.objects.filter(community=pool.community_id).select_related("community", "event")
    return rows.select_for_update(of=("self",)).get(pk=pool.pk)


def member_row(pool: TravelPool, person: Person) -> PoolMember:
    """The row of somebody who travels or waits, made when there is none. Raises PoolRefused: a stranger."""
    if not travels(pool, person.pk):
        raise PoolRefused("stranger")
    row, _ = PoolMember.objects.get_or_create(community_id=pool.community_id, pool=pool, person=person)
    row.pool = pool
    return row


def travels(pool: TravelPool, person_id: int) -> bool:
    said = Rsvp.objects.filter(event=pool.event_id, person=person_id, state__in=(*OPEN, Rsvp.State.ATTENDED))
    return has_seat(pool, person_id) or said.exists()


def has_seat(pool: TravelPool, person_id: int) -> bool:
    return Place.objects.filter(event=pool.event_id, person=person_id, session=None, ended_at=None).exists()


def note(verb: str, row: TravelPool, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    """The log says what was done to the journey, never what a traveller lacks or wishes."""
    record(by=by, verb=f"travel_pool.{verb}", object_type="travel_pool", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip


def _check(community: Community, leaves_at: datetime | None, fields: Any) -> None:
    going_to = fields.get("going_to")
    if bool(going_to) == bool(fields.get("elsewhere")) or not fields.get("leaves_from"):
        raise PoolRefused("destination")
    hidden = going_to and going_to.visibility != Event.Visibility.PUBLIC
    if hidden and going_to.community_id != community.pk:
        raise PoolRefused("hidden")
    if leaves_at and fields.get("back_at") and fields["back_at"] <= leaves_at:
        raise PoolRefused("hours")
    if len(fields.get("stops") or ()) > MOST_STOPS:
        raise PoolRefused("stops")
    if min(fields.get("seat_price", 0), fields.get("bed_price", 0)) < 0:
        raise PoolRefused("price")
    digits_of(fields["currency"])


def _free(community: Community, name: str) -> str:
    wanted = slug(name) or "journey"
    taken = set(Event.objects.filter(community=community).values_list("slug", flat=True))
    return next(
        one for one in (free_slug(wanted, number) for number in range(1, MOST_TRIES)) if one not in taken
    )


def _stored(row: TravelPool) -> dict[str, Any]:
    hidden = ("going_to", "responsible_person", "telephone")
    told = {name: getattr(row, name) for name in PoolFields.__annotations__ if name not in hidden}
    return told | {"going_to": row.going_to_id}
