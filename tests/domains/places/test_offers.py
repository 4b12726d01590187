"""Offers: kept for a while, accepted, declined, over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.models import Job
from teranga.domains.events.models import Event
from teranga.domains.places.actions.offers import (
    TooLateToOffer,
    accept_offer,
    decline_offer,
    expire_offer,
    offer_by_hand,
)
from teranga.domains.places.actions.quotas import SmallerThanTaken, change_quota
from teranga.domains.places.actions.rsvp import OfferWaits, cancel_rsvp, leave_waiting_list
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import Offer, Rsvp, WaitingEntry
from teranga.domains.places.queries import people_of_event, waiting_list
from teranga.domains.places.rules import IllegalMove
from tests.factories.events import OPENING
from tests.factories.people import a_person
from tests.factories.places import (
    MEMBER,
    NOON,
    ORGANISER,
    a_meetup,
    an_answer,
    taken,
    the_quota,
)

pytestmark = pytest.mark.django_db
DAY_LATER = NOON + timedelta(hours=24)


def offer_to(rsvp: Rsvp) -> Offer:
    return Offer.objects.filter(event=rsvp.event_id, entry__rsvp=rsvp).latest("pk")


def state_of(rsvp: Rsvp) -> str:
    return Rsvp.objects.filter(event=rsvp.event_id).get(pk=rsvp.pk).state


def overfull(waiting: int = 2, **wish: object) -> tuple[Event, Rsvp, list[Rsvp]]:
    """One place, somebody who has it, and others who wait."""
    event = a_meetup(1)
    first = an_answer(event)
    return event, first, [an_answer(event, **wish) for _ in range(waiting)]


def test_g29_an_offer_that_is_accepted_is_counted_once() -> None:
    event, first, (second, _third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    assert taken(event) == (0, 0, 1)
    accept_offer(offer=offer_to(second), event=event, by=MEMBER, at=NOON)
    assert (state_of(second), taken(event)) == ("going", (1, 0, 0))
    assert [one.person_id for one in people_of_event(event)] == [second.person_id]


def test_g21_an_offer_that_was_used_and_given_back_goes_to_the_next_and_its_entry_stays_closed() -> None:
    event, first, (second, third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    accept_offer(offer=offer_to(second), event=event, by=MEMBER, at=NOON)
    cancel_rsvp(event=event, rsvp=second, by=MEMBER, at=NOON)
    assert (state_of(second), state_of(third), taken(event)) == ("cancelled", "offered", (0, 0, 1))
    states = WaitingEntry.objects.filter(event=event).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "offered"]


def test_an_offer_that_is_declined_goes_to_the_next_at_once() -> None:
    event, first, (second, third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    decline_offer(offer=offer_to(second), event=event, by=MEMBER, at=NOON)
    assert (state_of(second), state_of(third), taken(event)) == ("declined", "offered", (0, 0, 1))


def test_an_offer_that_nobody_answers_is_over_after_its_time_and_not_before() -> None:
    event, first, (second, third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    offer = offer_to(second)
    assert offer.expires_at == DAY_LATER
    assert Job.objects.get(unique_key=f"expire-offer:{offer.pk}").run_after == DAY_LATER
    expire_offer(offer_id=offer.pk, event=event, at=DAY_LATER - timedelta(seconds=1))
    assert state_of(second) == "offered"
    expire_offer(offer_id=offer.pk, event=event, at=DAY_LATER)
    expire_offer(offer_id=offer.pk, event=event, at=DAY_LATER)
    assert (state_of(second), state_of(third), taken(event)) == ("cancelled", "offered", (0, 0, 1))


def test_an_offer_is_refused_after_its_time_even_before_the_job_came_by() -> None:
    event, first, (second, _third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    with pytest.raises(IllegalMove) as refused:
        accept_offer(offer=offer_to(second), event=event, by=MEMBER, at=DAY_LATER)
    assert (refused.value.state, state_of(second), taken(event)) == ("expired", "offered", (0, 0, 1))


def test_an_offer_ends_at_the_latest_when_the_event_begins() -> None:
    event, first, (second, _third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=OPENING - timedelta(hours=3))
    assert offer_to(second).expires_at == OPENING


def test_a_larger_quota_is_offered_down_the_list_in_the_same_moment() -> None:
    event, _first, waiting = overfull(3)
    change_quota(event=event, quota=the_quota(event), size=3, by=ORGANISER, at=NOON)
    assert ([state_of(one) for one in waiting], taken(event)) == (
        ["offered", "offered", "waitlisted"],
        (1, 0, 2),
    )


def test_a_quota_never_becomes_smaller_than_what_is_taken() -> None:
    event, _first, _waiting = overfull()
    with pytest.raises(SmallerThanTaken):
        change_quota(event=event, quota=the_quota(event), size=0, by=ORGANISER, at=NOON)
    assert the_quota(event).size == 1


def test_a_party_that_stays_together_keeps_its_turn_while_smaller_ones_take_what_would_stay_empty() -> None:
    event = a_meetup(1)
    first = an_answer(event)
    pair = an_answer(event, guests=("Ama",))
    single = an_answer(event)
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    assert (state_of(pair), state_of(single)) == ("waitlisted", "offered")
    assert [row.entry.rsvp_id for row in waiting_list(event)] == [pair.pk, single.pk]
    change_quota(event=event, quota=the_quota(event), size=3, by=ORGANISER, at=NOON)
    assert (state_of(pair), taken(event)) == ("offered", (0, 0, 3))


def test_a_party_that_takes_parts_waits_on_for_the_rest() -> None:
    event = a_meetup(1)
    first = an_answer(event)
    pair = an_answer(event, guests=("Ama",), accepts_parts=True)
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    accept_offer(offer=offer_to(pair), event=event, by=MEMBER, at=NOON)
    assert (state_of(pair), taken(event)) == ("going", (1, 0, 0))
    assert [(row.entry.size, row.entry.guests) for row in waiting_list(event)] == [(1, ["Ama"])]
    change_quota(event=event, quota=the_quota(event), size=2, by=ORGANISER, at=NOON)
    accept_offer(offer=offer_to(pair), event=event, by=MEMBER, at=NOON)
    assert [(one.name, bool(one.guest_of)) for one in people_of_event(event)][1:] == [("Ama", True)]
    assert waiting_list(event) == []


def test_who_leaves_the_list_gives_the_offer_to_the_next() -> None:
    event, first, (second, third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    leave_waiting_list(event=event, rsvp=second, by=MEMBER, at=NOON)
    assert (state_of(second), state_of(third), taken(event)) == ("cancelled", "offered", (0, 0, 1))


def test_who_is_offered_a_place_says_yes_or_no_before_changing_the_party() -> None:
    event, first, (second, _third) = overfull()
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    with pytest.raises(OfferWaits):
        an_answer(event, second.person, guests=("Ama",))
    assert (state_of(second), taken(event)) == ("offered", (0, 0, 1))


def test_an_organiser_offers_out_of_turn_only_what_is_free() -> None:
    event = a_meetup(1)
    pair = an_answer(event, a_person(), guests=("Ama",))
    single = an_answer(event)
    entry = waiting_list(event)[0].entry
    with pytest.raises(SoldOut):
        offer_by_hand(entry=entry, event=event, by=ORGANISER, at=NOON)
    assert (state_of(pair), state_of(single), taken(event)) == ("waitlisted", "going", (1, 0, 0))
    with pytest.raises(TooLateToOffer):
        offer_by_hand(entry=entry, event=event, by=ORGANISER, at=OPENING)
