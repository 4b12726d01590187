"""The practice community's board of opportunities: some that exist, some made up, two that are over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from teranga.cli.demo.reading import read_mapping
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.opportunities import add_opportunity
from teranga.domains.communities.models import Community
from teranga.foundation.translated import TranslatedText

FILE = Path(__file__).parent / "practice_texts" / "opportunities.yaml"
TEXTS = ("title", "text", "who_note", "money", "outcome")


def load_opportunities(community: Community, today: date, at: datetime) -> None:
    for row in read_mapping(FILE).raw("opportunities"):
        add_opportunity(community=community, by=COMMAND_LINE, at=at, **_values(row, today, community.zone))


def _values(row: dict[str, Any], today: date, zone: str) -> dict[str, Any]:
    days, hour = row.get("days"), row.get("hour")
    return {
        "kind": row["kind"], "url": row["url"], "source": row["source"], "who": row.get("who", []),
        "languages": row["languages"], "zone": row.get("zone", zone), "got_told": row.get("got"),
        "last_day": None if days is None else today + timedelta(days=days),
        "last_hour": time.fromisoformat(hour) if hour else None,
        **{name: TranslatedText(row.get(name, {})) for name in TEXTS},
    }  # fmt: skip
