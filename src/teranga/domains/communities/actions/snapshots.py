"""Noting every month what each measured goal is at; a month that was noted stays as it was noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.metrics import Metric
from teranga.domains.communities.models import Community, Snapshot
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.queries_goals import measured_metrics
from teranga.domains.communities.queries_groups import groups_of
from teranga.domains.communities.queries_snapshots import first_dated_day, months_noted, newest_table
from teranga.domains.communities.rules_snapshots import last_day_before, month_ends, table_of

MOST_MONTHS = 36
FRESH = timedelta(days=7)  # groups are told for a month that ended just now: who lives where is not dated


def keep_snapshots(
    *, community: Community, today: date, by: Actor, at: datetime, fresh: timedelta = FRESH
) -> int:
    """Note every month that ended and is not noted yet; returns how many rows are new.

    Months long over are counted from rows that carry their date, and marked so; they have no groups.
    """
    newest = last_day_before(today)
    since = first_dated_day(community)
    if since is None:
        return 0
    days = list(month_ends(since, newest))[-MOST_MONTHS:]
    rows = [
        row
        for metric in measured_metrics(community)
        for row in _missing(community, metric, days, newest if today - newest <= fresh else None, at)
    ]
    if not rows:
        return 0
    with write():
        before = Snapshot.objects.filter(community=community).count()
        Snapshot.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
        new = Snapshot.objects.filter(community=community).count() - before
        if new:
            record(by=by, verb="snapshots.keep", object_type="community", object_id=community.pk, at=at,
                   community_id=community.pk, changes={"months": new})  # fmt: skip
            announce_community(community)
    return new


def _missing(
    community: Community, metric: Metric, days: Iterable[date], with_groups: date | None, at: datetime
) -> Iterable[Snapshot]:
    noted = months_noted(community, metric.key)
    for day in days:
        if day not in noted and (value := metric.value(community, day)) is not None:
            exact = groups_of(community, metric, day) if day == with_groups else {}
            yield Snapshot(
                community=community, metric=metric.key, day=day, value=value,
                is_backfilled=day != with_groups, exact=exact, taken_at=at,
                shown={way: table_of(day, counts, newest_table(community, metric.key, way))
                       for way, counts in exact.items()},
            )  # fmt: skip
