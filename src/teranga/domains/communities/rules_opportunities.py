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
