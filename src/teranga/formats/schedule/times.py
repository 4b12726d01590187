"""Dates, clock times and lengths in the forms that hand-kept programmes use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from teranga.formats.plain_text import folded, scalar_text

MAX_MINUTES = 24 * 60  # a longer "session" is a mistake in the source

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero ene",
            "february feb fevrier fevr febrero",
            "march mar mars marzo",
            "april apr avril avr abril abr",
            "may mai mayo",
            "june jun juin junio",
            "july jul juillet juil julio",
            "august aug aout agosto ago",
            "september sep sept septembre septiembre",
            "october oct octobre octubre",
            "november nov novembre noviembre",
            "december dec decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_NAME_YEAR = re.compile(
    r"(?:[a-z]+\.?,? )?(\d{1,2})(?:st|nd|rd|th|er)?\.?(?: de)? ([a-z]+)\.?,?(?: de)? (\d{4})"
)
_NAME_DAY_YEAR = re.compile(r"(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?)?\s*(a\.?m\.?|p\.?m\.?)?",
    re.IGNORECASE | re.ASCII,
)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_HOURS_MINUTES = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", re.ASCII)
_ISO_LENGTH = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?)?", re.ASCII)
_WORDED_LENGTH = re.compile(
    r"(?:(\d{1,2})\s*h(?:ours?|eures?|oras?)?)?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|minutos?)?)?\.?"
)


@dataclass(frozen=True, slots=True)
class ReadDay:
    day: date
    form: str  # "iso", "year-first", "day-first", "month-first", "worded"
    ambiguous: bool = False  # 03/04/2025: either could come first


def read_day(value: object) -> ReadDay | None:
    text = folded(scalar_text(value))[:60]
    if match := _ISO.match(text):
        return _day(match[1], match[2], match[3], "iso")
    if match := _YEAR_FIRST.match(text):
        return _day(match[1], match[2], match[3], "year-first")
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if second > 12:
            return _day(match[3], match[1], match[2], "month-first")
        return _day(match[3], match[2], match[1], "day-first", ambiguous=first <= 12 and first != second)
    if (match := _DAY_NAME_YEAR.fullmatch(text)) and match[2] in _MONTHS:
        return _day(match[3], _MONTHS[match[2]], match[1], "worded")
    if (match := _NAME_DAY_YEAR.fullmatch(text)) and match[1] in _MONTHS:
        return _day(match[3], _MONTHS[match[1]], match[2], "worded")
    return None


def _day(year: str, month: str | int, day: str, form: str, *, ambiguous: bool = False) -> ReadDay | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return ReadDay(found, form, ambiguous) if 1900 <= found.year <= 2200 else None


@dataclass(frozen=True, slots=True)
class ReadClock:
    minutes: int  # after midnight, 0 to 1440
    stated_half: bool  # "pm" or "am" was written


def read_clock(value: object) -> ReadClock | None:
    match = _CLOCK.fullmatch(scalar_text(value).strip()[:30])
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[4] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return ReadClock(hour * 60 + minute, bool(half))


def read_minutes(value: object) -> int | None:
    """A length in minutes from 45, "45 min", "00:45", "1:30:00", "1h30", "PT45M"; None when it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 <= value <= 1e6 and value == value else None
    text = scalar_text(value).strip()[:30]
    if match := _HOURS_MINUTES.fullmatch(text):
        return int(match[1]) * 60 + int(match[2]) if int(match[2]) < 60 else None
    if len(text) > 1 and (match := _ISO_LENGTH.fullmatch(text)):
        return int(match[1] or 0) * 1440 + int(match[2] or 0) * 60 + int(match[3] or 0)
    match = _WORDED_LENGTH.fullmatch(text.lower())
    if text and match and match.group().strip(" ."):
        return int(match[1] or 0) * 60 + int(match[2] or 0)
    return None


@dataclass(frozen=True, slots=True)
class ReadMoment:
    wall: datetime  # naive, as written
    offset: timedelta | None  # None when the source states none

    def within(self, zone: ZoneInfo) -> datetime:
        """The moment in the event's zone: the stated offset decides, else the wall time is the event's."""
        if self.offset is None:
            return self.wall.replace(tzinfo=zone)
        return (self.wall - self.offset).replace(tzinfo=UTC).astimezone(zone)


def read_moment(value: object) -> ReadMoment | None:
    match = _MOMENT.fullmatch(scalar_text(value).strip()[:50])
    if match is None:
        return None
    day, clock = read_day(match[1]), read_clock(match[2])
    if day is None or clock is None or clock.minutes == 1440:
        return None
    seconds = int(match[2].split(":")[2]) if match[2].count(":") == 2 else 0
    wall = datetime.combine(day.day, time(clock.minutes // 60, clock.minutes % 60, min(seconds, 59)))
    return ReadMoment(wall, _offset(match[3]))


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if size > timedelta(hours=18):
        return None
    return -size if text[0] == "-" else size


def at_clock(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Wall time `minutes` after the midnight that begins `day`; 1500 is one in the morning after."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone)


def exists(moment: datetime) -> bool:
    """False for a wall time that the clocks skip when summer time begins."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)
