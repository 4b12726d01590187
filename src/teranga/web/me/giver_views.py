"""What a giver reads by their signed link: their money to the unit, whom it helped, the stories let out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid.links_giver import LinkWithdrawn, fund_of_report_token
from teranga.domains.aid.models import GiverReport
from teranga.domains.aid.queries_giver import Told, last_report, read, reports_of
from teranga.domains.aid.queries_told import stories_for_giver
from teranga.domains.communities.queries import NotFound, community_by_slug
from teranga.domains.ledger.models import Fund, Gift
from teranga.formats.csv_rows import csv_rows
from teranga.foundation.money import Money
from teranga.web import aid_words, giver_words, told_words
from teranga.web.me.told_views import photo_answer
from teranga.web.public import notfound
from teranga.web.public.heads import community_head
from teranga.web.rendering import personal_page
from teranga.web.templating import translated_plain


def opens_a_report(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers a link that was withdrawn with a page that says so, and a false one with none."""

    @wraps(view)
    def answer(request: HttpRequest, community: str, token: str, **more: Any) -> HttpResponse:
        try:
            return view(request, *_of_token(community, token), **more)
        except LinkWithdrawn:
            row = community_by_slug(community)
            context = {
                "name": _("Whoever sent it may send you a new one. Nothing of what you gave is lost."),
                "back": (f"/{row.slug}/", translated_plain(row.name)),
            }  # fmt: skip
            return personal_page(
                request, "errors/gone.html", context, title=_("This link was withdrawn"),
                head=community_head(row), status=410,
            )  # fmt: skip

    return notfound.as_page(answer)


def report_context(fund: Fund, told: Told) -> dict[str, Any]:
    """What the page and its preview at the desk show."""
    return {
        "fund": fund, "told": told, "words": giver_words, "aid": aid_words, "money": aid_words.amount,
        "bar": giver_words.bar(told.sums, told.currency), "places": giver_words.places_of(told),
        "stories": stories_for_giver(fund), "story_words": told_words,
    }  # fmt: skip


@access(Access.ANYONE)
@require_safe
@opens_a_report
def report(request: HttpRequest, fund: Fund, gift: Gift | None, kept: GiverReport) -> HttpResponse:
    context = report_context(fund, read(kept.told)) | {
        "day": kept.sent_at, "path": request.path, "photos": f"{request.path}photo/", "photo_end": "/",
        "own": Money(gift.received or 0, gift.currency) if gift else None, "community": fund.community,
    }  # fmt: skip
    return personal_page(
        request, "me/report.html", context, title=_("What your money did"),
        head=community_head(fund.community), styles=("report", "print"),
    )  # fmt: skip


@access(Access.ANYONE)
@require_safe
@opens_a_report
def report_table(request: HttpRequest, fund: Fund, gift: Gift | None, kept: GiverReport) -> HttpResponse:
    body = b"".join(csv_rows(giver_words.table(read(kept.told))))
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"{fund.slug}-{timezone.localdate(kept.sent_at)}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@access(Access.ANYONE)
@require_safe
@opens_a_report
def report_photo(
    request: HttpRequest, fund: Fund, gift: Gift | None, kept: GiverReport, told: UUID
) -> HttpResponse:
    row = next((one for one in stories_for_giver(fund) if one.has_photo and one.uuid == told), None)
    if row is None:
        raise NotFound(str(told))
    return photo_answer(request, row)


def _of_token(community: str, token: str) -> tuple[Fund, Gift | None, GiverReport]:
    """Raises NotFound for a false link and before anything was told, LinkWithdrawn afterwards."""
    found = fund_of_report_token(community_by_slug(community), token)
    kept = last_report(found[0]) if found else None
    if found and found[1] and kept is None and reports_of(found[0]):
        raise LinkWithdrawn
    if found is None or kept is None:
        raise NotFound(token)
    return (*found, kept)
