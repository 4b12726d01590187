"""Events in a community's newsletter: what was, with its numbers, and what comes."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.communities.newsletter_parts import Month, heading, in_language, linked
from teranga.domains.events.models import Event

MOST = 8
AHEAD = timedelta(days=45)


def past_events(community: Community, month: Month, language: str) -> str:
    rows = Event.objects.filter(
        community=community, visibility=Event.Visibility.PUBLIC, end__gte=month.first, end__lt=month.after,
        cancelled_at=None,
    )  # fmt: skip
    lines = []
    for event in rows.order_by("start", "id")[:MOST]:
        line = _line(event, community, language)
        if event.attended:
            line += " " + ngettext("%(count)s person came.", "%(count)s people came.", event.attended) % {
                "count": event.attended
            }
        lines.append(line)
    return heading(_("What we did"), lines)


def coming_events(community: Community, month: Month, language: str) -> str:
    rows = Event.objects.filter(
        community=community, visibility=Event.Visibility.PUBLIC, start__gte=month.after,
        start__lt=month.after + AHEAD, cancelled_at=None,
    )  # fmt: skip
    lines = [_line(event, community, language) for event in rows.order_by("start", "id")[:MOST]]
    return heading(_("What comes"), lines)


def _line(event: Event, community: Community, language: str) -> str:
    title = in_language(event.name, community, language)
    place = f", {event.city}" if event.city else ""
    return linked(
        f"{title} ({_day(event.start, language)}{place})", f"/{community.slug}/{event.slug}/", language
    )


def _day(day: date, language: str) -> str:
    return str(format_date(day, format="d MMMM", locale=language))
