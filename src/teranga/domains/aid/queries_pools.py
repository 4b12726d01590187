"""What a journey looks like: to those who organise it, and to one who travels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from teranga.domains.aid.models import PoolMember, PoolRoom, RoomYes, TravelPool
from teranga.domains.aid.rules_pools import Wishes, lacks_of, wishes_of
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.ledger.models import InKind
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place, Quota, Rsvp
from teranga.domains.places.rules import OPEN


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person of the journey, as its desk sees them: nothing of gender, of choices, or of aid."""

    person_id: int
    name: str
    has_seat: bool
    state: str  # of their answer; "" for a seat given by hand
    promised: int
    paid: int
    lacks: tuple[str, ...]
    lacks_note: str
    wants_bed: bool
    room: str
    room_id: int | None
    vouchers: tuple[str, ...]
    arrived_at: datetime | None

    @property
    def needs(self) -> int:
        """How much is open for them: what they lack, a bed that they want, money promised and not paid."""
        without_bed = self.wants_bed and self.room_id is None
        return len(self.lacks) + without_bed + (self.promised > self.paid)


@dataclass(frozen=True, slots=True)
class Figures:
    seats: int
    taken: int
    waiting: int
    beds: int
    in_beds: int
    want_bed: int
    promised: int
    paid: int
    lacking: int  # people


@dataclass(frozen=True, slots=True)
class OwnJourney:
    """What one who travels sees."""

    member: PoolMember | None
    lacks: tuple[str, ...]
    with_me: tuple[str, ...]  # names in the same room
    beside_me: tuple[str, ...]  # who travel and let themselves be seen
    choices: tuple[tuple[int, str], ...]  # whom one may name for a room
    named: tuple[int, ...]
    said_yes: tuple[str, ...]  # both said yes by name
    vouchers: tuple[InKind, ...]


def pool_of_event(event: Event) -> TravelPool | None:
    rows = TravelPool.objects.filter(community=event.community_id, event=event)
    row = rows.select_related("going_to__community", "responsible_person").first()
    if row is not None:
        row.event = event
    return row


def travels_by(event: Event) -> bool:
    """Whether those with a place have a page of a journey together."""
    rows = TravelPool.objects.filter(community=event.community_id, event=event)
    return event.kind == Event.Kind.SOCIAL and rows.exclude(state=TravelPool.State.DRAFT).exists()


def pools_of(community: Community) -> list[TravelPool]:
    rows = TravelPool.objects.filter(community=community).select_related("event", "going_to")
    return list(rows.order_by("-event__start", "-pk"))


def rooms_of(pool: TravelPool) -> list[PoolRoom]:
    return list(PoolRoom.objects.filter(community=pool.community_id, pool=pool))


