"""An open call on the page of its event, and how many days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event
from teranga.domains.proposals.queries_call import call_on_event_page
from teranga.domains.proposals.rules_call import last_deadline, next_edge


@dataclass(frozen=True, slots=True)
class CallCard:
    """An open call, or one that opens, on the page of its event."""

    is_open: bool
    moment: datetime  # the last one of an open call, else the first
    left: int
    edge: datetime | None


def call_card(event: Event, now: datetime) -> CallCard | None:
    found = call_on_event_page(event)
    if found is None:
        return None
    call, types = found
    until, edge = last_deadline(call, types), next_edge(call, types, now)
    if now >= until:
        return None
    if now < call.opens_at:
        return CallCard(False, call.opens_at, 0, edge)
    return CallCard(True, until, days_until(until, now, event.zone), edge)


def days_until(moment: datetime, now: datetime, zone: str) -> int:
    """Local days between now and then: 0 on the last day itself."""
    there = ZoneInfo(zone)
    last = moment.astimezone(there) - timedelta(microseconds=1)
    return max((last.date() - now.astimezone(there).date()).days, 0)
