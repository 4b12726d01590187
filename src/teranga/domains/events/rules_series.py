"""When a series meets: its rule, and the days on which it does otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What a person chooses; the weekday is the first day's. "%s" is the weekday in two letters.
RHYTHMS = {
    "week": "FREQ=WEEKLY;BYDAY=%s",
    "two_weeks": "FREQ=WEEKLY;INTERVAL=2;BYDAY=%s",
    "month_1": "FREQ=MONTHLY;BYDAY=1%s",
    "month_2": "FREQ=MONTHLY;BYDAY=2%s",
    "month_3": "FREQ=MONTHLY;BYDAY=3%s",
    "month_4": "FREQ=MONTHLY;BYDAY=4%s",
    "month_last": "FREQ=MONTHLY;BYDAY=-1%s",
}
FARTHEST = timedelta(days=3 * 366)  # nobody plans farther, and no rule is followed for ever


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What was said of one day of the rule: moved, or skipped when `moved_to` is empty."""

    day: date
    moved_to: date | None
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of the rule. `day` is when it takes place; empty when it is skipped."""

    rule_day: date
    day: date | None
    why: Mapping[str, str]

    @property
    def is_moved(self) -> bool:
        return self.day is not None and self.day != self.rule_day


def rule_for(rhythm: str, first_day: date) -> str:
    """The rule of a rhythm that begins on this day; "" for none."""
    return RHYTHMS[rhythm] % WEEKDAYS[first_day.weekday()] if rhythm else ""


def rhythm_of(rule: str) -> str:
    """The rhythm of a rule, or "" for a rule that is none of ours."""
    return next((name for name, shape in RHYTHMS.items() if rule in {shape % day for day in WEEKDAYS}), "")


def first_on(rhythm: str, wanted: date) -> date:
    """The first day of the rhythm at or after the wanted one, on its weekday."""
    return next(iter(days_of(rule_for(rhythm, wanted), wanted, wanted, None)), wanted)


def days_of(rule: str, first_day: date, since: date, last_day: date | None) -> Iterable[date]:
    """The days of a rule from `since` on, in their order. Days have no zone: no clock change moves one."""
    if not rule:
        return
    begin = datetime.combine(first_day, time())
    end = min(last_day or date.max, max(first_day, since) + FARTHEST)
    found = rrulestr(rule, dtstart=begin).xafter(
        datetime.combine(max(since, first_day), time()), inc=True
    )  # fmt: skip
    yield from takewhile(lambda day: day <= end, (moment.date() for moment in found))


def occurrences(
    rule: str, first_day: date, last_day: date | None, exceptions: Iterable[Exceptional], *, since: date,
    count: int,
) -> list[Occurrence]:  # fmt: skip
    """The next `count` days of the rule with what was said of them; skipped ones are among them."""
    said = {one.day: one for one in exceptions}
    # A day of the past that was moved ahead of us still takes place.
    late = [one for one in said.values() if one.day < since and one.moved_to and one.moved_to >= since]
    days = sorted({*(one.day for one in late), *islice(days_of(rule, first_day, since, last_day), count)})
    rows = [
        Occurrence(day, said[day].moved_to, said[day].why) if day in said else Occurrence(day, day, {})
        for day in days
    ]
    return sorted(rows, key=lambda row: (row.day or row.rule_day, row.rule_day))[:count]
