"""What the writers of a published programme share: identifiers, addresses, days, one language to write in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.formats.markup import web_address
from teranga.formats.plain_text import one_line, paragraphs, slug_of
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.foundation.translated import TranslatedText

NAMESPACE = uuid.UUID(
    "3d5b8c1e-7f42-5a0b-9c64-1e0f5a7d2b90"
)  # never changes: identifiers elsewhere hang on it
MOST_DAYS = 60  # between the first and the last day; beyond it only days with sessions are written


class UndatedProgrammeError(ValueError):
    """Neither the programme nor any session has a date, which timed formats cannot do without."""


@dataclass(frozen=True, slots=True)
class PublishedSession:
    """What a site knows of a session beyond its programme."""

    url: str = ""
    slug: str = ""
    number: int | None = None  # a small positive number, unique within the event
    sequence: int = 0  # how often place or time were changed since the first publication
    last_modified: datetime | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and how a programme is published. `event_slug` and `domain` make identifiers: keep them."""

    event_slug: str = ""
    domain: str = ""
    language: str = ""  # in which to write texts that exist in several
    without_room: str = ""  # what to call the room of sessions that have none
    sessions: Mapping[str, PublishedSession] = field(default_factory=dict)

    def of(self, session: ProgrammeSession) -> PublishedSession:
        return self.sessions.get(session.key, _NOTHING_MORE)


_NOTHING_MORE = PublishedSession()


@dataclass(slots=True)
class Naming:
    """The identifiers of one programme; the same programme always gets the same ones."""

    programme: Programme
    publication: Publication
    numbers: dict[str, int] = field(init=False)
    rooms: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.rooms = {room.key: self.text(room.name) for room in self.programme.rooms}
        self.numbers = self._numbers()

    @property
    def event_slug(self) -> str:
        return (
            self.publication.event_slug or slug_of(self.programme.acronym or self.programme.title) or "event"
        )

    @property
    def acronym(self) -> str:
        """Small letters, digits and underscores, at least four: what frab and c3voc both accept."""
        acronym = slug_of(self.programme.acronym or self.event_slug, longest=40, joint="_")
        return acronym if len(acronym) >= 4 else f"{acronym or 'the'}_event"

    def guid_of(self, kind: str, key: str, stated: str = "") -> str:
        for candidate in (stated, key):
            if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", candidate):
                return candidate.lower()
        return str(uuid.uuid5(NAMESPACE, f"{self.event_slug}/{kind}/{key}"))

    def session_guid(self, session: ProgrammeSession) -> str:
        return self.guid_of("session", session.key, session.guid)

    def slug(self, session: ProgrammeSession) -> str:
        own = self.publication.of(session).slug
        title = own or slug_of(self.text(session.title), longest=60)
        title = re.sub(r"[^a-z0-9_-]", "-", title.lower()).strip("-_") or "session"
        return f"{self.acronym}-{self.numbers[session.key]:04d}-{title}"

    def url(self, session: ProgrammeSession) -> str:
        """The public address of a session, else one made of the event's, else ""."""
        if own := web_address(self.publication.of(session).url):
            return own
        base = web_address(self.programme.base_url)
        return (
            f"{base.rstrip('/')}/{self.slug(session)}" if base and "?" not in base and "#" not in base else ""
        )

    def text(self, text: TranslatedText) -> str:
        return one_line(self._chosen(text))

    def long_text(self, text: TranslatedText) -> str:
        return paragraphs(self._chosen(text))

    def _chosen(self, text: TranslatedText) -> str:
        return text.best((self.publication.language, *self.programme.languages))[0]

    def room_name(self, session: ProgrammeSession) -> str:
        return self.rooms.get(session.room, session.room) or self.publication.without_room

    def _numbers(self) -> dict[str, int]:
        """A positive number for each session: its own, the number in its key, else one out of its guid."""
        numbers: dict[str, int] = {}
        taken: set[int] = set()
        for session in sorted(self.programme.sessions, key=lambda s: (not _plain_number(s.key), s.key)):
            wanted = self.publication.of(session).number or _plain_number(session.key)
            number = wanted or uuid.UUID(self.session_guid(session)).int % 2_000_000_000 + 1
            while number in taken:
                number += 1
            taken.add(number)
            numbers[session.key] = number
        return numbers


def _plain_number(key: str) -> int:
    return int(key) if re.fullmatch(r"[1-9][0-9]{0,8}", key) else 0


def timed_sessions(programme: Programme, left_out: list[str] | None = None) -> list[ProgrammeSession]:
    """Sessions with a start, by start and key; the keys of the others are added to `left_out`."""
    if left_out is not None:
        left_out.extend(session.key for session in programme.sessions if session.start is None)
    timed = [session for session in programme.sessions if session.start is not None]
    return sorted(timed, key=lambda session: (session.start or datetime.max.replace(tzinfo=UTC), session.key))


def local(moment: datetime, programme: Programme) -> datetime:
    return moment.astimezone(ZoneInfo(programme.zone))


def day_of(moment: datetime, programme: Programme) -> date:
    """The programme day of a moment: before the hour at which days begin, the day before goes on."""
    wall = local(moment, programme)
    return wall.date() - timedelta(days=1) if wall.time() < programme.day_change else wall.date()


def programme_days(programme: Programme, sessions: Iterable[ProgrammeSession]) -> list[date]:
    days = {day_of(session.start, programme) for session in sessions if session.start}
    if programme.start and programme.end and 0 <= (programme.end - programme.start).days < MOST_DAYS:
        days |= {
            programme.start + timedelta(days=n) for n in range((programme.end - programme.start).days + 1)
        }
    elif programme.start:
        days.add(programme.start)
    if not days:
        raise UndatedProgrammeError("The programme has no date, neither of its own nor of any session.")
    return sorted(days)


def day_begin(day: date, programme: Programme) -> datetime:
    return datetime.combine(day, programme.day_change, tzinfo=ZoneInfo(programme.zone))


def offset_time(moment: datetime) -> str:
    """ISO 8601 with an offset of whole minutes; UTC where old local time had seconds in its offset."""
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0).isoformat()


def hours_minutes(minutes: int | None) -> str:
    return f"{(minutes or 0) // 60:02d}:{(minutes or 0) % 60:02d}"


def clock(moment: datetime) -> str:
    return f"{moment.time().replace(second=0, microsecond=0):%H:%M}"
