"""What an event’s own pages say of its call for proposals, written down by whoever keeps calls."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event


def tell_of_call(
    *, event: Event, opens_at: datetime | None, closes_at: datetime | None, is_counted: bool
) -> None:
    """No moments: no call to show. The event's pages are made anew; the log has the call's own row."""
    with write():
        event.call_opens_at, event.call_closes_at, event.call_is_counted = opens_at, closes_at, is_counted
        event.save(update_fields=["call_opens_at", "call_closes_at", "call_is_counted"])
        announce_event(event)
