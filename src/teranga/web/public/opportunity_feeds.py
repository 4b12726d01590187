"""The board of opportunities for programs that look again: last days as a calendar, the board as a feed."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import community_by_slug
from teranga.domains.communities.queries_opportunities import Line, next_change, open_lines
from teranga.formats.feed import FeedEntry
from teranga.formats.ical_events import CalendarEntry, write_events
from teranga.formats.opportunities_file import Call, write_csv, write_json
from teranga.web import opportunity_words as words
from teranga.web.public import notfound
from teranga.web.public.directory_views import LICENCE
from teranga.web.public.export_views import GENERATOR, atom_of_community, kept
from teranga.web.templating import translated_plain

LONGEST = 300  # characters of what it is about


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def deadlines(request: HttpRequest, community: str) -> HttpResponse:
    """What has a last day, on that day; what stays open all year has no place in a calendar."""
    place, now = community_by_slug(community), timezone.now()
    lines = open_lines(place, now)
    entries = [_dated(line, line.closes_at, place) for line in lines if line.closes_at]
    body = write_events(_title(place), entries, product=GENERATOR, name=f"{place.slug}-opportunities")
    until = next_change(lines, now)
    return kept(body, "text/calendar; charset=utf-8", community_scope(place.pk), until)


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def board_atom(request: HttpRequest, community: str) -> HttpResponse:
    """What is open now, what was changed last first."""
    place, now = community_by_slug(community), timezone.now()
    lines = open_lines(place, now)
    entries = [
        FeedEntry(
            id=_address(line), title=translated_plain(line.title), link=_address(line),
            updated=_changed(line, place), summary=_about(line, place),
        )
        for line in sorted(lines, key=lambda line: _changed(line, place), reverse=True)
    ]  # fmt: skip
    root = f"/{place.slug}/opportunities"
    return atom_of_community(
        place, f"{root}.atom", f"{root}/", _title(place), entries, now, next_change(lines, now)
    )


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def as_json(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_by_slug(community), timezone.now()
    lines = open_lines(place, now)
    source = f"{settings.BASE_URL}/{translation.get_language()}/{place.slug}/opportunities/"
    body = write_json(
        [_call(line, place) for line in lines], title=translated_plain(place.name), licence=LICENCE,
        source=source,
    )  # fmt: skip
    scope = community_scope(place.pk)
    return kept(body, "application/json; charset=utf-8", scope, next_change(lines, now))


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def as_csv(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_by_slug(community), timezone.now()
    lines = open_lines(place, now)
    calls = [_call(line, place) for line in lines]
    codes = (
        code for one in calls for text in (one.title, one.text, one.who_note, one.money) for code in text
    )
    body, scope = write_csv(calls, languages=[*place.languages, *codes]), community_scope(place.pk)
    response = kept(body, "text/csv; charset=utf-8", scope, next_change(lines, now))
    response.headers["Content-Disposition"] = f'attachment; filename="{place.slug}-opportunities.csv"'
    return response


def _call(line: Line, place: Community) -> Call:
    """What the community opens itself is told as offered by it, with its page here."""
    local = line.closes_at.astimezone(ZoneInfo(line.zone)) if line.closes_at else None
    return Call(
        line.kind, dict(line.title), line.url or _address(line), dict(line.text), line.who,
        dict(line.who_note), line.languages, dict(line.money),
        translated_plain(place.name) if line.is_own else line.source,
        words.last_day(line.closes_at, line.zone) if line.closes_at else None,
        local.time() if local and (local.hour, local.minute) != (0, 0) else None, line.zone,
    )  # fmt: skip


def _dated(line: Line, closes_at: datetime, place: Community) -> CalendarEntry:
    """The whole last day by the clock of the call, or the hour at which it ends."""
    local, changed = closes_at.astimezone(ZoneInfo(line.zone)), _changed(line, place)
    day = words.last_day(closes_at, line.zone)
    host, name = urlsplit(settings.BASE_URL).hostname or "localhost", line.path.strip("/").replace("/", "-")
    return CalendarEntry(
        uid=f"opportunity-{line.number or name}@{host}", title=translated_plain(line.title),
        start=day, end=day, zone="UTC",
        starts_at=closes_at.astimezone(UTC) if (local.hour, local.minute) != (0, 0) else None,
        sequence=int(changed.timestamp()) // 60, changed_at=changed,
        description=f"{_about(line, place)}\n\n{_address(line)}", url=_address(line),
        categories=(words.kind_name(line.kind),),
    )  # fmt: skip


def _about(line: Line, place: Community) -> str:
    facts = (words.kind_name(line.kind), line.source, words.facts(line, place.zone))
    text = plain_text(translated_plain(line.text), LONGEST)
    return "\n\n".join(part for part in (" · ".join(fact for fact in facts if fact), text) if part)


def _changed(line: Line, place: Community) -> datetime:
    return line.updated_at or place.created_at


def _address(line: Line) -> str:
    return f"{settings.BASE_URL}/{translation.get_language()}{line.path}"


def _title(place: Community) -> str:
    return f"{_('Opportunities')} · {translated_plain(place.name)}"
