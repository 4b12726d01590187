"""The one plain shape of a conference programme that every reader produces and every writer takes.

Times are aware `datetime`s in the zone of the event. Texts that exist in several languages are
`TranslatedText`; a text without a stated language is kept under "und".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from teranga.foundation.translated import TranslatedText


@dataclass(slots=True)
class ProgrammeRoom:
    key: str
    name: TranslatedText
    capacity: int | None = None
    description: TranslatedText = field(default_factory=TranslatedText)


@dataclass(slots=True)
class ProgrammeSpeaker:
    key: str
    name: str
    biography: TranslatedText = field(default_factory=TranslatedText)
    affiliation: str = ""
    country: str = ""  # ISO 3166-1 alpha-2, upper case
    links: list[tuple[str, str]] = field(default_factory=list)  # (label, http(s) address)
    is_keynote: bool = False


@dataclass(slots=True)
class ProgrammeSession:
    """One item of the programme. `start` is None for one without a time (a video index, an unplaced talk)."""

    key: str  # stable across versions of the same source: the source's id, guid or code
    title: TranslatedText
    start: datetime | None = None
    minutes: int | None = None
    room: str = ""  # key of a ProgrammeRoom, "" when there is none
    speakers: list[str] = field(default_factory=list)  # keys of ProgrammeSpeaker, in order
    subtitle: TranslatedText = field(default_factory=TranslatedText)
    abstract: TranslatedText = field(default_factory=TranslatedText)
    description: TranslatedText = field(default_factory=TranslatedText)
    track: str = ""
    kind: str = ""  # as the source says it: talk, workshop, break, keynote, lightning …
    is_break: bool = False  # registration, coffee, lunch: no speakers expected
    is_plenary: bool = False  # concerns everybody: openings, keynotes, closings
    languages: list[str] = field(default_factory=list)  # spoken, two-letter codes
    level: str = ""  # beginner, intermediate, advanced, all, or ""
    tags: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # (label, http(s) address)
    do_not_record: bool = False
    guid: str = ""  # the source's own UUID, "" when it has none
    video_url: str = ""
    licence: str = ""


@dataclass(slots=True)
class Programme:
    title: str
    source_format: str  # "frab-xml", "frab-json", "pretalx-api", "talk-list", "yaml-days", "video-index" …
    zone: str = "UTC"  # IANA name
    start: date | None = None  # first local day
    end: date | None = None  # last local day, inclusive
    acronym: str = ""
    city: str = ""
    country: str = ""
    venue: str = ""
    version: str = ""
    languages: list[str] = field(default_factory=list)
    source: str = ""  # where the data comes from, as the file says (an address or a repository)
    licence: str = ""
    base_url: str = ""
    day_change: time = time(
        0, 0
    )  # local time at which a programme day begins: before it, the day before goes on
    rooms: list[ProgrammeRoom] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    speakers: list[ProgrammeSpeaker] = field(default_factory=list)
    sessions: list[ProgrammeSession] = field(default_factory=list)


class Outcome(StrEnum):
    REPAIRED = "repaired"  # the meaning was clear, the form was not
    GUESSED = "guessed"  # a choice was made that a person should look at
    LEFT_OUT = "left_out"  # could not be used; everything else was
    NOTED = "noted"  # true of the source and worth a look; nothing was changed


@dataclass(slots=True, frozen=True)
class Finding:
    """One row of the report. `where` names the item as a person would find it; `code` is stable for tests."""

    outcome: Outcome
    code: str  # "room-missing", "overlap", "past-midnight", "zone-missing", "title-repeated" …
    where: str
    what: str  # one plain English sentence: what was found and what was done


class UnreadableFile(Exception):
    """The file as a whole cannot be used. Its text is one sentence for a person; nothing was changed."""


@dataclass(slots=True)
class ReadResult:
    programme: Programme
    findings: list[Finding] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(1 for finding in self.findings if finding.outcome is outcome)
