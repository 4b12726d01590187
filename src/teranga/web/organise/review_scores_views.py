"""Plain scores and scores freed of each reviewer's severity, side by side: what the switch changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.queries_scores import BothWays, both_ways
from teranga.domains.proposals.queries_seen import Seen, Sight
from teranga.domains.proposals.rules import CHOSEN_FROM
from teranga.web.organise import selection_words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paging import page_of
from teranga.web.organise.review_gate import TEAM, has_call, sight_of_team
from teranga.web.public import notfound

ORDERS = {
    "moved": lambda one: (-abs(one.up), one.freed_rank, one.key),
    "freed": lambda one: (one.freed_rank, one.key),
    "plain": lambda one: (one.plain_rank, one.key),
}


@dataclass(frozen=True, slots=True)
class Line:
    seen: Seen
    both: BothWays

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where the picture's line goes, of a hundred."""
        low, high = sorted((self.both.plain, self.both.freed))
        return round(100 * low, 1), round(100 * high, 1)


@access(Access.ROLE, **TEAM)
@require_safe
@notfound.as_page
def scores(request: HttpRequest, community: str, event: str) -> HttpResponse:
    title = _("Scores side by side")
    if not has_call(request):
        return desk_page(request, "review/none", {}, title=title)
    sight = sight_of_team(request)
    waits = not sight.gate.shows("score") or sight.gate.others_after
    order = request.GET.get("by", "")
    order = order if order in ORDERS else "moved"
    rows = [] if waits else sorted(_rows(sight), key=ORDERS[order])
    page = page_of(request, rows, "from")
    context = {
        "call": sight.call, "waits": waits, "order": order, "page": page,
        "lines": _lines(sight, page.rows), "moved": sum(one.up != 0 for one in rows),
        "most": max((abs(one.up) for one in rows), default=0), "words": selection_words,
        "is_graded": sight.call.grading == Call.Grading.MAJORITY, "root": here(request, "reviews/"),
        "orders": [("moved", _("What moved most")), ("freed", _("Rank, freed of severity")),
                   ("plain", _("Rank, plain mean"))],
    }  # fmt: skip
    return desk_page(request, "review/scores", context, title=title, styles=("selection",))


def _rows(sight: Sight) -> list[BothWays]:
    """Ranked among all that are chosen from; listed are those that this person may judge."""
    if sight.call.grading == Call.Grading.MAJORITY:
        return []
    mine = set(sight.proposals().values_list("pk", flat=True)) - set(sight.away)
    return [one for one in both_ways(sight.call, CHOSEN_FROM) if one.key in mine]


def _lines(sight: Sight, rows: Sequence[BothWays]) -> list[Line]:
    found = {row.pk: row for row in sight.proposals().filter(pk__in=[one.key for one in rows])}
    seen = sight.seen([found[one.key] for one in rows])
    return [Line(one, both) for one, both in zip(seen, rows, strict=True)]
