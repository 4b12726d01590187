"""What a copied text still says of another edition, and dates that cannot be right. Plain values only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
}
WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lunes martes miercoles jueves viernes sabado domingo",
    )
    for number, name in enumerate(names.split())
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_TO = r"\s*(?:-|–|—|to|and|au|et|al|a|y)\s*"
DAY_FIRST = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+(?:the\s+|le\s+|el\s+)?)?\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º)?"
    rf"(?:{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:de\s+|of\s+)?(?P<month>{_MONTH})\b"
    rf"(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+)?\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?:\s*[-–—]\s*(?P<last>\d{{1,2}})\b)?(?:,?\s+(?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
YEAR = re.compile(r"(?<![\d-])(?:19|20)\d{2}(?![\d-])")
CONFERENCE = re.compile(
    r"\b(?:PyCon|PyDay|PyData|DjangoCon|PyLadiesCon|EuroPython|Django Girls)"
    r"\s+[A-ZÀ-Ý][\w’'-]+(?:\s+[A-ZÀ-Ý][\w’'-]+)?"
)


class Stale(StrEnum):
    YEAR = "year"
    CITY = "city"
    CONFERENCE = "conference"
    WEEKDAY = "weekday"
    OUTSIDE = "outside"
    RANGE = "range"
    NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text in one language and where it stands."""

    kind: str
    number: int
    path: str
    language: str
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is true of the event."""

    start: date
    end: date
    names: tuple[str, ...]  # the event's, its series' and its community's: all of them may be named
    cities: tuple[str, ...]
    other_cities: tuple[str, ...]
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    code: Stale
    text: PlacedText
    said: str
    should: str = ""  # the weekday's number, or nothing

    @property
    def key(self) -> str:
        """Stays the same while the text says the same at the same place."""
        told = "|".join((self.code, self.text.kind, str(self.text.number), self.text.path,
                         self.text.language, self.said.casefold()))  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ToldDate:
    said: str
    first: date | None  # None: no such day
    last: date | None
    weekday: int | None
    has_year: bool


def stale_findings(texts: Iterable[PlacedText], edition: Edition) -> list[Finding]:
    """Everything worth a look, each said once a text, in the order of the texts."""
    found: dict[str, Finding] = {}
    for text in texts:
        for finding in (*_dates(text, edition), *_years(text, edition), *_names(text, edition)):
            found.setdefault(finding.key, finding)
    return list(found.values())


def dates_in(words: str, year: int) -> Iterator[ToldDate]:
    """Dates and ranges in English, French and Spanish; those without a year are taken to be of `year`."""
    for pattern in (ISO, DAY_FIRST, MONTH_FIRST):
        for match in pattern.finditer(words):
            told = match.groupdict()
            month = told["month"].casefold()
            number = MONTHS.get(month) or int(month)
            of_year = int(told["year"] or year)
            weekday = WEEKDAYS.get((told.get("weekday") or "").casefold())
            first = _day(of_year, number, int(told["day"]))
            last = _day(of_year, number, int(told["last"])) if told.get("last") else first
            yield ToldDate(match.group().strip(), first, last, weekday, bool(told["year"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dates(text: PlacedText, edition: Edition) -> Iterator[Finding]:
    for told in dates_in(text.words, edition.start.year):
        if told.first is None or told.last is None:
            yield Finding(Stale.NO_SUCH_DAY, text, told.said)
            continue
        if told.weekday is not None and told.first.weekday() != told.weekday:
            yield Finding(Stale.WEEKDAY, text, told.said, str(told.first.weekday()))
        if told.has_year and told.first.year not in (edition.start.year, edition.end.year):
            continue  # the year itself is told
        if told.first < told.last and (told.first, told.last) != (edition.start, edition.end):
            yield Finding(Stale.RANGE, text, told.said)
        elif told.first < edition.start or told.last > edition.end:
            yield Finding(Stale.OUTSIDE, text, told.said)


def _years(text: PlacedText, edition: Edition) -> Iterator[Finding]:
    for match in YEAR.finditer(text.words):
        if int(match.group()) not in (edition.start.year, edition.end.year):
            yield Finding(Stale.YEAR, text, match.group())
    for match in ISO.finditer(text.words):
        if int(match["year"]) not in (edition.start.year, edition.end.year):
            yield Finding(Stale.YEAR, text, match["year"])


def _names(text: PlacedText, edition: Edition) -> Iterator[Finding]:
    own = {city.casefold() for city in edition.cities}
    for city in edition.other_cities:
        if city.casefold() not in own and _has_word(text.words, city):
            yield Finding(Stale.CITY, text, city)
    ours = " | ".join(edition.names).casefold()
    told = [match.group() for match in CONFERENCE.finditer(text.words)]
    told += [name for name in edition.other_names if _has_word(text.words, name)]
    for name in dict.fromkeys(told):
        short = " ".join(name.split()[:2])
        if name.casefold() not in ours and short.casefold() not in ours:
            yield Finding(Stale.CONFERENCE, text, name)


def _has_word(words: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None
