"""When an opportunity is open, and what may be said of its counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LEAST = 5  # a smaller number could point at a person


def moment_of_end(last_day: date | None, last_hour: time | None, zone: str) -> datetime | None:
    """The first moment at which it is too late; None where it stays open."""
    if last_day is None:
        return None
    day = last_day if last_hour else last_day + timedelta(days=1)
    return datetime.combine(day, last_hour or time(), ZoneInfo(zone)).astimezone(UTC)


def is_open(closes_at: datetime | None, now: datetime) -> bool:
    return closes_at is None or now < closes_at


def days_left(closes_at: datetime | None, now: datetime) -> int | None:
    """Whole days until the end; None where it stays open."""
    return None if closes_at is None else max(0, (closes_at - now).days)


def told_count(count: int) -> int | None:
    """A number that may be published, or None for a small one."""
    return count if count >= LEAST else None


FIRST, LAST = 7, 1  # so many days before the end a reminder goes out
FORGOTTEN_AFTER = timedelta(days=2)  # an address that nobody confirmed


def reminder_due(closes_at: datetime | None, now: datetime, told_days: int | None) -> int | None:
    """Which reminder it is time for, or None: a week before, and on the last two days; each once."""
    left = days_left(closes_at, now)
    if left is None or closes_at is None or closes_at <= now:
        return None
    due = LAST if left <= LAST else FIRST if left <= FIRST else None
    return due if due and (told_days is None or due < told_days) else None


def told_groups(applied: int, got: int) -> tuple[int | None, int | None]:
    """How many applied and how many got it, as far as both may be published together.

    The difference of the two is a number as well: those who applied and did not get it.
    """
    if applied < LEAST:
        return None, None
    if got >= LEAST and (applied == got or applied - got >= LEAST):
        return applied, got
    return applied, None
