"""How an edition becomes the next one: days that move, and a year that is replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.foundation.translated import TranslatedText

PARTS = ("settings", "texts", "venue", "rooms", "tracks", "seats", "plan", "pages")


def first_day(source: date, wanted: date, *, keep_weekday: bool) -> date:
    """The wanted day, or the one nearest to it on the source's weekday."""
    if not keep_weekday:
        return wanted
    ahead = (source.weekday() - wanted.weekday()) % 7
    return wanted + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def moved(moment: datetime | None, days: timedelta, zone: str) -> datetime | None:
    """The same hour on the wall, that many days later."""
    if moment is None:
        return None
    local = moment.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + days, local.time(), ZoneInfo(zone))


def with_year(words: str, old: int, new: int) -> str:
    """The old year replaced wherever it stands alone as a number."""
    return re.sub(rf"(?<!\d){old}(?!\d)", str(new), words)


def text_with_year(text: Mapping[str, str], old: int, new: int) -> TranslatedText:
    return TranslatedText({code: with_year(words, old, new) for code, words in text.items()})


def frame_moved(frame: list[Any], days: timedelta, old: int, new: int) -> list[Any]:
    """The days' shape, each day moved; what is no day of ours stays as it is."""
    return [
        {**row, "day": (date.fromisoformat(row["day"]) + days).isoformat(),
         "text": dict(text_with_year(row.get("text", {}), old, new))}
        for row in frame if isinstance(row, dict) and isinstance(row.get("day"), str)
    ]  # fmt: skip


def names_year(text: Mapping[str, str], year: int) -> bool:
    return any(re.search(rf"(?<!\d){year}(?!\d)", words) for words in text.values())
