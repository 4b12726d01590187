"""What this person may know of a selection now: through the gate of all proposals.

Of the team, whoever reviews in a blind phase chooses blind: names in titles are covered, and groups that the
phase hides are not there. What one keeps out of (one's own, a colleague's) has neither score nor reason nor
pin; it stands in the list, because it takes room. While scores of others are kept until one's own review is
sent, the selection waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_seen import Sight, sight_of
from teranga.domains.proposals.queries_selection import Candidate, call_of, candidates
from teranga.domains.proposals.rules_seen import HIDDEN, Role
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound

View = Callable[..., HttpResponse]
FIELD_OF = {
    "topic": "topics", "level": "level", "language": "language", "newcomer": "is_first_time",
    "area": "country", "country": "country", "type": "type", "track": "track",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eyes:
    """`rows` is what the engine counts with; `shown` is the same as far as this person may know it."""

    call: Call
    sight: Sight
    rows: Sequence[Candidate]
    shown: Sequence[Candidate]
    away: frozenset[str]

    def shows(self, group: str) -> bool:
        return self.sight.gate.shows(FIELD_OF[group.partition(":")[0]])

    def text(self, one: Candidate) -> list[str]:
        """What its speakers wrote for those who choose."""
        found = self.sight.seen(list(self.sight.proposals().filter(pk=one.pk)))
        return [part for seen in found for part in (seen.abstract, seen.description, seen.notes) if part]

    def merged_into(self, one: Candidate) -> list[tuple[str, str]]:
        """(code, title) of what became one with it."""
        rows = self.sight.proposals().filter(state=Proposal.State.MERGED, merged_into=one.pk)
        return [(seen.code, seen.title) for seen in self.sight.seen(list(rows.order_by("code")))]


def eyes_of(request: HttpRequest, call: Call) -> Eyes:
    sight = sight_of(call, rights=request.rights, place=request.place, at=timezone.now())
    rows = candidates(call)
    away = frozenset(row.key for row in rows if row.pk in sight.away)
    titles: dict[str, str] | None = None
    if sight.gate.role is Role.BLIND_TEAM:
        titles = {one.code: one.title for one in sight.seen(sight.proposals())}
    shown = [_seen(row, sight, titles, is_away=row.key in away) for row in rows]
    return Eyes(call, sight, rows, shown, away)


def _seen(row: Candidate, sight: Sight, titles: dict[str, str] | None, *, is_away: bool) -> Candidate:
    groups = frozenset(one for one in row.groups if sight.gate.shows(FIELD_OF[one.partition(":")[0]]))
    title = row.title if titles is None else titles.get(row.key, HIDDEN)
    return replace(row, groups=groups, title=title, score=None if is_away else row.score)


def waits(request: HttpRequest) -> bool:
    sight = sight_of(
        call_of(request.event), rights=request.rights, place=request.place, at=timezone.now()
    )  # fmt: skip
    return not sight.gate.shows("score") or sight.gate.others_after


def once_reviewed(view: View) -> View:
    """The view, or a page that says why the selection waits for this person."""

    @wraps(view)
    @notfound.as_page
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if waits(request):
            why = _("You review in this phase, and a selection shows what others found. It opens for you when"
                    " the phase ends or shows the reviews of others.")  # fmt: skip
            context = {"heading": _("The selection waits for you"), "why": why}
            return desk_page(
                request, "selection/waits", context, title=_("Selection of the programme"), status=409
            )
        return view(request, *args, **kwargs)

    return wrapped
