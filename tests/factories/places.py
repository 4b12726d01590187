"""Quotas and what hangs on them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.actions.rsvp import answer_rsvp
from teranga.domains.places.models import Draw, PlaceSettings, Quota, Rsvp
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.foundation.draw import digest_of
from tests.factories.communities import a_community, in_three
from tests.factories.events import OPENING, an_event
from tests.factories.people import a_person

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)  # three weeks before the event of the factories
ORGANISER = Actor("organiser")
MEMBER = Actor("member")


def settings_for(event: Event, **more: Any) -> PlaceSettings:
    return PlaceSettings.objects.create(community_id=event.community_id, event=event, **more)


def a_quota(event: Event, size: int = 2, **more: Any) -> Quota:
    """Places of the event, which takes answers from now on."""
    if not PlaceSettings.objects.filter(event=event).exists():
        settings_for(event)
    told = {"name": in_three("Room"), "size": size, **more}
    return Quota.objects.create(community_id=event.community_id, event=event, **told)


def a_draw(event: Event) -> Draw:
    told = {"seed": "a seed", "seed_digest": digest_of("a seed"), "promised_at": NOON}
    return Draw.objects.create(community_id=event.community_id, event=event, **told)


def a_meetup(size: int = 2, community: Community | None = None, **more: Any) -> Event:
    """An event of an afternoon with one quota of so many places."""
    told = {"kind": "meetup", "starts_at": OPENING, "start": OPENING.date(), "end": OPENING.date(), **more}
    event = an_event(community or a_community(), **told)
    a_quota(event, size)
    return event


def an_answer(
    event: Event, person: Person | None = None, answer: str = GOING, at: datetime = NOON, **more: Any
) -> Rsvp:
    """What somebody, or a new person, answers."""
    return answer_rsvp(event=event, person=person or a_person(), wish=Wish(answer, **more), by=MEMBER, at=at)


def the_quota(event: Event) -> Quota:
    return Quota.objects.filter(event=event).order_by("pk")[0]


def taken(event: Event) -> tuple[int, int, int]:
    """Used, held and offered of the event's first quota."""
    quota = the_quota(event)
    return quota.used, quota.held, quota.offered
