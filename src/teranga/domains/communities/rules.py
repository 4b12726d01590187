"""What a community counts as an active member, in its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from teranga.domains.communities.models import Community, Participation
from teranga.foundation.folding import fold


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """Active is who did `kinds` at least `times` within `months`; without kinds, everybody confirmed is."""

    months: int
    kinds: tuple[str, ...]
    times: int = 1

    @property
    def counts_everybody(self) -> bool:
        return not self.kinds

    def since(self, today: date) -> date:
        """The first day that still counts: the same day of the month, or that month's last."""
        months = today.year * 12 + today.month - 1 - self.months
        year, month = divmod(months, 12)
        for day in range(today.day, 27, -1):
            try:
                return date(year, month + 1, day)
            except ValueError:
                continue
        return date(year, month + 1, min(today.day, 28))


def active_rule(community: Community) -> ActiveRule:
    known = [kind for kind in Participation.Kind.values if kind in community.active_counts]
    return ActiveRule(community.active_months, tuple(known), max(1, community.active_times))


def suggested_chapter(chapters: Sequence[Community], city: str) -> Community | None:
    """The one chapter of the city in which somebody lives; none where two are, or the city is not said."""
    folded = fold(city).strip()
    near = [row for row in chapters if folded and folded in {fold(name) for name in row.cities}]
    return near[0] if len(near) == 1 else None


def is_joinable(community: Community) -> bool:
    """Nobody joins a told story, nor a community that is still being written."""
    return community.kind != Community.Kind.STORY and community.visibility != Community.Visibility.DRAFT
