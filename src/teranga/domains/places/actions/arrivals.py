"""The scan log: what devices send is added once, and what it says of each place is written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.participation import record_participation, withdraw_participation
from teranga.domains.communities.models import Participation
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.grant_place import HasPlace, grant_place
from teranga.domains.places.actions.moves import audit, move_rsvp
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.hooks import tell_arrival
from teranga.domains.places.models import Arrival, Place, Quota, Rsvp
from teranga.domains.places.queries import reading_of
from teranga.domains.places.queries_counts import arrived_count
from teranga.domains.places.rules import RSVP_MOVES
from teranga.domains.places.rules_arrivals import Reading, Standing

PROGRAM = Actor("program")


@dataclass(frozen=True, slots=True)
class ScanIn:
    """One tap as the device noted it. A walk-in brings the number of its place and a name."""

    uuid: UUID
    place: UUID
    kind: str  # arrive, undo, walk_in
    clock: datetime  # as the device had it
    name: str = ""
    happened_at: datetime | None = None  # where the caller knows the time better than the clock at sending


@dataclass(frozen=True, slots=True)
class ScanOut:
    """What became of it. `standing` is "" for a place that nobody knows here."""

    uuid: UUID
    place: UUID
    standing: str
    arrived_at: datetime | None


def record_scans(
    *, event: Event, device: str, scans: Sequence[ScanIn], device_now: datetime, by: Actor, at: datetime,
    walk_in_quota: Quota | None = None,
) -> list[ScanOut]:  # fmt: skip
    """Add what a device noted, also long ago and without a network; the answer is in the order of `scans`.

    `device_now` is its clock at sending: the difference to `at` corrects every scan's time. A scan sent
    twice is one entry. What other devices sent before stays, and the earliest arrival wins. Walk-ins take a
    place of `walk_in_quota` while it has some, else they count nowhere.
    """
    offset = at - device_now
    with write(durable=True):
        places = _locked_places(event, scans, walk_in_quota, by=by, at=at)
        known = set(
            Arrival.objects.filter(event=event, uuid__in=[scan.uuid for scan in scans]).values_list(
                "uuid", flat=True
            )
        )
        for scan in scans:
            place = places.get(scan.place)
            if place is not None and scan.uuid not in known:
                known.add(scan.uuid)
                _add(event, place, device, scan, offset, by=by, at=at)
        readings = {}
        for place in places.values():
            readings[place.uuid] = reading_of(place)
            _settle(event, place, readings[place.uuid].arrived_at, by=by, at=at)
        announce_event(event)
    return [_told(scan, readings.get(scan.place)) for scan in scans]


def _told(scan: ScanIn, reading: Reading | None) -> ScanOut:
    if reading is None:
        return ScanOut(scan.uuid, scan.place, "", None)
    standing = reading.standings.get(scan.uuid, Standing.IDLE)
    return ScanOut(scan.uuid, scan.place, standing.value, reading.arrived_at)


def mark_no_shows(*, event: Event, at: datetime) -> int:
    """After the event: who had a place and did not come. Nothing where nobody was checked in at all."""
    with write(durable=True):
        if not Place.objects.filter(event=event).exclude(arrived_at=None).exists():
            return 0
        going = Rsvp.objects.filter(event=event, state=Rsvp.State.GOING).select_for_update(of=("self",))
        rows = list(going.order_by("pk"))
        for rsvp in rows:
            move_rsvp(rsvp, "miss", by=PROGRAM, at=at)
    return len(rows)


def write_down_who_came(*, event: Event, by: Actor, at: datetime, even_if_told: bool = False) -> int | None:
    """The number that came, from the scan log, where nobody told another one. None: nothing to write."""
    with write():
        rows = Event.objects.filter(community=event.community_id).select_for_update(of=("self",))
        row = rows.get(pk=event.pk)
        came = arrived_count(event)
        if not came or row.attended == came or (row.attended is not None and not even_if_told):
            return None
        before, row.attended, row.attended_at_least = row.attended, came, False
        row.save(update_fields=["attended", "attended_at_least"])
        record(
            by=by, verb="event.change", object_type="event", object_id=event.pk, at=at,
            community_id=event.community_id, event_id=event.pk, changes={"attended": [before, came]},
        )  # fmt: skip
        announce_event(event)
    return came


def _locked_places(
    event: Event, scans: Sequence[ScanIn], quota: Quota | None, *, by: Actor, at: datetime
) -> dict[UUID, Place]:
    """The places that are named, walk-ins' new ones too: locked, so that two phones' logs are read one by
    one."""
    wanted = {scan.place for scan in scans}
    there = set(Place.objects.filter(event=event, uuid__in=wanted).values_list("uuid", flat=True))
    for scan in scans:
        if scan.kind == Arrival.Kind.WALK_IN and scan.place not in there and scan.name.strip():
            there.add(scan.place)
            _let_in(event, scan, quota, by=by, at=at)
    rows = Place.objects.filter(event=event, uuid__in=wanted)
    answers = Rsvp.objects.filter(event=event, places__in=rows.values("pk"))
    list(answers.select_for_update(of=("self",)).order_by("pk"))  # before the places: the one lock order
    locked = rows.select_related("person", "rsvp").select_for_update(of=("self",)).order_by("pk")
    return {place.uuid: place for place in locked}


def _let_in(event: Event, scan: ScanIn, quota: Quota | None, *, by: Actor, at: datetime) -> None:
    """They stand in the room: where the quota has nothing left, they count nowhere."""
    for counted in dict.fromkeys((quota, None)):
        try:
            grant_place(
                event=event, kind=Place.Kind.WALK_IN, name=scan.name.strip(), uuid=scan.place, quota=counted,
                by=by, at=at,
            )  # fmt: skip
        except SoldOut:
            continue
        except HasPlace:  # the same phone sent it at the same moment
            return
        return


def _add(
    event: Event, place: Place, device: str, scan: ScanIn, offset: timedelta, *, by: Actor, at: datetime
) -> None:
    happened_at = scan.happened_at or scan.clock + offset
    Arrival.objects.create(
        community_id=event.community_id, event=event, uuid=scan.uuid, device=device[:64], clock=scan.clock,
        offset_ms=round((happened_at - scan.clock) / timedelta(milliseconds=1)), happened_at=happened_at,
        received_at=at,
        kind=scan.kind, place=place, by_id=by.person_id,
    )  # fmt: skip


def _settle(event: Event, place: Place, arrived_at: datetime | None, *, by: Actor, at: datetime) -> None:
    """Write what the log says by now, and tell whoever must know in the same moment."""
    if place.arrived_at == arrived_at:
        return
    was_in, place.arrived_at = place.arrived_at is not None, arrived_at
    place.save(update_fields=["arrived_at"])
    is_in = arrived_at is not None
    if was_in == is_in:
        return
    audit(
        place,
        "place.arrive" if is_in else "place.undo_arrival",
        by=by,
        at=at,
        changes={"in": [was_in, is_in]},
    )
    if place.guest_of_id is None and place.person is not None:
        _move(place, is_in, by=by, at=at)
        tell = record_participation if is_in else withdraw_participation
        tell(
            community=event.community, person=place.person, kind=Participation.Kind.ATTENDED, day=event.start,
            event_id=event.pk, by=by, at=at,
        )  # fmt: skip
    tell_arrival(place, at=at)


def _move(place: Place, is_in: bool, *, by: Actor, at: datetime) -> None:
    move = "arrive" if is_in else "undo_arrival"
    if place.rsvp is not None and place.rsvp.state in RSVP_MOVES[move][0]:
        move_rsvp(place.rsvp, move, by=by, at=at)
