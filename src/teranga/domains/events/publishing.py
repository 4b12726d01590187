"""What grows stale when something public about an event changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from teranga.base import stamps
from teranga.domains.communities.models import Community
from teranga.domains.events.findable import index_events_of
from teranga.domains.events.models import Event, EventLink


def announce_event(event: Event) -> None:
    """Make every saved page that names this event stale. Call inside the write."""
    stamps.bump(
        [stamps.INSTALLATION, stamps.community_scope(event.community_id)]
        + [stamps.event_scope(known) for known in _neighbours(event)]
        + [stamps.community_scope(known) for known in _communities_of_satellites(event)]
    )


class EventsOfACommunity:
    """Joins the announcements of communities: an event's pages carry its community's name and colours."""

    def scopes(self, community: Community) -> Iterable[str]:
        ids = Event.objects.filter(community=community).values_list("pk", flat=True)
        return [stamps.event_scope(event_id) for event_id in ids]

    def refresh_search(self, community: Community) -> None:
        index_events_of(community)


def _neighbours(event: Event) -> set[int]:
    """The event itself, what it is part of, its parts, and its satellites in either direction."""
    parts = Event.objects.filter(community=event.community_id, part_of=event.pk).values_list("pk", flat=True)
    linked = _satellite_links(event).values_list("event_id", "of_event_id")
    whole = [event.part_of_id] if event.part_of_id else []
    return {event.pk, *whole, *parts, *(known for pair in linked for known in pair)}


def _communities_of_satellites(event: Event) -> set[int]:
    linked = _satellite_links(event).values_list("event__community_id", "of_event__community_id")
    return {known for pair in linked for known in pair}


def _satellite_links(event: Event) -> QuerySet[EventLink]:
    links = EventLink.objects.across_communities("a satellite shows on both events' pages")
    return links.filter(Q(event_id=event.pk) | Q(of_event_id=event.pk))
