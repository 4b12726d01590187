"""Numbers, days and hours as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal
from django.utils import translation


@lru_cache(maxsize=16)
def locale_for(language: str) -> Locale:
    return Locale.parse(language)


def locale() -> Locale:
    return locale_for(translation.get_language() or "en")


def number(value: float) -> str:
    return format_decimal(value, locale=locale())


def day(value: date, pattern: str = "full") -> str:
    """A day in words. Patterns: full, long, medium, short, or CLDR letters such as "EEE d"."""
    known = pattern in ("full", "long", "medium", "short")
    if known:
        return format_date(value, format=pattern, locale=locale())
    return _skeleton(value, pattern, str(locale()))


@lru_cache(maxsize=4096)
def _skeleton(value: date, pattern: str, language: str) -> str:
    return format_skeleton(pattern, datetime(value.year, value.month, value.day), locale=locale_for(language))  # noqa: DTZ001 -- a local day has no zone


def days(start: date, end: date) -> str:
    """A range of days: "28–30 août 2026", or one day."""
    if start == end:
        return format_date(start, format="long", locale=locale())
    return format_interval(start, end, skeleton="yMMMMd", locale=locale())


@lru_cache(maxsize=8192)
def _clock(hour: int, minute: int, language: str) -> str:
    if language == "fr":
        return f"{hour} h {minute:02d}" if minute else f"{hour} h"
    pattern = "HH:mm" if language in ("en", "es") else "short"
    return format_time(datetime(2000, 1, 1, hour, minute), format=pattern, locale=locale_for(language))  # noqa: DTZ001 -- only the hour and minute are used


def clock(value: datetime, zone: str | None = None) -> str:
    """An hour on the wall of the given zone: "9 h 30" in French, "09:30" elsewhere."""
    local = value.astimezone(ZoneInfo(zone)) if zone else value
    return _clock(local.hour, local.minute, translation.get_language() or "en")


def moment(value: datetime, zone: str = "UTC") -> str:
    local = value.astimezone(ZoneInfo(zone))
    return f"{format_date(local.date(), format='long', locale=locale())}, {clock(local)}"


@lru_cache(maxsize=512)
def _language_name(code: str, language: str) -> str:
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(language) or code
    except Exception:  # a code that CLDR does not know is shown as it is
        return code


def language_name(code: str) -> str:
    return _language_name(code, translation.get_language() or "en")


def country_name(code: str) -> str:
    return locale().territories.get(code.upper(), code)


def told_number(text: str) -> str:
    """A figure kept as its source writes it: digits alone are grouped, anything else stays."""
    return number(int(text)) if text.isascii() and text.isdigit() else text


def iso_day(text: str) -> str:
    """A stored ISO date in words."""
    return day(date.fromisoformat(text), "MMMMEEEEd")


def local_day(value: datetime, zone: str) -> str:
    """The local day of a moment, in words without the year."""
    return day(value.astimezone(ZoneInfo(zone)).date(), "MMMMEEEEd")
