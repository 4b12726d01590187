"""The board of opportunities at the desk: one list, written like the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.actions import opportunities as actions
from teranga.domains.communities.actions.check_directory import FAILURES
from teranga.domains.communities.models import Opportunity
from teranga.domains.communities.rules_opportunities import is_open
from teranga.domains.people.roles import Area
from teranga.web import localised
from teranga.web import opportunity_words as words
from teranga.web.organise.content_lists import languages_for
from teranga.web.organise.opportunity_forms import OpportunityForm
from teranga.web.organise.row_lists import RowList
from teranga.web.templating import translated_plain


class Board:
    """The community's opportunities: what waits first, then what closes next."""

    fields: tuple[str, ...] = actions.WRITTEN

    def rows(self, request: HttpRequest) -> QuerySet[Opportunity]:
        return queries.rows_of_team(request.community, timezone.now())

    def languages(self, request: HttpRequest) -> tuple[str, ...]:
        return languages_for(request.community)

    def options(self, request: HttpRequest) -> Mapping[str, Any]:
        return {"zone": request.community.zone}

    def add(self, request: HttpRequest, values: dict[str, Any]) -> None:
        actions.add_opportunity(community=request.community, by=request.actor, at=timezone.now(), **values)

    def change(self, request: HttpRequest, row: Opportunity, seen: str, values: dict[str, Any]) -> None:
        actions.change_opportunity(row=row, seen=seen, by=request.actor, at=timezone.now(), **values)

    def move(self, request: HttpRequest, row: Opportunity, step: int) -> None:
        """The board is ordered by the last day; nobody moves anything."""

    def remove(self, request: HttpRequest, row: Opportunity) -> None:
        actions.remove_opportunity(row=row, by=request.actor, at=timezone.now())


def _opportunity(row: Opportunity) -> tuple[str, str]:
    end = words.until(row.closes_at, row.zone, row.community.zone)
    state = _("suggested, not shown yet") if row.state == Opportunity.State.SUGGESTED else ""
    over = "" if is_open(row.closes_at, timezone.now()) else _("over")
    seen = ngettext("looked at once", "looked at %(count)s times", row.seen) % {"count": row.seen}
    link = _("the call moved to {address}").replace("{address}", row.moved_to) if row.moved_to else ""
    if row.failures >= FAILURES:
        link = _("its address does not answer any more")
    told = (state, words.kind_name(row.kind), end, over, link, seen if row.seen else "")
    return translated_plain(row.title), " · ".join(part for part in told if part)


def _looks(row: Opportunity) -> list[tuple[str, str]]:
    return [(words.way_name(way), localised.number(count)) for way, count in queries.looks_by_way(row)]


OPPORTUNITIES = RowList(
    "opportunity", "opportunities/", Area.PAGES, gettext_lazy("Opportunities"),
    gettext_lazy("Add an opportunity"),
    gettext_lazy(
        "Aid, calls, jobs and mentoring elsewhere. What you open yourselves stands on the page by itself."
    ),
    OpportunityForm, _opportunity, Board(), is_ordered=False,
    more=(("decide/", gettext_lazy("Put it on the board, or leave it out")),),
    facts=(gettext_lazy("How people came to look at it"), _looks),
)  # fmt: skip
