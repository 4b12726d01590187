"""What was noted month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from teranga.domains.communities.models import Community, Membership, Participation, Snapshot
from teranga.domains.communities.rules_snapshots import Table


def first_dated_day(community: Community) -> date | None:
    """When the first thing happened that can be counted: somebody confirmed, or took part."""
    joined = Membership.objects.filter(community=community).aggregate(first=Min("confirmed_at"))["first"]
    took_part = Participation.objects.filter(community=community).aggregate(first=Min("day"))["first"]
    return min((day for day in (joined.date() if joined else None, took_part) if day), default=None)


def months_noted(community: Community, metric: str) -> set[date]:
    rows = Snapshot.objects.filter(community=community, metric=metric)
    return set(rows.values_list("day", flat=True))


def newest_table(community: Community, metric: str, way: str) -> Table | None:
    """The groups as they were last told anew, with the counts of that day."""
    rows = list(
        Snapshot.objects.filter(community=community, metric=metric, is_backfilled=False)
        .order_by("day")
        .values_list("day", "exact", "shown")
    )
    exact_of = {day.isoformat(): exact for day, exact, _shown in rows}
    told = [shown[way] for _day, _exact, shown in rows if way in shown]
    if not told or told[-1]["day"] not in exact_of:
        return None
    return Table(told[-1], exact_of[told[-1]["day"]].get(way, {}))


def history_of(community: Community, metrics: Iterable[str]) -> dict[str, list[Snapshot]]:
    """Metric to its months, the oldest first. The exact counts of groups stay behind."""
    rows = Snapshot.objects.filter(community=community, metric__in=set(metrics)).defer("exact")
    found: dict[str, list[Snapshot]] = {}
    for row in rows.order_by("day"):
        found.setdefault(row.metric, []).append(row)
    return found
