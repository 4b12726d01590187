"""Answering: going with guests, maybe, no, and what that does to the places."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.domains.activity.models import AuditEntry
from teranga.domains.places.actions.rsvp import (
    NotOpen,
    TooManyGuests,
    UnknownQuota,
    cancel_rsvp,
)
from teranga.domains.places.models import Place, Rsvp, WaitingEntry
from teranga.domains.places.queries import people_of_event, place_counts, waiting_list
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.rules_answers import MAYBE, NO
from tests.factories.events import OPENING
from tests.factories.people import a_person
from tests.factories.places import MEMBER, NOON, a_meetup, a_quota, an_answer, taken, the_quota

pytestmark = pytest.mark.django_db


def everything() -> list[int]:
    models = (Rsvp, Place, WaitingEntry, AuditEntry)
    return [model.objects.across_communities("a test").count() for model in models]


def test_who_is_going_has_a_place_and_each_guest_one_of_their_own() -> None:
    event = a_meetup(5)
    rsvp = an_answer(event, a_person("Afi"), guests=("Kossi", ""))
    assert (rsvp.state, taken(event)) == ("going", (3, 0, 0))
    assert [(one.name, one.guest_of) for one in people_of_event(event)] == [
        ("Afi", ""), ("Kossi", "Afi"), ("", "Afi"),
    ]  # fmt: skip


def test_maybe_and_no_take_no_place() -> None:
    event = a_meetup(1)
    states = [an_answer(event, answer=MAYBE).state, an_answer(event, answer=NO).state]
    assert (states, taken(event)) == (["maybe", "declined"], (0, 0, 0))


def test_when_all_is_taken_one_waits_in_the_order_of_coming() -> None:
    event = a_meetup(1)
    an_answer(event)
    second = an_answer(event, a_person("Second"))
    third = an_answer(event, a_person("Third"), at=NOON + timedelta(minutes=1))
    assert (second.state, third.state, taken(event)) == ("waitlisted", "waitlisted", (1, 0, 0))
    assert [(row.position, row.entry.person.name) for row in waiting_list(event)] == [
        (1, "Second"), (2, "Third"),
    ]  # fmt: skip


def test_a_party_that_stays_together_waits_whole_and_one_that_does_not_takes_what_is_there() -> None:
    event = a_meetup(2)
    together = an_answer(event, guests=("A", "B"))
    assert (together.state, taken(event)) == ("waitlisted", (0, 0, 0))
    apart = an_answer(event, guests=("C", "D"), accepts_parts=True)
    assert (apart.state, taken(event)) == ("going", (2, 0, 0))
    assert [(row.entry.size, row.entry.guests) for row in waiting_list(event)] == [
        (3, ["A", "B"]),
        (1, ["D"]),
    ]


def test_another_quota_that_would_do_as_well_is_taken_when_the_first_is_full() -> None:
    event = a_meetup(0)
    online = a_quota(event, 5, position=1)
    rsvp = an_answer(event, quota=the_quota(event).pk, others=(online.pk,))
    online.refresh_from_db()
    assert (rsvp.state, taken(event), online.used) == ("going", (0, 0, 0), 1)


def test_a_quota_within_a_larger_one_counts_in_both_and_is_limited_by_both() -> None:
    event = a_meetup(1)
    house = the_quota(event)
    a_quota(event, 5, within=house)
    assert [an_answer(event).state, an_answer(event).state] == ["going", "waitlisted"]
    counts = place_counts(event)
    assert (counts.size, counts.used, counts.free, counts.waiting) == (1, 1, 0, 1)
    assert [(line.size, line.used, line.free) for line in counts.quotas] == [(1, 1, 0), (5, 1, 0)]


def test_a_place_that_is_given_back_is_offered_to_the_first_who_waits() -> None:
    event = a_meetup(1)
    first, second, third = an_answer(event), an_answer(event), an_answer(event)
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    states = [Rsvp.objects.filter(event=event).get(pk=one.pk).state for one in (first, second, third)]
    assert (states, taken(event)) == (["cancelled", "offered", "waitlisted"], (0, 0, 1))


def test_cancelling_twice_is_refused_and_changes_nothing() -> None:
    event = a_meetup(1)
    rsvp = an_answer(event)
    cancel_rsvp(event=event, rsvp=rsvp, by=MEMBER, at=NOON)
    before = everything()
    with pytest.raises(IllegalMove) as refused:
        cancel_rsvp(event=event, rsvp=rsvp, by=MEMBER, at=NOON)
    assert (refused.value.state, refused.value.move, everything()) == ("cancelled", "cancel", before)


def test_going_again_changes_the_guests_and_not_the_place() -> None:
    event = a_meetup(3)
    person = a_person()
    an_answer(event, person, guests=("Kossi", "Ama"))
    an_answer(event, person, guests=("Ama",))
    assert ([one.name for one in people_of_event(event)][1:], taken(event)) == (["Ama"], (2, 0, 0))
    an_answer(event, person, guests=("Ama", "Edem"))
    an_answer(event, a_person())
    assert (taken(event), Rsvp.objects.filter(event=event).count()) == ((3, 0, 0), 2)


def test_more_guests_than_are_free_wait_and_the_person_keeps_their_place() -> None:
    event = a_meetup(1)
    person = a_person()
    an_answer(event, person)
    rsvp = an_answer(event, person, guests=("Ama",))
    assert (rsvp.state, taken(event)) == ("going", (1, 0, 0))
    assert [(row.entry.size, row.entry.guests) for row in waiting_list(event)] == [(1, ["Ama"])]


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [({"guests": ("A", "B", "C")}, TooManyGuests), ({"quota": 0}, UnknownQuota)],
)
def test_what_the_event_does_not_offer_is_refused_and_changes_nothing(wish: dict, refusal: type) -> None:
    event, person = a_meetup(5), a_person()
    before = everything()
    with pytest.raises(refusal):
        an_answer(event, person, **wish)
    assert (everything(), taken(event)) == (before, (0, 0, 0))


def test_g22_nobody_answers_or_is_offered_anything_once_the_event_has_begun() -> None:
    event = a_meetup(1)
    first, person = an_answer(event), a_person()
    waiting = an_answer(event)
    with pytest.raises(NotOpen):
        an_answer(event, person, at=OPENING)
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=OPENING + timedelta(minutes=5))
    assert Rsvp.objects.filter(event=event).get(pk=waiting.pk).state == "waitlisted"
    assert taken(event) == (0, 0, 0)
