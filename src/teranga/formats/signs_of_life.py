"""The newest day that a calendar or a feed tells. Nothing else of it is read, and nothing of it is shown."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

LONGEST = 2_000_000  # bytes that are looked at
CALENDAR_DAY = re.compile(rb"^DTSTART[^:\r\n]{0,200}:(\d{8})", re.MULTILINE)
ATOM_DAY = re.compile(rb"<(?:\w+:)?(?:updated|published|date)>\s*(\d{4}-\d{2}-\d{2})")
RSS_DAY = re.compile(rb"<pubDate>\s*([^<]{10,60})</pubDate>")


def newest_day(content: bytes, today: date) -> date | None:
    """The last day told that is not after today; today when something is still to come. None: no day at all.

    Bad days are passed over; a file of any kind and size ends in a moment.
    """
    content = content[:LONGEST]
    found: list[date] = []
    for text in CALENDAR_DAY.findall(content):
        found += _day(f"{text[:4].decode()}-{text[4:6].decode()}-{text[6:].decode()}")
    for text in ATOM_DAY.findall(content):
        found += _day(text.decode())
    for text in RSS_DAY.findall(content):
        found += _mail_day(text.decode("ascii", "replace"))
    return min(max(found), today) if found else None


def _day(text: str) -> list[date]:
    try:
        return [date.fromisoformat(text)]
    except ValueError:
        return []


def _mail_day(text: str) -> list[date]:
    try:
        told: datetime = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return []
    return [told.date()]
