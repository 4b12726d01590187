"""The pages of a community."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.aid.queries import shown_rounds
from teranga.domains.communities import (
    queries,
    queries_comments,
    queries_goals,
    queries_members,
    queries_stories,
)
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_heard import was_heard
from teranga.domains.communities.rules_comments import closes_at, takes_comments
from teranga.domains.events import queries as event_queries
from teranga.domains.ledger import queries as fund_queries
from teranga.domains.places.queries_counts import full_events
from teranga.web import call_words, labels, localised
from teranga.web.public import linked_data, notfound
from teranga.web.public.aid_cards import next_edge, open_cards
from teranga.web.public.call_cards import open_calls_among
from teranga.web.public.heads import community_crumbs, community_head
from teranga.web.public.looking import community_of
from teranga.web.public.rows import event_line
from teranga.web.rendering import Info, public_page
from teranga.web.tag_words import tag_words
from teranga.web.templating import markdown_in, translated_plain

LOOKED_AHEAD = 24  # events whose calls may stand on the first page; four of them are listed


def local_today(community: Community, now: datetime) -> date:
    return now.astimezone(ZoneInfo(community.zone)).date()


def wrong_after(place: Community, sections: queries.Sections, now: datetime) -> datetime:
    """When the clock alone makes a community's page wrong: at midnight, or when a page that waits appears."""
    midnight = next_midnight(place.zone, now)
    return min(midnight, sections.next_page_at) if sections.next_page_at else midnight


def next_midnight(zone: str, now: datetime) -> datetime:
    """When "today" ends where the community lives."""
    return midnight_after(zone, now.astimezone(ZoneInfo(zone)).date())


