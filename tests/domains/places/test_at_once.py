"""Many at the same moment, on both databases: never one too many, and nothing stays empty."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from teranga.domains.events.models import Event
from teranga.domains.places.actions.grant_place import HasPlace, grant_place
from teranga.domains.places.actions.offers import accept_offer, offer_by_hand
from teranga.domains.places.actions.quotas import recount
from teranga.domains.places.actions.rsvp import cancel_rsvp
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import Offer, Place, Quota, Rsvp, WaitingEntry
from teranga.domains.places.queries import waiting_list
from teranga.domains.places.rules import IllegalMove
from tests.base.threads import at_once
from tests.factories.people import a_person
from tests.factories.places import MEMBER, NOON, ORGANISER, a_meetup, an_answer, taken, the_quota

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def places(event: Event) -> int:
    return Place.objects.filter(event=event, ended_at=None).count()


def test_g01_as_many_as_there_are_places_get_one_and_the_others_stand_in_line() -> None:
    event, people = a_meetup(3), [a_person() for _ in range(MANY)]
    rsvps = at_once(*(lambda person=person: an_answer(event, person) for person in people))
    assert sorted(rsvp.state for rsvp in rsvps) == ["going"] * 3 + ["waitlisted"] * 5
    assert (taken(event), places(event), recount(event=event, at=NOON)) == ((3, 0, 0), 3, [])


def test_g04_places_given_by_organisers_at_once_never_exceed_the_pool() -> None:
    event = a_meetup(2)
    quota = the_quota(event)
    given = {"event": event, "kind": "speaker", "quota": quota, "by": ORGANISER, "at": NOON}
    outcomes = at_once(*(lambda name=name: grant_place(name=name, **given) for name in "ABCDE"))
    refused = [one for one in outcomes if isinstance(one, SoldOut)]
    assert (len(refused), taken(event), places(event)) == (3, (2, 0, 0), 2)


def test_g25_one_person_who_answers_or_is_given_a_place_twice_at_once_has_one() -> None:
    event, person = a_meetup(5), a_person()
    at_once(*(lambda: an_answer(event, person) for _ in range(4)))
    with pytest.raises(HasPlace):
        grant_place(event=event, kind="speaker", person=person, quota=the_quota(event), by=ORGANISER, at=NOON)
    assert (Rsvp.objects.filter(event=event).count(), taken(event), places(event)) == (1, (1, 0, 0), 1)


def test_g20_one_free_place_is_offered_once_whoever_offers_it() -> None:
    event = a_meetup(1)
    first = an_answer(event)
    for _ in range(3):
        an_answer(event)
    last = waiting_list(event)[-1].entry
    works: list[Callable[[], Any]] = [
        lambda: cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON),
        *[lambda: offer_by_hand(entry=last, event=event, by=ORGANISER, at=NOON)] * 3,
    ]
    at_once(*works)
    assert (taken(event), Offer.objects.filter(event=event, state="open").count()) == ((0, 0, 1), 1)


def test_an_offer_accepted_four_times_at_once_is_one_place() -> None:
    event = a_meetup(1)
    first = an_answer(event)
    an_answer(event)
    cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON)
    offer = Offer.objects.get(event=event)
    outcomes = at_once(*[lambda: accept_offer(offer=offer, event=event, by=MEMBER, at=NOON)] * 4)
    assert sum(isinstance(one, IllegalMove) for one in outcomes) == 3
    assert (taken(event), places(event)) == ((1, 0, 0), 1)


def test_who_joins_the_list_while_a_place_is_given_back_is_offered_it() -> None:
    for _ in range(3):
        event, person = a_meetup(1), a_person()
        first = an_answer(event)
        at_once(
            lambda event=event, first=first: cancel_rsvp(event=event, rsvp=first, by=MEMBER, at=NOON),
            lambda event=event, person=person: an_answer(event, person),
        )
        used, held, offered = taken(event)
        assert (used + offered, held) == (1, 0)
        assert WaitingEntry.objects.filter(event=event, state="waiting").count() == 0


def test_with_the_guard_off_the_same_clients_take_more_than_there_is() -> None:
    """Counted and written in two autocommitted statements, without condition, CHECK or lock."""
    violations = 0
    with without_check():
        for _ in range(5):
            violations += takes_too_many(a_meetup(1))
        Quota.objects.across_communities("the check comes back").update(used=0)
    assert violations == 5


def takes_too_many(event: Event, clients: int = 6) -> bool:
    barrier = Barrier(clients)

    def unguarded() -> bool:
        _switch_check_off()
        read = Quota.objects.filter(event=event).values_list("used", "size")[0]
        barrier.wait(timeout=30)
        if read[0] < read[1]:
            Quota.objects.filter(event=event).update(used=read[0] + 1)
        return read[0] < read[1]

    return sum(at_once(*[unguarded] * clients)) > the_quota(event).size


def _switch_check_off() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints=ON")


class without_check:  # noqa: N801 -- reads as a sentence where it is used
    NAME = "quota_is_never_exceeded"

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE places_quota DROP CONSTRAINT {self.NAME}")

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "postgresql":
            constraint = next(one for one in Quota._meta.constraints if one.name == self.NAME)
            with connection.schema_editor() as editor:
                editor.add_constraint(Quota, constraint)
