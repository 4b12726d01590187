"""The programme and the news in the formats that other programs read, and the pictures for sharing."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from teranga import __version__
from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope, event_scope
from teranga.domains.communities import queries as community_queries
from teranga.domains.communities.models import Community
from teranga.domains.events import queries, queries_export
from teranga.domains.events.models import Event
from teranga.formats import c3voc_json, feed, frab_xml, ical
from teranga.foundation.translated import TranslatedText
from teranga.papers.card import share_card
from teranga.web import labels, localised
from teranga.web.public import notfound
from teranga.web.public.community_views import next_midnight
from teranga.web.rendering import STAMP_HEADER, UNTIL_HEADER
from teranga.web.templating import translated_plain

GENERATOR = "Teranga"


def kept(body: bytes, content_type: str, scope: str, until: datetime | None = None) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response.headers[STAMP_HEADER] = scope
    if until:
        response.headers[UNTIL_HEADER] = str(int(until.timestamp()))
    return response


def _export(edition: Event, *, with_cancelled: bool = False) -> queries_export.Export:
    """Raises NotFound for an event without a published programme."""
    if not edition.schedule_version:
        raise community_queries.NotFound("programme")
    return queries_export.export_of(
        edition, base_url=settings.BASE_URL, language=translation.get_language() or "en",
        with_cancelled=with_cancelled,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def schedule_xml(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    export = _export(edition)
    body = frab_xml.write_frab_xml(
        export.programme, generator=GENERATOR, version=__version__, publication=export.publication
    )
    return kept(body, "application/xml; charset=utf-8", event_scope(edition.pk))


@access(Access.PUBLIC)
@notfound.as_page
def schedule_json(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    export = _export(edition)
    body = c3voc_json.write_c3voc_json(
        export.programme, generator=GENERATOR, version=__version__, publication=export.publication
    )
    return kept(body, "application/json; charset=utf-8", event_scope(edition.pk))


@access(Access.PUBLIC)
@notfound.as_page
def schedule_ics(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    export = _export(edition, with_cancelled=True)
    body = ical.write_calendar(
        export.programme, product=GENERATOR, stamp=export.changed_at, publication=export.publication
    )
    return kept(body, "text/calendar; charset=utf-8", event_scope(edition.pk))


@access(Access.PUBLIC)
@notfound.as_page
def session_ics(request: HttpRequest, community: str, event: str, slug: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    row = queries.session_by_slug(edition, slug)
    export = _export(edition, with_cancelled=True)
    session = next(item for item in export.programme.sessions if item.key == row.key)
    if session.start is None:
        raise community_queries.NotFound(slug)
    body = ical.write_session(
        export.programme, session, product=GENERATOR, stamp=export.changed_at, publication=export.publication
    )
    response = kept(body, "text/calendar; charset=utf-8", event_scope(edition.pk))
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}/{translation.get_language()}{path}"


@access(Access.PUBLIC)
@notfound.as_page
def changes_atom(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    root = f"/{community}/{event}/"
    entries = [
        feed.FeedEntry(
            id=f"{_absolute(root)}changes/#{change.pk}",
            title=f"{labels.change_kind(change.kind)}: {translated_plain(change.title)}",
            link=_absolute(f"{root}sessions/{change.session.slug}/" if change.session else f"{root}changes/"),
            updated=change.at,
            summary=change_sentence(change.before, change.after),
        )
        for change in queries.changes_of(edition)
    ]
    name = translated_plain(edition.name)
    return _atom(
        f"{root}changes.atom", f"{root}schedule/", name, entries, edition.updated_at, event_scope(edition.pk)
    )


def change_sentence(before: dict, after: dict) -> str:
    """What was and what is, in few words: "10:00, Room A → 11:00, Room B"."""
    was, now = (", ".join(str(value) for value in side.values() if value) for side in (before, after))
    return " → ".join(part for part in (was, now) if part)


@access(Access.PUBLIC)
@notfound.as_page
def news_atom(request: HttpRequest, community: str) -> HttpResponse:
    place = community_queries.community_by_slug(community)
    news = community_queries.news_of(place, timezone.now(), limit=30)
    entries = [
        feed.FeedEntry(
            id=_absolute(f"/{community}/pages/{page.slug}/"),
            title=translated_plain(page.title),
            link=_absolute(f"/{community}/pages/{page.slug}/"),
            updated=page.updated_at,
            summary=translated_plain(page.description) or plain_text(translated_plain(page.body), 300),
        )
        for page in news
    ]
    return atom_of_community(
        place, f"/{community}/news.atom", f"/{community}/news/", translated_plain(place.name), entries,
        timezone.now(),
    )  # fmt: skip


def atom_of_community(
    place: Community, path: str, page: str, title: str, entries: list[feed.FeedEntry], now: datetime,
    until: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    newest = max((entry.updated for entry in entries), default=place.created_at)
    wrong = until or next_midnight(place.zone, now)
    return _atom(path, page, title, entries, newest, community_scope(place.pk), until=wrong)


def _atom(
    path: str, page: str, title: str, entries: list[feed.FeedEntry], updated: datetime, scope: str,
    until: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    body = feed.write_atom(
        id=_absolute(path), title=title, updated=updated, self_link=_absolute(path),
        home_link=_absolute(page),
        language=translation.get_language() or "en", entries=entries,
    )  # fmt: skip
    return kept(body, "application/atom+xml; charset=utf-8", scope, until)


@access(Access.PUBLIC)
@notfound.as_page
def community_card(request: HttpRequest, community: str) -> HttpResponse:
    place = community_queries.community_by_slug(community)
    body = share_card(
        title=translated_plain(place.tagline) or translated_plain(place.name),
        over=translated_plain(place.name),
        under=" · ".join(place.cities[:3]), first=place.first_colour, second=place.second_colour,
    )  # fmt: skip
    return kept(body, "image/png", community_scope(place.pk))


@access(Access.PUBLIC)
@notfound.as_page
def event_card(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = queries.event_by_slug(community, event)
    place = edition.community
    under = ", ".join(part for part in (edition.city, localised.country_name(edition.country)) if part)
    body = share_card(
        title=translated_plain(TranslatedText(edition.name)), over=localised.days(edition.start, edition.end),
        under=under or translated_plain(place.name), first=place.first_colour, second=place.second_colour,
    )  # fmt: skip
    return kept(body, "image/png", event_scope(edition.pk))
