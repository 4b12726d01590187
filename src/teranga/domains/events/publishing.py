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
    events, communities = _neighbours(event)
    stamps.bump(
        [stamps.event_scope(known) for known in events]
        + [stamps.community_scope(known) for known in communities]
    )


class EventsOfACommunity:
    """Joins the announcements of communities: an event's pages carry its community's name and colours."""

    def scopes(self, community: Community) -> Iterable[str]:
        ids = Event.objects.filter(community=community).values_list("pk", flat=True)
        return [stamps.event_scope(event_id) for event_id in ids]

    def refresh_search(self, community: Community) -> None:
        index_events_of(community)


def _neighbours(event: Event) -> tuple[set[int], set[int]]:
    """The event, what it is part of, its parts and its satellites; and whose these linked ones are."""
    parts = Event.objects.filter(community=event.community_id, part_of=event.pk).values_list("pk", flat=True)
    links = _satellite_links(event)
    linked = list(
        links.values_list("event_id", "of_event_id", "event__community_id", "of_event__community_id")
    )
    whole = [event.part_of_id] if event.part_of_id else []
    events = {event.pk, *whole, *parts, *(known for pair in linked for known in pair[:2])}
    return events, {event.community_id, *(known for pair in linked for known in pair[2:])}


def _satellite_links(event: Event) -> QuerySet[EventLink]:
    links = EventLink.objects.across_communities("a satellite shows on both events' pages")
    return links.filter(Q(event_id=event.pk) | Q(of_event_id=event.pk))
