"""How far a community is on its measured goals, and where each is heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from teranga.domains.communities.metrics import Metric, metric
from teranga.domains.communities.models import Community, Goal, Snapshot
from teranga.domains.communities.queries_members import MemberCounts
from teranga.domains.communities.rules_snapshots import months_between
from teranga.foundation.forecast import FARTHEST, Forecast, TooLittleHistory, forecast


def goal_values(
    community: Community, goals: Iterable[Goal], today: date, counts: MemberCounts | None = None
) -> dict[int, int]:
    """Goal id to its value of today, for goals whose metric is known and may be told; told goals have none.

    What `counts` has counted already is not counted again.
    """
    values: dict[str, int | None] = (
        {"members": counts.confirmed, "active_members": counts.active} if counts else {}
    )
    found: dict[int, int] = {}
    for goal in goals:
        counted = metric(goal.metric) if goal.metric else None
        if counted is not None:
            if counted.key not in values:
                values[counted.key] = counted.value(community, today)
            if (value := values[counted.key]) is not None:
                found[goal.pk] = value
    return found


def measured_metrics(community: Community) -> list[Metric]:
    """What the community's goals are measured by."""
    keys = Goal.objects.filter(community=community).exclude(metric="").values_list("metric", flat=True)
    return [found for key in sorted(set(keys)) if (found := metric(key)) is not None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A goal's months so far, and where they lead by the deadline if it goes on like this."""

    months: Sequence[Snapshot]
    ahead: Forecast | None
    lacking: int = 0  # months that are known, when they are too few to forecast

    @property
    def newest(self) -> Snapshot | None:
        return self.months[-1] if self.months else None


def heading_of(goal: Goal, months: Sequence[Snapshot], today: date, value: int) -> Heading:
    """From the months so far and the value of today.

    Nothing is forecast without a deadline that is still ahead, nor farther than three years.
    """
    if not goal.deadline or goal.deadline <= today or not months:
        return Heading(months, None)
    ahead = max(1, months_between(today, goal.deadline))
    if ahead > FARTHEST:
        return Heading(months, None)
    try:
        return Heading(months, forecast([row.value for row in months], ahead, goal.target, start=value))
    except TooLittleHistory as known:
        return Heading(months, None, known.months)
