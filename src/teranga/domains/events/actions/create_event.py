from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.events.addresses import RESERVED_EVENTS
from teranga.domains.events.findable import index_event
from teranga.domains.events.models import Event, Series, Venue
from teranga.domains.events.publishing import announce_event


class EventFields(TypedDict, total=False):
    """What can be said of an event when it is created, and changed afterwards."""

    series: Series | None
    part_of: Event | None
    kind: str
    mode: str
    visibility: str
    name: dict[str, str]
    tagline: dict[str, str]
    summary: dict[str, str]
    programme_note: dict[str, str]
    frame: list[Any]
    start: date
    end: date
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    languages: list[str]
    city: str
    country: str
    venue: Venue | None
    capacity: int | None
    expected: int | None
    attended: int | None
    attended_at_least: bool
    guests: list[Any]
    source_title: str
    source_url: str
    licence: str


class EventSlugTaken(Exception):
    """The community has an event with this address already."""


class EventSlugReserved(Exception):
    """A page of the community has this address."""


class EndsBeforeStart(Exception):
    """The last day lies before the first one."""


def create_event(
    *, community: Community, slug: str, by: Actor, at: datetime, **fields: Unpack[EventFields]
) -> Event:
    """A new event with its dates. It is found and listed at once when it is public."""
    if slug in RESERVED_EVENTS:
        raise EventSlugReserved(slug)
    if fields["end"] < fields["start"]:
        raise EndsBeforeStart(f"{fields['end']} is before {fields['start']}")
    with write():
        if Event.objects.filter(community=community, slug=slug).exists():
            raise EventSlugTaken(slug)
        event = Event.objects.create(community=community, slug=slug, created_at=at, updated_at=at, **fields)
        event = (
            Event.objects.filter(community=community).select_related("community", "venue").get(pk=event.pk)
        )
        record(by=by, verb="event.create", object_type="event", object_id=event.pk, at=at,
               community_id=community.pk, event_id=event.pk)  # fmt: skip
        index_event(event)
        announce_event(event)
    return event
