"""Open rounds of aid on the pages of a community and of an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.domains.aid.models import AidRound
from teranga.domains.aid.rules import takes_applications


def next_edge(rows: list[AidRound], now: datetime) -> datetime | None:
    """When the clock alone makes a page that names these rounds wrong."""
    moments = (moment for row in rows for moment in (row.opens_at, row.closes_at))
    return min((moment for moment in moments if moment > now), default=None)


def open_cards(rows: list[AidRound], now: datetime) -> list[dict[str, Any]]:
    return [
        {"path": f"aid/{row.slug}/", "name": row.name, "until": row.closes_at}
        for row in rows
        if takes_applications(row, now)
    ]
