"""Months, and when the groups of a month may be told. No database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from teranga.foundation.small_cells import may_renew, shown_groups

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups as they were told last, with the exact counts behind them."""

    told: Mapping[str, Any]
    exact: Mapping[str, int]


def last_day_before(today: date) -> date:
    """The last day of the month before today's."""
    return today.replace(day=1) - timedelta(days=1)


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of all months from the one of `first` to `last`, itself the last day of a month."""
    day = end_of_month(first)
    while day <= last:
        yield day
        day = end_of_month(day + timedelta(days=1))


def end_of_month(day: date) -> date:
    return last_day_before((day.replace(day=1) + timedelta(days=32)).replace(day=1))


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def table_of(day: date, counts: Mapping[str, int], before: Table | None) -> dict[str, Any]:
    """What is told of the groups on this day: as before, until enough changed or a year went by.

    Those who told nothing are no group of their own; they count in the total alone.
    """
    if before is not None:
        is_young = day - date.fromisoformat(before.told["day"]) < A_YEAR
        if is_young and not may_renew(before.exact, counts):
            return dict(before.told)
    named = {name: count for name, count in counts.items() if name}
    return {"day": day.isoformat(), "groups": shown_groups(named)}
