"""What the public pages of an event show. Drafts are never returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from teranga.base.kept_queries import KeptQuery
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import SHOWN, NotFound
from teranga.domains.events.models import Event, EventLink, Room, ScheduleChange, Session, Speaker
from teranga.foundation.translated import TranslatedText

LISTED = Event.Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list."""

    path: str
    name: TranslatedText
    kind: str
    mode: str
    start: date
    end: date
    starts_at: datetime | None
    zone: str
    city: str
    country: str
    capacity: int | None
    community: TranslatedText
    community_kind: str
    cancelled: bool
    attended: int | None
    attended_at_least: bool
    tagline: TranslatedText
    id: int = 0
    call_opens_at: datetime | None = None
    call_closes_at: datetime | None = None


def _by_slugs(community: str, event: str) -> QuerySet[Event]:
    return (
        Event.objects.select_related("community", "series", "venue", "community__parent")
        .filter(community__slug=community, slug=event, community__visibility__in=SHOWN)
        .exclude(visibility=Event.Visibility.DRAFT)
        .order_by()[:1]
    )


BY_SLUGS: KeptQuery[Event] = KeptQuery(_by_slugs, community="a community", event="an event")


def event_by_slug(community_slug: str, slug: str) -> Event:
    """A shown event of a shown community, with community, series and venue loaded. Raises NotFound."""
    event = BY_SLUGS.one(community=community_slug, event=slug)
    if event is None:
        raise NotFound(slug)
    return event


def shown_event_of(community: Community, event_id: int | None) -> Event | None:
    """One of this community's own events by its key, unless it is a draft."""
    if event_id is None:
        return None
    rows = Event.objects.filter(community=community, pk=event_id)
    return rows.exclude(visibility=Event.Visibility.DRAFT).first()


def today_of(event: Event, now: datetime) -> date:
    return now.astimezone(ZoneInfo(event.zone)).date()


def rows_of(queryset: QuerySet[Event]) -> list[EventRow]:
    return [
        EventRow(
            path=f"/{event.community.slug}/{event.slug}/", name=event.name, kind=event.kind, mode=event.mode,
            start=event.start, end=event.end, starts_at=event.starts_at, zone=event.zone, city=event.city,
            country=event.country, capacity=event.capacity, community=event.community.name,
            community_kind=event.community.kind, cancelled=event.cancelled_at is not None,
            attended=event.attended, attended_at_least=event.attended_at_least, tagline=event.tagline,
            id=event.pk, call_opens_at=event.call_opens_at, call_closes_at=event.call_closes_at,
        )
        for event in queryset.select_related("community")
    ]  # fmt: skip


def coming_events(community: Community, today: date, limit: int = 50) -> list[EventRow]:
    events = Event.objects.filter(community=community, visibility=LISTED, end__gte=today)
    return rows_of(events.order_by("start", "starts_at", "id")[:limit])


def past_events(community: Community, today: date, limit: int = 200) -> list[EventRow]:
    events = Event.objects.filter(community=community, visibility=LISTED, end__lt=today)
    return rows_of(events.order_by("-start", "-id")[:limit])


def coming_everywhere(today: date, limit: int = 8) -> list[EventRow]:
    """What is next in all public communities, for the first page of the installation."""
    events = Event.objects.across_communities("the first page lists public events of all communities").filter(
        visibility=LISTED, community__visibility=Community.Visibility.PUBLIC, end__gte=today
    )
    return rows_of(events.order_by("start", "starts_at", "id")[:limit])


def parts_of(event: Event) -> list[EventRow]:
    return rows_of(
        Event.objects.filter(community=event.community_id, part_of=event, visibility=LISTED).order_by("start")
    )


def satellites_of(event: Event) -> list[EventRow]:
    links = EventLink.objects.across_communities("a satellite belongs to another community").filter(
        of_event=event, state=EventLink.State.CONFIRMED
    )
    events = Event.objects.across_communities("a satellite belongs to another community").filter(
        pk__in=links.values("event_id"), visibility=LISTED, community__visibility=Community.Visibility.PUBLIC
    )
    return rows_of(events.order_by("start"))


def satellite_of(event: Event) -> list[EventRow]:
    links = EventLink.objects.filter(
        community=event.community_id, event=event, state=EventLink.State.CONFIRMED
    )
    events = Event.objects.across_communities("the event it is a satellite of is another community's").filter(
        pk__in=links.values("of_event_id"),
        visibility=LISTED,
        community__visibility=Community.Visibility.PUBLIC,
    )
    return rows_of(events.order_by("start"))


def editions_of(event: Event) -> list[EventRow]:
    if event.series_id is None:
        return []
    others = Event.objects.filter(community=event.community_id, series=event.series_id, visibility=LISTED)
    return rows_of(others.exclude(pk=event.pk).order_by("-start")[:20])


def session_by_slug(event: Event, slug: str) -> Session:
    """A session, also one that was taken off the programme (`cancelled_at` is set). Raises NotFound."""
    session = Session.objects.filter(event=event, slug=slug).select_related("room", "track").first()
    if session is None:
        raise NotFound(slug)
    return session


def speakers_of_session(session: Session) -> list[Speaker]:
    return list(
        Speaker.objects.filter(event=session.event_id, session_links__session=session).order_by(
            "session_links__position", "id"
        )
    )


def speaker_by_slug(event: Event, slug: str) -> Speaker:
    """Raises NotFound."""
    speaker = Speaker.objects.filter(event=event, slug=slug).first()
    if speaker is None:
        raise NotFound(slug)
    return speaker


def rooms_of(event: Event) -> list[Room]:
    """All rooms; `is_used` says whether the programme has a session there."""
    held = Session.objects.filter(event=event, room=OuterRef("pk"), cancelled_at=None, is_break=False)
    return list(Room.objects.filter(event=event).annotate(is_used=Exists(held)).order_by("position", "id"))


def changes_of(event: Event, limit: int = 100) -> list[ScheduleChange]:
    return list(ScheduleChange.objects.filter(event=event).select_related("session").order_by("-id")[:limit])


def has_speakers(event: Event) -> bool:
    return Speaker.objects.filter(event=event).exists()