def seated_ids(pool: TravelPool) -> set[int]:
    rows = Place.objects.filter(event=pool.event_id, session=None, ended_at=None, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def all_wishes(pool: TravelPool) -> dict[int, Wishes]:
    """By the numbers of members. For the rooms' actions alone: no page shows it."""
    named: dict[int, list[int]] = {}
    said = RoomYes.objects.filter(community=pool.community_id, pool=pool)
    for one, other in said.values_list("member_id", "to_id"):
        named.setdefault(one, []).append(other)
    rows = PoolMember.objects.filter(community=pool.community_id, pool=pool)
    return {row.pk: wishes_of(row, named.get(row.pk, ())) for row in rows}


def travellers_of(pool: TravelPool) -> list[Traveller]:
    """Those with a seat and those who wait; who needs something stands first. Five queries."""
    places = Place.objects.filter(event=pool.event_id, session=None, ended_at=None)
    seats = {row.person_id: row for row in places.select_related("person") if row.person_id}
    rows = Rsvp.objects.filter(event=pool.event_id, state__in=(*OPEN, Rsvp.State.ATTENDED))
    said = {row.person_id: row for row in rows.select_related("person")}
    told = {row.person_id: row for row in _members(pool)}
    people: dict[int, Person] = {number: row.person for number, row in said.items()}
    people |= {number: row.person for number, row in seats.items() if row.person}
    people |= {number: row.person for number, row in told.items() if row.room_id is not None}
    kept = _vouchers(pool, people)
    found = [
        _traveller(person, seats.get(number), said.get(number), told.get(number), kept.get(number, ()))
        for number, person in people.items()
    ]
    return sorted(found, key=lambda one: (not one.has_seat, -one.needs, one.name.casefold(), one.person_id))


def figures_of(pool: TravelPool, people: Iterable[Traveller], rooms: Iterable[PoolRoom]) -> Figures:
    people, rooms = list(people), list(rooms)
    sizes = Quota.objects.filter(event=pool.event_id, within=None, session=None)
    return Figures(
        seats=sum(sizes.values_list("size", flat=True)),
        taken=sum(one.has_seat for one in people),
        waiting=sum(one.state in ("waitlisted", "offered") and not one.has_seat for one in people),
        beds=sum(room.beds for room in rooms),
        in_beds=sum(room.used for room in rooms),
        want_bed=sum(one.wants_bed and one.room_id is None and one.has_seat for one in people),
        promised=sum(one.promised for one in people),
        paid=sum(one.paid for one in people),
        lacking=sum(bool(one.lacks) for one in people),
    )


def aid_covered(pool: TravelPool) -> set[int]:
    """Numbers of people. Only for those who may see aid."""
    rows = PoolMember.objects.filter(community=pool.community_id, pool=pool, aid_covers=True)
    return set(rows.values_list("person_id", flat=True))


def member_of(pool: TravelPool, person: Person) -> PoolMember | None:
    rows = PoolMember.objects.filter(community=pool.community_id, pool=pool, person=person)
    return rows.select_related("room").first()


def own_journey(pool: TravelPool, person: Person) -> OwnJourney:
    me = member_of(pool, person)
    seated = seated_ids(pool)
    others = [row for row in _members(pool) if row.person_id != person.pk and row.person_id in seated]
    said = RoomYes.objects.filter(community=pool.community_id, pool=pool)
    pairs = set(said.values_list("member_id", "to_id")) if me else set()
    shown = [row for row in others if row.shown]
    return OwnJourney(
        member=me,
        lacks=tuple(lacks_of(me)) if me else (),
        with_me=tuple(row.person.name for row in others if me and me.room_id and row.room_id == me.room_id),
        beside_me=tuple(row.person.name for row in shown) if person.pk in seated else (),
        choices=tuple((row.pk, row.person.name) for row in shown) if person.pk in seated else (),
        named=tuple(row.pk for row in others if me and (me.pk, row.pk) in pairs),
        said_yes=tuple(
            row.person.name for row in others if me and {(me.pk, row.pk), (row.pk, me.pk)} <= pairs
        ),
        vouchers=tuple(InKind.objects.filter(community=pool.community_id, person=person).order_by("pk")),
    )


def free_vouchers(pool: TravelPool) -> list[InKind]:
    rows = InKind.objects.filter(community=pool.community_id, state=InKind.State.FREE)
    return list(rows.order_by("giver", "covers", "pk"))


def _members(pool: TravelPool) -> list[PoolMember]:
    rows = PoolMember.objects.filter(community=pool.community_id, pool=pool)
    return sorted(rows.select_related("person", "room"), key=lambda row: row.person.name.casefold())


def _vouchers(pool: TravelPool, people: Iterable[int]) -> dict[int, list[str]]:
    rows = InKind.objects.filter(community=pool.community_id, person__in=list(people))
    kept: dict[int, list[str]] = {}
    for number, covers in rows.order_by("pk").values_list("person_id", "covers"):
        kept.setdefault(number, []).append(covers)
    return kept


def _traveller(
    person: Person, place: Place | None, rsvp: Rsvp | None, told: PoolMember | None, vouchers: Iterable[str]
) -> Traveller:
    return Traveller(
        person_id=person.pk,
        name=person.name,
        has_seat=place is not None,
        state=rsvp.state if rsvp else "",
        promised=told.promised if told else 0,
        paid=told.paid if told else 0,
        lacks=tuple(lacks_of(told)) if told else (),
        lacks_note=told.lacks_note if told else "",
        wants_bed=bool(told and told.wants_bed),
        room=told.room.name if told and told.room else "",
        room_id=told.room_id if told else None,
        vouchers=tuple(vouchers),
        arrived_at=place.arrived_at if place else None,
    )
