"""From what a programme says about its time zone and its place to one IANA name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from teranga.formats.plain_text import folded, slug_of

_ABBREVIATIONS = {
    "wat": "Africa/Lagos",
    "cat": "Africa/Maputo",
    "eat": "Africa/Nairobi",
    "sast": "Africa/Johannesburg",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "met": "Europe/Paris",
    "eet": "Europe/Athens",
    "wet": "Europe/Lisbon",
    "bst": "Europe/London",
    "est": "America/New_York",
    "edt": "America/New_York",
    "est5edt": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mst": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "cot": "America/Bogota",
    "brt": "America/Sao_Paulo",
    "art": "America/Argentina/Buenos_Aires",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
}
_GREENWICH = {
    "gmt",
    "utc",
    "z",
    "zulu",
    "gmt0",
    "gmt+0",
    "gmt-0",
    "utc+0",
    "etc/gmt",
    "etc/utc",
    "uct",
    "greenwich",
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class ChosenZone:
    name: str
    code: str = ""  # "" when the source states a good name; else the code of the finding
    what: str = ""

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.name)


def choose_zone(
    stated: str, places: tuple[str, ...], offsets: frozenset[timedelta] = frozenset()
) -> ChosenZone:
    """The stated zone if IANA knows it, else that of a place, else what the offsets allow, else UTC."""
    fixed = re.fullmatch(r"Etc/GMT[+-][1-9]\d?", stated) is not None
    if stated == "UTC" or ("/" in stated and (fixed or not stated.startswith("Etc/")) and stated in _names()):
        return ChosenZone(stated)
    said = f'The zone "{stated}" is not an IANA name' if stated else "The file states no time zone"
    code = "zone-not-iana" if stated else "zone-missing"
    for place in places:
        if found := zone_of_place(place):
            return ChosenZone(found, code, f"{said}; the times were read as {found}, the zone of {place}.")
    key = folded(stated).replace(" ", "")
    if key in _GREENWICH:
        return ChosenZone("UTC", code, f"{said}; the times were kept as written and read as UTC.")
    if spelled := _spelled_differently(stated):
        return ChosenZone(spelled, code, f"{said}; it was read as {spelled}.")
    if key in _ABBREVIATIONS:
        found = _ABBREVIATIONS[key]
        return ChosenZone(found, code, f"{said}; it was taken for {found}, which may be wrong.")
    offset = _stated_offset(key)
    if offset is None and len(offsets) == 1:
        (offset,) = offsets
    if offset is not None and (found := _fixed(offset)):
        return ChosenZone(
            found, code, f"{said}; the times keep the offset they state ({found}): choose the real zone."
        )
    return ChosenZone("UTC", code, f"{said}; the times were read as UTC: choose the real zone.")


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _spelled_differently(stated: str) -> str:
    key = folded(stated).replace(" ", "_")
    return (
        next((name for name in sorted(_names()) if "/" in name and name.lower() == key), "")
        if "/" in key
        else ""
    )


def _stated_offset(key: str) -> timedelta | None:
    match = _OFFSET.fullmatch(key)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return -size if match[1] == "-" else size


def _fixed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    if minutes % 60 or not -12 <= minutes // 60 <= 14:
        return ""
    return f"Etc/GMT{-minutes // 60:+d}"  # POSIX counts the other way round


def zone_of_place(place: str) -> str:
    """The zone of a city that has one named after it, or of a country with a single zone; "" otherwise."""
    parts = [part.strip() for part in re.split(r"[,/()]", place[:200]) if part.strip()]
    countries = {code for part in parts if (code := country_code(part))}
    for part in parts:
        candidates = _zones_by_city().get(slug_of(part), ())
        fitting = [
            name
            for name in candidates
            if not countries or get_global("zone_territories").get(name) in countries
        ]
        if len(fitting) == 1:
            return fitting[0]
    if len(countries) == 1:
        zones = _zones_by_country().get(next(iter(countries)), ())
        return zones[0] if len(zones) == 1 else ""
    return ""


def country_code(name: str) -> str:
    """ISO 3166-1 alpha-2 of a country's code or name in English, French, Spanish or Portuguese."""
    return _countries().get(folded(name), "") if name else ""


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("pt", "es", "fr", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ"):
                found[folded(name)] = code
                found[code.lower()] = code
    return found


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zone, territory in sorted(get_global("zone_territories").items()):
        if zone in _names():
            found[territory] = (*found.get(territory, ()), zone)
    return found


@cache
def _zones_by_city() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zone in sorted(get_global("zone_territories")):
        if "/" in zone and zone in _names():
            city = slug_of(zone.rsplit("/", 1)[1].replace("_", " "))
            found[city] = (*found.get(city, ()), zone)
    return found
