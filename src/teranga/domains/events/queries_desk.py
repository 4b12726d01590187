"""What organisers see of events, drafts included. Who may see them is settled before these are asked."""

from __future__ import annotations

from collections.abc import Collection

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, EventLink, Series, Venue

LONGEST_LIST = 500


def events_of(community: Community) -> list[Event]:
    """Every event, the newest first."""
    rows = Event.objects.filter(community=community).select_related("community")
    return list(rows.order_by("-start", "-id")[:LONGEST_LIST])


def events_with(ids: Collection[int]) -> list[Event]:
    """Events in which somebody holds a role of their own."""
    rows = Event.objects.across_communities("one person's roles may lie in events of many communities")
    return list(rows.filter(pk__in=ids).select_related("community").order_by("-start", "-id"))


def series_of(community: Community) -> list[Series]:
    return list(Series.objects.filter(community=community).order_by("id"))


def venues_of(community: Community) -> list[Venue]:
    return list(Venue.objects.filter(community=community).order_by("id"))


def wholes_for(event: Event) -> list[Event]:
    """Events of the community that this one may be part of."""
    rows = Event.objects.filter(community=event.community_id, part_of=None).exclude(pk=event.pk)
    return list(rows.order_by("-start", "-id")[:LONGEST_LIST])


def satellite_links_of(event: Event) -> list[EventLink]:
    """What this event is or wants to be a satellite of."""
    rows = EventLink.objects.filter(community=event.community_id, event=event)
    return list(rows.select_related("of_event__community").order_by("id"))


def satellite_links_to(event: Event) -> list[EventLink]:
    """Events of others that are or want to be satellites of this one."""
    rows = EventLink.objects.across_communities("a link concerns both events").filter(of_event=event)
    return list(rows.select_related("event__community").order_by("id"))


def proposals_to(event: Event) -> int:
    rows = EventLink.objects.across_communities("a link concerns both events")
    return rows.filter(of_event=event, state=EventLink.State.PROPOSED).count()


def shown_event(community_slug: str, slug: str) -> Event | None:
    """An event that others may know of."""
    rows = Event.objects.filter(community__slug=community_slug, slug=slug, visibility=Event.Visibility.PUBLIC)
    return rows.filter(community__visibility=Community.Visibility.PUBLIC).select_related("community").first()
