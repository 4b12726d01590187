"""An open call on the pages of its event and its community, and how many days are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event
from teranga.domains.events.queries import EventRow


@dataclass(frozen=True, slots=True)
class CallCard:
    """An open call, or one that opens, on the page of its event or its community."""

    event: Event | EventRow
    is_open: bool
    moment: datetime  # the last one of an open call, else the first
    left: int = 0


def call_card(event: Event | EventRow, now: datetime) -> CallCard | None:
    opens, until = event.call_opens_at, event.call_closes_at
    if opens is None or until is None or now >= until:
        return None
    if now < opens:
        return CallCard(event, False, opens)
    return CallCard(event, True, until, days_until(until, now, event.zone))


def open_calls_among(rows: Iterable[EventRow], now: datetime) -> tuple[list[CallCard], datetime | None]:
    """Those that take proposals now, the first to close first; and when the clock changes them."""
    going = [row for row in rows if not row.cancelled]
    cards = [card for row in going if (card := call_card(row, now)) and card.is_open]
    moments = (moment for row in going for moment in (row.call_opens_at, row.call_closes_at))
    edge = min((moment for moment in moments if moment and moment > now), default=None)
    return sorted(cards, key=lambda card: card.moment), edge


def days_until(moment: datetime, now: datetime, zone: str) -> int:
    """Local days between now and then: 0 on the last day itself."""
    there = ZoneInfo(zone)
    last = moment.astimezone(there) - timedelta(microseconds=1)
    return max((last.date() - now.astimezone(there).date()).days, 0)