def midnight_after(zone: str, day: date) -> datetime:
    """When this local day ends."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def is_listed(community: Community) -> bool:
    """An unlisted community is for those who know its address, not for search engines."""
    return community.visibility == Community.Visibility.PUBLIC


def feeds_of(community: Community) -> tuple[tuple[str, str], ...]:
    return ((f"/{community.slug}/news.atom", _("News feed")),)


@access(Access.PUBLIC)
@notfound.as_page
def home(request: HttpRequest, community: str) -> HttpResponse:
    place = community_of(request, community)
    now = timezone.now()
    today = local_today(place, now)
    sections = queries.sections_of(place, now)
    coming = event_queries.coming_events(place, today, limit=LOOKED_AHEAD)
    calls, call_edge = open_calls_among(coming, now)
    coming = coming[:4]
    full = full_events(place, [row.id for row in coming]) if coming else ()
    goals = queries.goals_of(place)
    joinable = place.kind != Community.Kind.STORY
    counts = queries_members.member_counts(place, today) if joinable else None
    rounds = shown_rounds(place) if "aid" in sections.more else []
    told = (wrong_after(place, sections, now), next_edge(rounds, now), call_edge)
    context = {
        "community": place,
        "aid": open_cards(rounds, now),
        "calls": calls,
        "call_words": call_words,
        "joinable": joinable,
        "counts": counts,
        "coming": [event_line(row, now, full=full) for row in coming],
        "past": []
        if coming
        else [event_line(row, now) for row in event_queries.past_events(place, today, limit=4)],
        "goals": goals[:3],
        "measured": queries_goals.goal_values(place, goals[:3], today, counts) if joinable else {},
        "figures": queries.figures_of(place),
        "channels": queries.channels_of(place),
        "network": queries.network_of(place)[:6],
        "sections": sections,
        "giving": fund_queries.open_funds(place, today) if joinable else [],
        "help_ways": [
            (code, labels.help_way(code), place.help_notes.get(code, {}))
            for code in ("attend", "mentor", "contribute", "share", "sponsor", "partner")
            if joinable or code in place.help_notes
        ],
    }
    info = Info(
        title=translated_plain(place.tagline) or translated_plain(place.name),
        path=f"/{place.slug}/",
        description=plain_text(translated_plain(place.summary), 200),
        linked_data=(linked_data.organization(place),),
        card=f"/{place.slug}/card.png",
        feeds=feeds_of(place),
        indexed=is_listed(place),
    )
    return public_page(
        request, "public/community.html", context, info=info, head=community_head(place, sections),
        scope=community_scope(place.pk), until=min(moment for moment in told if moment),
    )  # fmt: skip


def community_page(
    request: HttpRequest, place: Community, template: str, context: dict, *, title: str, path: str,
    description: str = "", now: datetime, crumbs: tuple[tuple[str, str], ...] = (), card: str = "",
    feeds: tuple[tuple[str, str], ...] = (), until: datetime | None = None, **more: object,
) -> HttpResponse:  # fmt: skip
    info = Info(
        title=title, path=f"/{place.slug}/{path}", description=description,
        crumbs=(*community_crumbs(place), *crumbs), card=card or f"/{place.slug}/card.png",
        feeds=(*feeds, *feeds_of(place)), indexed=is_listed(place),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    sections = queries.sections_of(place, now)
    head = community_head(place, sections)
    wrong = wrong_after(place, sections, now)
    return public_page(
        request, template, {"community": place, **context}, info=info, head=head,
        scope=community_scope(place.pk), until=min(wrong, until) if until else wrong,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def page(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    text = queries.page_by_slug(place, slug, now)
    title = translated_plain(text.title)
    news = text.kind == "news"
    comments, earlier = queries_comments.latest_shown(text)
    is_open = takes_comments(text, place, now)
    context = {
        "text": text, "body": markdown_in(text.body), "now": now,
        "bylines": queries_stories.bylines_of(text), "related": queries_stories.related_to(text, now),
        "tags": [(queries_stories.tag_slug(tag), tag_words(tag)) for tag in text.tags],
        "comments": comments, "earlier": earlier, "takes_comments": is_open,
    }  # fmt: skip
    return community_page(
        request, place, "public/page.html", context,
        title=title, path=f"pages/{slug}/", now=now,
        description=translated_plain(text.description) or plain_text(translated_plain(text.body), 200),
        crumbs=((f"/{place.slug}/news/", _("News")),) if news else (),
        linked_data=(text.schema_org,) if text.schema_org else (),
        card=f"/{place.slug}/pages/{slug}/card.png",
        until=closes_at(text, place) if is_open else None,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def news(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    return community_page(
        request, place, "public/news.html", {"news": queries.news_of(place, now)}, title=_("News"),
        path="news/", now=now,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def people(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    return community_page(
        request, place, "public/people.html", {"groups": queries.team_of(place), "heard": was_heard(place)},
        title=_("The team"),
        path="people/", now=now,
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def events(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    today = local_today(place, now)
    coming = event_queries.coming_events(place, today)
    full = full_events(place, [row.id for row in coming]) if coming else ()
    context = {
        "coming": [event_line(row, now, full=full) for row in coming],
        "past": [event_line(row, now) for row in event_queries.past_events(place, today)],
    }
    return community_page(
        request, place, "public/events.html", context, title=_("Events"), path="events/", now=now
    )


@access(Access.PUBLIC)
@notfound.as_page
def network(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    groups: dict[str, list[queries.NetworkRow]] = {}
    for row in queries.network_of(place):
        groups.setdefault(row.kind, []).append(row)
    chapters = queries.chapters_of(place)
    counts = queries_members.chapter_counts(chapters) if chapters else {}
    context = {
        "groups": [(labels.link_kind(kind), rows) for kind, rows in groups.items()],
        "notes": {f"/{row.slug}/": _chapter_note(row, counts.get(row.pk, 0)) for row in chapters},
    }
    return community_page(
        request, place, "public/network.html", context, title=_("Our network"), path="network/", now=now
    )


def _chapter_note(chapter: Community, count: int) -> str:
    members = ngettext("%(count)s member", "%(count)s members", count) % {"count": localised.number(count)}
    return f"{labels.chapter_kind(chapter.chapter_kind)} · {members}"


@access(Access.PUBLIC)
@notfound.as_page
def directory(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    rows = queries.directory_of(place)
    context = {
        "sections": [(kind, labels.directory_kind(kind), entries) for kind, entries in rows.items()],
        "country": localised.country_name,
    }
    return community_page(
        request, place, "public/directory.html", context, title=_("Directory"), path="directory/", now=now
    )
