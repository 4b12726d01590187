"""When an event shows its call for proposals, from the moments that were written down on it."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.events.models import Event


def call_is_open(event: Event, at: datetime) -> bool:
    """Whether anybody may propose something now."""
    opens, closes = event.call_opens_at, event.call_closes_at
    return event.cancelled_at is None and opens is not None and closes is not None and opens <= at < closes


def shows_call(event: Event, at: datetime) -> bool:
    """Whether the event's menu leads to its call: while it is open, and for good once its numbers are out."""
    return call_is_open(event, at) or event.call_is_counted


def call_changes_at(event: Event, at: datetime) -> datetime | None:
    """When the clock alone opens or closes it."""
    moments = (event.call_opens_at, event.call_closes_at)
    return min((moment for moment in moments if moment and moment > at), default=None)
