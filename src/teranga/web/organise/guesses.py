"""What need not be typed: zone and currency of a country, length and hours of a kind of event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.utils import translation
from django.utils.translation import gettext as _

from teranga.foundation.folding import fold
from teranga.web import localised

# Of countries with several zones, the one that most people live in.
USUAL_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei", "GL": "America/Godthab", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby", "PS": "Asia/Gaza", "PT": "Europe/Lisbon", "RU": "Europe/Moscow",
    "UA": "Europe/Kiev", "UM": "Pacific/Wake", "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip
NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


@lru_cache(maxsize=1)
def _zones_of_countries() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for zone, country in sorted(get_global("zone_territories").items()):
        found.setdefault(country, []).append(zone)
    return found


def zone_of(country: str, city: str = "") -> str:
    """The zone of a town that has one of its name, else the country's usual one, else UTC."""
    zones = _zones_of_countries().get(country, [])
    named = fold(city).replace(" ", "_")
    for zone in zones:
        if named and fold(zone.rpartition("/")[2]) == named:
            return zone
    return USUAL_ZONES.get(country) or (zones[0] if zones else "UTC")


def currency_of(country: str) -> str:
    """What is paid with there today."""
    return next(iter(_paid_in(country)), "EUR")


def zones() -> list[tuple[str, str]]:
    """Every zone that belongs to a country, and UTC."""
    return [(zone, zone.replace("_", " ")) for zone in sorted({*get_global("zone_territories"), "UTC"})]


def currencies() -> list[tuple[str, str]]:
    """Every currency that is money somewhere today, by its three letters."""
    known = {currency for country in get_global("territory_currencies") for currency in _paid_in(country)}
    return [(code, code) for code in sorted(known)]


@lru_cache(maxsize=512)
def _paid_in(country: str) -> tuple[str, ...]:
    return tuple(get_territory_currencies(country) or ())


def countries() -> list[tuple[str, str]]:
    """Every country with its name, as the reader's language sorts them."""
    return list(_countries(translation.get_language() or "en"))


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = localised.locale_for(language).territories
    known = [
        (code, name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    ]
    return tuple(sorted(known, key=lambda pair: fold(pair[1])))


@dataclass(frozen=True, slots=True)
class KindDefault:
    days: int
    opens: time
    closes: time


KIND_DEFAULTS = {
    "conference": KindDefault(2, time(9), time(17)),
    "meetup": KindDefault(1, time(18), time(20, 30)),
    "workshop": KindDefault(1, time(9, 30), time(16)),
    "hackathon": KindDefault(2, time(9), time(18)),
    "sprint": KindDefault(1, time(9, 30), time(17)),
    "study_group": KindDefault(1, time(18), time(20)),
    "social": KindDefault(1, time(19), time(22)),
}


def kind_notes() -> dict[str, str]:
    """One sentence that tells each kind of event from the others."""
    return {
        "conference": _("Talks for a day or more, with a programme and speakers."),
        "meetup": _("An evening together: a talk or two, and time to meet."),
        "workshop": _("People learn one thing by doing it, with somebody who shows."),
        "hackathon": _("Teams build something in a weekend."),
        "sprint": _("Working together on an existing project."),
        "study_group": _("A small group that learns together, week after week."),
        "social": _("No programme: eating, walking, talking."),
    }
