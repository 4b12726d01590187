"""Numbers, days and hours as the reader's language writes them."""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal
from django.utils import translation

from teranga.foundation.money import Money, digits_of

LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")  # CLDR asks for a space there


@lru_cache(maxsize=16)
def locale_for(language: str) -> Locale:
    """One that CLDR does not know is English."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def locale() -> Locale:
    return locale_for(translation.get_language() or "en")


def number(value: float) -> str:
    return format_decimal(value, locale=locale())


def money(value: Money) -> str:
    """An amount as the reader's language writes it, with the digits of our own table."""
    pattern = copy(locale().currency_formats["standard"])
    pattern.frac_prec = (digits_of(value.currency),) * 2
    text = pattern.apply(value.amount, locale(), currency=value.currency, currency_digits=False)
    return LETTER_BEFORE_DIGIT.sub("\u00a0", text, count=1)


# Whole patterns, because CLDR's nearest match for them is abbreviated.
LONG_DAY = {"en": "EEEE d MMMM", "fr": "EEEE d MMMM", "es": "EEEE d 'de' MMMM"}
MONTH_YEAR = {"en": "MMMM y", "fr": "MMMM y", "es": "MMMM 'de' y"}
DAY_MONTH = {"en": "d MMMM", "fr": "d MMMM", "es": "d 'de' MMMM"}


def day(value: date, pattern: str = "full") -> str:
    """A day in words: full, long, medium, short, "weekday" (no year), or CLDR letters such as "EEE"."""
    return _day(value if type(value) is date else value.date(), pattern, translation.get_language() or "en")  # type: ignore[attr-defined]


@lru_cache(maxsize=4096)
def _day(value: date, pattern: str, language: str) -> str:
    pattern = LONG_DAY.get(language, LONG_DAY["en"]) if pattern == "weekday" else pattern
    text = format_date(value, format=pattern, locale=locale_for(language))
    return text.replace(" 1 ", " 1er ", 1) if language == "fr" and value.day == 1 and " 1 " in text else text


def days(start: date, end: date) -> str:
    """A range of days: "28–30 août 2026", "30 septembre – 2 octobre 2026", or one day."""
    language = translation.get_language() or "en"
    if start == end:
        return day(start, "long")
    if (start.year, start.month) == (end.year, end.month):
        of = " de " if language == "es" else " "
        month = format_date(end, MONTH_YEAR.get(language, "MMMM y"), locale=locale())
        return f"{start.day}–{end.day}{of}{month}"
    shown = DAY_MONTH.get(language, "d MMMM") if start.year == end.year else "long"
    return f"{format_date(start, shown, locale=locale())} – {day(end, 'long')}"


@lru_cache(maxsize=8192)
def _clock(hour: int, minute: int, language: str) -> str:
    if language == "fr":
        return f"{hour}\u202fh\u202f{minute:02d}" if minute else f"{hour}\u202fh"
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
    return day(date.fromisoformat(text), "weekday")


def local_day(value: datetime, zone: str) -> str:
    """The local day of a moment, in words without the year."""
    return day(value.astimezone(ZoneInfo(zone)).date(), "weekday")


@lru_cache(maxsize=512)
def _zone_city(zone: str, language: str) -> str:
    return get_timezone_location(zone, locale=locale_for(language), return_city=True)


def zone_city(zone: str) -> str:
    """The town that a time zone is named after, as the reader's language writes it."""
    return "UTC" if zone == "UTC" else _zone_city(zone, translation.get_language() or "en")
