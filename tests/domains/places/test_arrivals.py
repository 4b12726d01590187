"""The scan log on its way into the database: once, in any order, the earliest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from teranga.domains.communities.models import Participation
from teranga.domains.events.models import Event
from teranga.domains.places.actions.arrivals import (
    ScanIn,
    ScanOut,
    mark_no_shows,
    record_scans,
    write_down_who_came,
)
from teranga.domains.places.models import Arrival, Place, Rsvp
from teranga.domains.places.queries import people_of_event
from tests.factories.events import OPENING
from tests.factories.people import a_person
from tests.factories.places import ORGANISER, a_meetup, an_answer, taken

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


def scan(place: UUID, clock: datetime = OPENING, kind: str = "arrive", **more: object) -> ScanIn:
    return ScanIn(uuid4(), place, kind, clock, **more)  # type: ignore[arg-type]


def send(event: Event, *scans: ScanIn, device: str = "phone-1", now: datetime = OPENING) -> list[ScanOut]:
    """From a device whose clock says `now` when it is 10:00 and an hour later here."""
    at = OPENING + timedelta(hours=1)
    return record_scans(event=event, device=device, scans=scans, device_now=now, by=ORGANISER, at=at)


def place_of(event: Event) -> UUID:
    return people_of_event(event)[0].uuid


def arrived_at(event: Event) -> datetime | None:
    return Place.objects.filter(event=event)[0].arrived_at


def test_an_arrival_is_counted_and_told_to_the_community() -> None:
    event = a_meetup()
    rsvp = an_answer(event)
    one = scan(place_of(event))
    assert send(event, one) == [ScanOut(one.uuid, one.place, "counts", OPENING + timedelta(hours=1))]
    rsvp.refresh_from_db()
    assert rsvp.state == "attended"
    facts = Participation.objects.filter(community=event.community_id).values_list(
        "person", "kind", "event_id"
    )
    assert list(facts) == [(rsvp.person_id, "attended", event.pk)]


def test_what_is_sent_twice_is_one_entry() -> None:
    event = a_meetup()
    an_answer(event)
    one = scan(place_of(event))
    assert send(event, one) == send(event, one)
    assert Arrival.objects.filter(event=event).count() == 1


def test_the_earliest_arrival_wins_by_corrected_clocks_and_the_other_is_a_visible_duplicate() -> None:
    event = a_meetup()
    an_answer(event)
    place = place_of(event)
    late = scan(place, OPENING + timedelta(minutes=9))  # its clock is right: an hour and nine minutes
    early = scan(place, OPENING + timedelta(minutes=15))  # its clock is ten minutes fast: five minutes
    send(event, late, device="phone-1")
    [answer] = send(event, early, device="phone-2", now=OPENING + timedelta(minutes=10))
    assert (answer.standing, arrived_at(event)) == ("counts", OPENING + timedelta(hours=1, minutes=5))
    [again] = send(event, late, device="phone-1")
    assert (again.standing, Arrival.objects.filter(event=event).count()) == ("duplicate", 2)


def test_an_undo_takes_the_arrival_back_everywhere() -> None:
    event = a_meetup()
    rsvp = an_answer(event)
    place = place_of(event)
    send(event, scan(place), scan(place, OPENING + LATER, "undo"))
    rsvp.refresh_from_db()
    assert (arrived_at(event), rsvp.state) == (None, "going")
    send(event, scan(place, OPENING + 2 * LATER))
    send(event, scan(place, OPENING + 3 * LATER, "undo"))
    rsvp.refresh_from_db()
    assert (rsvp.state, Participation.objects.filter(community=event.community_id).count()) == ("going", 0)


def test_somebody_without_a_place_is_let_in_and_counts_towards_no_quota() -> None:
    event = a_meetup(0)
    number = uuid4()
    walk_in = scan(number, kind="walk_in", name="Edem")
    send(event, walk_in)
    send(event, walk_in)
    [edem] = people_of_event(event)
    assert (edem.name, edem.kind, edem.uuid, taken(event)) == ("Edem", "walk_in", number, (0, 0, 0))
    assert edem.arrived_at is not None


def test_a_place_of_another_event_is_not_known_here_and_nothing_is_written() -> None:
    event, other = a_meetup(), a_meetup()
    an_answer(other)
    one = scan(place_of(other))
    assert send(event, one) == [ScanOut(one.uuid, one.place, "", None)]
    assert (Arrival.objects.filter(event=event).count(), arrived_at(other)) == (0, None)


def test_who_did_not_come_is_marked_only_where_somebody_was_checked_in() -> None:
    event = a_meetup(3)
    came, missed = an_answer(event, a_person("Afi")), an_answer(event, a_person("Kofi"))
    after = OPENING + timedelta(days=2)
    assert mark_no_shows(event=event, at=after) == 0
    send(event, scan(place_of(event)))
    assert (mark_no_shows(event=event, at=after), mark_no_shows(event=event, at=after)) == (1, 0)
    states = {row.pk: row.state for row in Rsvp.objects.filter(event=event)}
    assert states == {came.pk: "attended", missed.pk: "no_show"}
    kofi = next(one for one in people_of_event(event) if one.name == "Kofi")
    send(event, scan(kofi.uuid))  # from a phone that was without a network until now
    missed.refresh_from_db()
    assert missed.state == "attended"


def test_who_came_is_written_down_where_nobody_told_another_number() -> None:
    event, told = a_meetup(3), a_meetup(3, attended=50)
    for one in (event, told):
        an_answer(one)
    after = {"by": ORGANISER, "at": OPENING + timedelta(days=2)}
    assert write_down_who_came(event=event, **after) is None
    for one in (event, told):
        send(one, scan(place_of(one)))
    send(event, scan(uuid4(), kind="walk_in", name="Ama"), now=OPENING + LATER)
    assert [write_down_who_came(event=one, **after) for one in (event, event, told)] == [2, None, None]
    event.refresh_from_db(), told.refresh_from_db()
    assert (event.attended, told.attended) == (2, 50)
