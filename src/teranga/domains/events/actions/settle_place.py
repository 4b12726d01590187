"""What several events of a community share: the series they belong to and the house they meet in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db.models import QuerySet

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.events.findable import index_event
from teranga.domains.events.models import Event, Series, Venue
from teranga.domains.events.publishing import announce_event


class VenueFields(TypedDict, total=False):
    name: dict[str, str]
    address: str
    city: str
    country: str
    access: dict[str, str]
    url: str


def settle_series(
    *, community: Community, slug: str, name: dict[str, str], by: Actor, at: datetime
) -> Series:
    """The series with this slug, created or renamed as needed."""
    with write():
        series, is_new = Series.objects.get_or_create(community=community, slug=slug, defaults={"name": name})
        if is_new or series.name != name:
            series.name = name
            series.save()
            record(by=by, verb="series.settle", object_type="series", object_id=series.pk, at=at,
                   community_id=community.pk)  # fmt: skip
            announce_events(Event.objects.filter(community=community, series=series))
    return series


def settle_venue(
    *, community: Community, slug: str, by: Actor, at: datetime, **fields: Unpack[VenueFields]
) -> Venue:
    """The venue with this slug, created or brought up to date as needed."""
    with write():
        venue, is_new = Venue.objects.get_or_create(community=community, slug=slug, defaults=fields)
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(venue, name) != value]
        if is_new or changed:
            for name in changed:
                setattr(venue, name, wanted[name])
            venue.save()
            venue.refresh_from_db()
            record(by=by, verb="venue.settle", object_type="venue", object_id=venue.pk, at=at,
                   community_id=community.pk)  # fmt: skip
            announce_events(Event.objects.filter(community=community, venue=venue))
    return venue


def announce_events(events: QuerySet[Event]) -> None:
    for event in events.select_related("community", "venue"):
        index_event(event)
        announce_event(event)
