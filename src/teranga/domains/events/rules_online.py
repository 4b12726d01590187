"""When the way into an online event is shown."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event


class Door(StrEnum):
    EARLY = "early"
    OPEN = "open"
    OVER = "over"


def begins(event: Event) -> datetime:
    """The hour it begins, or its first day's midnight where it lives."""
    return event.starts_at or datetime.combine(event.start, time(), ZoneInfo(event.zone))


def ends(event: Event) -> datetime:
    """The hour it ends, or the midnight after its last day."""
    return event.ends_at or datetime.combine(event.end + timedelta(days=1), time(), ZoneInfo(event.zone))


def opens(event: Event, minutes: int) -> datetime:
    return begins(event) - timedelta(minutes=minutes)


def door_at(event: Event, minutes: int, now: datetime) -> Door:
    if now >= ends(event):
        return Door.OVER
    return Door.OPEN if now >= opens(event, minutes) else Door.EARLY
