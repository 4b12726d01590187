"""When a reminder leaves: at the same hour of the wall a week or a day before, or two hours before."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event
from teranga.domains.places.rules import begins_at

WEEK, DAY, HOURS = "week", "day", "hours"
WHICH = (WEEK, DAY, HOURS)
DAYS = {WEEK: 7, DAY: 1}
TWO_HOURS = timedelta(hours=2)
LATE = timedelta(hours=1)  # a reminder that a stopped worker missed by more is of no use
PLANNED_AHEAD = timedelta(days=8)


def leaves_at(event: Event, which: str) -> datetime:
    """Days are counted on the wall of the event's zone, so that a change of the clocks moves no hour."""
    begins = begins_at(event).astimezone(ZoneInfo(event.zone))
    return begins - timedelta(days=DAYS[which]) if which in DAYS else begins - TWO_HOURS


def state_mark(event: Event) -> str:
    """Names when an event begins: what was planned for another hour is no longer sent."""
    return f"{begins_at(event).timestamp():.0f}"
