"""Rounds of aid for everybody: what, for whom, until when, how it is decided, what earlier ones gave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.aid import queries, rules
from teranga.domains.aid.actions.files import read_file
from teranga.domains.aid.models import AidRound
from teranga.domains.aid.queries_result import Result, result_of
from teranga.domains.aid.queries_told import public_stories, public_story_photo
from teranga.domains.communities.queries import NotFound, community_by_slug
from teranga.web import aid_words, told_words
from teranga.web.public import notfound
from teranga.web.public.aid_cards import next_edge
from teranga.web.public.community_views import community_page
from teranga.web.public.export_views import kept
from teranga.web.public.looking import community_of
from teranga.web.templating import markdown_in, translated_plain


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def rounds(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    rows = queries.shown_rounds(place)
    context = {
        "rows": [(row, rules.takes_applications(row, now)) for row in rows], "words": aid_words, "now": now,
    }  # fmt: skip
    return community_page(
        request, place, "public/aid_rounds.html", context, title=_("Aid"), path="aid/", now=now,
        description=_("Help to come when ticket, bus or bed is too much."), until=next_edge(rows, now),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def round_page(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = queries.shown_round(place, slug)
    whole, result = queries.whole_of(row), result_of(row)
    context = {
        "round": row, "whole": whole, "words": aid_words, "is_open": rules.takes_applications(row, now),
        "is_ahead": row.state == AidRound.State.PUBLISHED and now < row.opens_at,
        "about": markdown_in(row.about), "how": markdown_in(row.rules), "past": _past(row),
        "funds": [paying for paying in whole.funds if paying.fund.is_public],
        "stories": public_stories(row), "story_words": told_words,
        "photos": f"/{translation.get_language()}/{place.slug}/aid/{slug}/stories/", "photo_end": ".jpg",
        "result": result, "unsaid": _unsaid(result), "weights": sum(line.weight for line in whole.criteria),
    }  # fmt: skip
    return community_page(
        request, place, "public/aid_round.html", context, title=translated_plain(row.name),
        path=f"aid/{slug}/", now=now, description=plain_text(translated_plain(row.about), 200),
        crumbs=((f"/{place.slug}/aid/", _("Aid")),), until=next_edge([row], now),
        styles=("report", "print") if result or context["stories"] else (),
    )  # fmt: skip


def _unsaid(result: Result | None) -> list[str]:
    """Names of tables in which every number would be hidden: dots alone tell nobody anything."""
    tables = result.tables if result else ()
    return [
        aid_words.result_name(name) for name, table in tables
        if len(table.rows) > 1 and not table.says_something
    ]  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def story_photo(request: HttpRequest, community: str, slug: str, told: UUID) -> HttpResponse:
    """With a story that its writer and the team let everybody read."""
    place = community_by_slug(community)
    row = public_story_photo(queries.shown_round(place, slug), told)
    content = read_file(row.uuid) if row else None
    if content is None:
        raise NotFound(str(told))
    return kept(content, "image/jpeg", community_scope(place.pk))


def _past(row: AidRound) -> list[dict[str, Any]]:
    return [
        {**line, "amount": aid_words.amount(line["money"], line["currency"]) if line.get("money") else ""}
        for line in row.past
    ]
