from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.models import Community
from teranga.domains.events.addresses import RESERVED_EVENTS
from teranga.domains.events.findable import index_event
from teranga.domains.events.models import Event, Series, Venue
from teranga.domains.events.publishing import announce_event


class EventFields(TypedDict, total=False):
    """What can be said of an event when it is created, and changed afterwards."""

    series: Series | None
    rule_day: date | None
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


class NotOfThisCommunity(Exception):
    """A series, a venue or a larger event of another community was named."""


class PartOfItself(Exception):
    """An event cannot contain what contains it."""


def create_event(
    *, community: Community, slug: str, by: Actor, at: datetime, **fields: Unpack[EventFields]
) -> Event:
    """A new event with its dates. It is found and listed at once when it is public."""
    if slug in RESERVED_EVENTS:
        raise EventSlugReserved(slug)
    if fields["end"] < fields["start"]:
        raise EndsBeforeStart(f"{fields['end']} is before {fields['start']}")
    check_own_rows(community.pk, fields)
    with write():
        if Event.objects.filter(community=community, slug=slug).exists():
            raise EventSlugTaken(slug)
        event = _insert(community, slug, at, fields)
        record(by=by, verb="event.create", object_type="event", object_id=event.pk, at=at,
               community_id=community.pk, event_id=event.pk, changes=changed({}, told(fields)))  # fmt: skip
        index_event(event)
        announce_event(event)
    return event


def _insert(community: Community, slug: str, at: datetime, fields: EventFields) -> Event:
    is_shown = fields.get("visibility", Event.Visibility.PUBLIC) != Event.Visibility.DRAFT
    try:
        with transaction.atomic():
            event = Event.objects.create(
                community=community, slug=slug, created_at=at, updated_at=at,
                shown_at=at if is_shown else None, **fields,
            )  # fmt: skip
    except IntegrityError as taken:  # by somebody else at this moment
        raise EventSlugTaken(slug) from taken
    return Event.objects.filter(community=community).select_related("community", "venue").get(pk=event.pk)


def check_own_rows(community_id: int, fields: Mapping[str, Any]) -> None:
    """Raises NotOfThisCommunity for a series, venue or larger event that belongs elsewhere."""
    for name in ("series", "venue", "part_of"):
        row = fields.get(name)
        if row is not None and row.community_id != community_id:
            raise NotOfThisCommunity(name)


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit log tells them: a row by its part of the address."""
    return {name: getattr(value, "slug", value) for name, value in values.items()}
