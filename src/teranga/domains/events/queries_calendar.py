"""Events as calendars subscribe to them: of a community with its chapters, or of one series."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from teranga.base.markdown import plain_text
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Series
from teranga.formats.ical_events import CalendarEntry
from teranga.foundation.translated import TranslatedText

KEPT = timedelta(days=366)  # what lies longer back leaves the feed
MOST = 500


def calendar_of(community: Community, today: date) -> list[Event]:
    """The public events of a community and of its public chapters, called-off ones among them."""
    rows = Event.objects.across_communities("a community's calendar holds its chapters' events")
    chapters = Q(community__parent=community, community__visibility=Community.Visibility.PUBLIC)
    return _recent(rows.filter(Q(community=community) | chapters), today)


def calendar_of_series(series: Series, today: date) -> list[Event]:
    return _recent(Event.objects.filter(community=series.community_id, series=series), today)


def _recent(rows: QuerySet[Event], today: date) -> list[Event]:
    rows = rows.filter(visibility=Event.Visibility.PUBLIC, end__gte=today - KEPT)
    return list(rows.select_related("community", "venue").order_by("-start", "-id")[:MOST])


def calendar_entry(event: Event, *, base_url: str, language: str, tentative: bool = False) -> CalendarEntry:
    """What everybody may read of an event. How to come online is never among it."""

    def told(text: TranslatedText) -> str:
        return TranslatedText(text).in_language(language, *(event.languages or event.community.languages))

    house = event.venue
    place = (told(house.name), house.address) if house else ()
    why = told(event.cancelled_why) if event.cancelled_at else ""
    text = plain_text(told(event.tagline) or told(event.summary), 300)
    address = f"{base_url}/{language}/{event.community.slug}/{event.slug}/"
    return CalendarEntry(
        uid=f"event-{event.pk}@{urlsplit(base_url).hostname or 'localhost'}", title=told(event.name),
        start=event.start, end=event.end, zone=event.zone, starts_at=event.starts_at, ends_at=event.ends_at,
        sequence=event.sequence, changed_at=event.updated_at,
        place=", ".join(part for part in (*place, event.city) if part),
        description="\n\n".join(part for part in (why, text, address) if part),
        url=address, cancelled=event.cancelled_at is not None, tentative=tentative,
    )  # fmt: skip


def calendar_entries(events: Iterable[Event], *, base_url: str, language: str) -> list[CalendarEntry]:
    return [calendar_entry(event, base_url=base_url, language=language) for event in events]
