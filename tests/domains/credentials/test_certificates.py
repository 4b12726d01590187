"""Certificates: for whoever came, with today's name, checked by a code, taken back with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from teranga.domains.activity.actions.record import Actor
from teranga.domains.credentials.actions import certificates as actions
from teranga.domains.credentials.models import Certificate
from teranga.domains.credentials.queries import Standing, Verdict, arrived_without, verify
from teranga.domains.credentials.tasks import issue
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
BY = Actor("organiser")
ENDS = datetime(2026, 11, 19, 20, tzinfo=UTC)
AFTER = ENDS + timedelta(hours=9)


@pytest.fixture
def event() -> Event:
    return an_event(
        a_community("lome"), "jeudi", start=date(2026, 11, 19), end=date(2026, 11, 19),
        starts_at=ENDS - timedelta(hours=2), ends_at=ENDS,
    )  # fmt: skip


def a_place(event: Event, who: str = "Afi Mensah", *, came: bool = True, **more: Any) -> Place:
    told = {"person": a_person(who), "arrived_at": ENDS if came else None, "kind": Place.Kind.RSVP}
    return Place.objects.create(
        community_id=event.community_id, event=event, given_at=ENDS, **{**told, **more}
    )


def given(event: Event, at: datetime = AFTER) -> list[Certificate]:
    return actions.issue_certificates(event=event, by=BY, at=at)


def test_whoever_came_gets_one_and_nobody_two(event: Event) -> None:
    came, guest = a_place(event), a_place(event, person=None, name="Guest Ayité")
    a_place(event, "Kofi", came=False)
    a_place(event, person=None, name="")  # a guest whom nobody named
    a_place(event, "Ama", ended_at=ENDS)  # gave the place back
    assert [one.place for one in given(event)] == [came, guest]
    before = everything()
    assert given(event) == []
    assert everything() == before


def test_nobody_gets_a_paper_before_the_end_or_of_what_was_called_off(event: Event) -> None:
    a_place(event)
    before = everything()
    with pytest.raises(actions.NotOver):
        given(event, ENDS - timedelta(seconds=1))
    event.cancelled_at = ENDS
    with pytest.raises(actions.CalledOff):
        given(event)
    assert everything() == before


def test_a_code_tells_name_event_and_day_and_nothing_else(event: Event) -> None:
    a_place(event)
    (one,) = given(event)
    day = date(2026, 11, 19)
    assert verify(one.code) == Verdict(Standing.GENUINE, "Afi Mensah", event.name, start=day, end=day)
    assert verify(one.code.lower().replace("-", " ")) == verify(one.code)


def test_f12_the_name_of_today_stands_on_it(event: Event) -> None:
    place = a_place(event)
    (one,) = given(event)
    Person.objects.filter(pk=place.person_id).update(name="Afi Ayité")
    assert verify(one.code).name == "Afi Ayité"


def test_what_was_never_given_and_what_is_mistyped_are_the_same(event: Event) -> None:
    a_place(event)
    (one,) = given(event)
    wrong = ("B" if one.code[0] == "A" else "A") + one.code[1:]
    for typed in (wrong, "", "x" * 5000, "ABCDEFGHJ-K", "'; DROP TABLE", "ŋ" * 11):
        assert verify(typed) == Verdict(Standing.UNKNOWN), typed


def test_one_that_was_taken_back_says_so_without_a_name_and_can_count_again(event: Event) -> None:
    a_place(event)
    (one,) = given(event)
    before = everything()
    with pytest.raises(actions.ReasonMissing):
        actions.revoke_certificate(certificate=one, why=" ", by=BY, at=AFTER)
    assert everything() == before
    assert actions.revoke_certificate(certificate=one, why="Wrong person", by=BY, at=AFTER)
    assert not actions.revoke_certificate(certificate=one, why="Again", by=BY, at=AFTER)
    assert verify(one.code) == Verdict(Standing.REVOKED)
    assert actions.reinstate_certificate(certificate=one, by=BY, at=AFTER)
    assert verify(one.code).standing is Standing.GENUINE


def test_an_arrival_that_was_taken_back_takes_its_paper_with_it(event: Event) -> None:
    place = a_place(event)
    (one,) = given(event)
    Place.objects.filter(event=event, pk=place.pk).update(arrived_at=None)
    assert verify(one.code) == Verdict(Standing.REVOKED)


def test_erasure_leaves_nothing_to_check(event: Event) -> None:
    place = a_place(event)
    (one,) = given(event)
    erase_person(person=Person.objects.get(pk=place.person_id), by=BY, at=AFTER)
    assert verify(one.code) == Verdict(Standing.UNKNOWN)
    assert not Certificate.objects.filter(event=event).exists()


def test_the_daily_job_gives_them_the_morning_after(event: Event) -> None:
    a_place(event)
    with time_machine.travel(ENDS - timedelta(hours=1), tick=False):
        issue()
    assert len(arrived_without(event)) == 1
    with time_machine.travel(AFTER, tick=False):
        issue()
        issue()
    assert Certificate.objects.filter(event=event).count() == 1
