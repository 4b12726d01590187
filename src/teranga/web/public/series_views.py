"""A series' page, and the calendars that people subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from teranga.base import stamps
from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries as community_queries
from teranga.domains.events import queries_calendar, queries_series
from teranga.domains.events.models import Event, Series
from teranga.domains.events.rules_series import Occurrence
from teranga.domains.places.queries_counts import full_events
from teranga.formats.ical_events import write_events
from teranga.web.public import notfound
from teranga.web.public.community_views import is_listed, local_today, wrong_after
from teranga.web.public.export_views import GENERATOR, kept
from teranga.web.public.heads import community_crumbs, community_head
from teranga.web.public.looking import series_of
from teranga.web.public.rows import EventLine, event_line
from teranga.web.rendering import Info, public_page
from teranga.web.series_words import rhythm_in_words
from teranga.web.templating import markdown_in, translated_plain


@access(Access.PUBLIC)
@notfound.as_page
def series(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    """When the series meets, what is next, which days are skipped or moved, and what has been."""
    row, now = series_of(request, community, slug), timezone.now()
    place = row.community
    today = local_today(place, now)
    context = {
        "community": place,
        "series": row,
        "about": markdown_in(row.about),
        "rhythm": rhythm_in_words(row),
        "ahead": _ahead(row, today, now),
        "past": [event_line(event, now) for event in queries_series.past_of(row, today)],
        "calendar": f"/{place.slug}/series/{row.slug}.ics",
    }
    info = Info(
        title=translated_plain(row.name), path=f"/{place.slug}/series/{row.slug}/",
        description=plain_text(translated_plain(row.about), 200) or context["rhythm"],
        crumbs=community_crumbs(place), card=f"/{place.slug}/card.png", indexed=is_listed(place),
    )  # fmt: skip
    sections = community_queries.sections_of(place, now)
    return public_page(
        request, "public/series.html", context, info=info, head=community_head(place, sections),
        scope=stamps.community_scope(place.pk), until=wrong_after(place, sections, now),
    )  # fmt: skip


def _ahead(row: Series, today: date, now: datetime) -> list[tuple[EventLine | None, Occurrence | None]]:
    """Announced events and what the rule says beyond them, in the order of their days."""
    coming = queries_series.coming_of(row, today)
    full = full_events(row.community, [event.id for event in coming]) if coming else ()
    events = [event_line(event, now, full=full) for event in coming]
    dated: list[tuple[date, EventLine | None, Occurrence | None]] = [
        *((event.start, event, None) for event in events),
        *((one.day or one.rule_day, None, one) for one in queries_series.planned_of(row, today)),
    ]
    return [(event, planned) for _day, event, planned in sorted(dated, key=lambda one: one[0])]


@access(Access.PUBLIC)
@notfound.as_page
def community_calendar(request: HttpRequest, community: str) -> HttpResponse:
    """Every public event of a community and its chapters. A chapter's own calendar holds its own alone."""
    place = community_queries.community_by_slug(community)
    events = queries_calendar.calendar_of(place, local_today(place, timezone.now()))
    return _calendar(translated_plain(place.name), events, place.slug, stamps.INSTALLATION)


@access(Access.PUBLIC)
@notfound.as_page
def series_calendar(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    row = queries_series.shown_series(community, slug)
    events = queries_calendar.calendar_of_series(row, local_today(row.community, timezone.now()))
    scope = stamps.community_scope(row.community_id)
    return _calendar(translated_plain(row.name), events, f"{community}-{slug}", scope)


def _calendar(title: str, events: Iterable[Event], name: str, scope: str) -> HttpResponse:
    entries = queries_calendar.calendar_entries(
        events, base_url=settings.BASE_URL, language=translation.get_language() or "en"
    )
    body = write_events(title, entries, product=GENERATOR, name=name)
    return kept(body, "text/calendar; charset=utf-8", scope)
