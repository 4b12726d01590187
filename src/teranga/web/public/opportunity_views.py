"""The board of opportunities: what is open, one of them with all that is known, and what is over."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_opportunities import Line, Wanted
from teranga.domains.communities.rules_opportunities import is_open
from teranga.web import localised
from teranga.web import opportunity_words as words
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page
from teranga.web.public.looking import community_of
from teranga.web.templating import markdown_in, translated_plain

ROOT = "opportunities/"
LANGUAGES = ("fr", "en", "es", "pt", "ar", "sw")


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def opportunities(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    lines = queries.open_lines(place, now)
    context = {**board(place, lines, now, Wanted()), "has_past": bool(queries.past_rows(place, now, 1))}
    return community_page(
        request, place, "public/opportunities.html", context, title=_("Opportunities"), path=ROOT, now=now,
        description=_("Aid, calls, hackathons, mentoring and jobs, here and elsewhere, with their last day."),
        feeds=(
            (f"/{place.slug}/opportunities.atom", _("Feed of opportunities")),
            (f"/{place.slug}/opportunities.ics", _("Last days of opportunities")),
        ),
        until=queries.next_change(lines, now), styles=("forms",), scripts=("site.js",),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def past(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    context = {"rows": queries.past_rows(place, now), "words": words}
    return community_page(
        request, place, "public/opportunities_past.html", context, title=_("What became of them"),
        path=ROOT + "past/", now=now, crumbs=_crumbs(place),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def opportunity(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = queries.shown_opportunity(place, number)
    context = {
        "row": row, "words": words, "text": markdown_in(row.text), "is_open": is_open(row.closes_at, now),
        "left": words.left(row.closes_at, now), "share": words.share(row, place.slug, place.zone),
        "has_helpers": queries.has_helpers(row),
        "counts": words.counts(row, *queries.told_counts(row)),
    }  # fmt: skip
    return community_page(
        request, place, "public/opportunity.html", context, title=translated_plain(row.title),
        path=f"{ROOT}{number}/", now=now, description=plain_text(translated_plain(row.text), 200),
        crumbs=_crumbs(place), styles=("goals", "forms"), scripts=("site.js", "copy.js", "seen.js"),
        until=queries.next_change([queries.line_of(row, place.slug)], now),
    )  # fmt: skip


def board(place: Community, lines: list[Line], now: datetime, wanted: Wanted) -> dict[str, object]:
    return {
        "dated": [line for line in lines if line.closes_at],
        "always": [line for line in lines if not line.closes_at],
        "words": words, "now": now, "wanted": wanted, "found": False,
        "languages": [(code, localised.language_name(code)) for code in LANGUAGES],
        "terms": [("7", _("within a week")), ("30", _("within a month")), ("90", _("within three months"))],
    }  # fmt: skip


def _crumbs(place: Community) -> tuple[tuple[str, str], ...]:
    return ((f"/{place.slug}/{ROOT}", _("Opportunities")),)
