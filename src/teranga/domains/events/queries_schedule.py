"""The programme of an event in four queries, as light rows for pages and exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event, Room, Session, SessionSpeaker, Speaker, Track
from teranga.foundation.translated import TranslatedText

DAY_STARTS = 5  # o'clock: what begins earlier belongs to the evening before


@dataclass(slots=True)
class Place:
    """A room or a track in a list of choices."""

    id: int
    slug: str
    name: TranslatedText
    colour: str = ""
    number: int = 0


@dataclass(slots=True)
class Item:
    """A session on the timetable. `start` and `end` are local; `day` is the local day it belongs to."""

    id: int
    slug: str
    title: TranslatedText
    kind: str
    level: str
    languages: list[str]
    is_break: bool
    is_plenary: bool
    minutes: int
    room: Place | None
    track: Place | None
    start: datetime | None
    end: datetime | None
    day: date | None
    speakers: list[tuple[str, str]] = field(default_factory=list)  # (slug, name)


@dataclass(slots=True)
class Timetable:
    items: list[Item]
    rooms: list[Place]
    tracks: list[Place]

    @property
    def days(self) -> list[date]:
        return sorted({item.day for item in self.items if item.day})

    def unplaced(self) -> list[Item]:
        return [item for item in self.items if item.start is None]


def timetable_of(event: Event) -> Timetable:
    """Everything on the programme, by time, then by room. Four queries whatever the size."""
    zone = ZoneInfo(event.zone)
    rooms = {
        row[0]: Place(row[0], row[1], row[2], number=number)
        for number, row in enumerate(
            Room.objects.filter(event=event).order_by("position", "id").values_list("id", "slug", "name"), 1
        )
    }
    tracks = {
        row[0]: Place(row[0], row[1], row[2], row[3], number)
        for number, row in enumerate(
            Track.objects.filter(event=event)
            .order_by("position", "id")
            .values_list("id", "slug", "name", "colour"),
            1,
        )
    }
    rows = Session.objects.filter(event=event, cancelled_at=None).values_list(
        "id", "slug", "title", "kind", "level", "languages", "is_break", "is_plenary", "minutes", "room_id",
        "track_id", "starts_at",
    )  # fmt: skip
    items = {row[0]: _item(row, rooms, tracks, zone) for row in rows}
    links = SessionSpeaker.objects.filter(event=event).order_by("position", "id")
    for session_id, slug, name in links.values_list("session_id", "speaker__slug", "speaker__name"):
        if session_id in items:
            items[session_id].speakers.append((slug, name))
    return Timetable(sorted(items.values(), key=_order), list(rooms.values()), list(tracks.values()))


def _item(row: tuple, rooms: dict[int, Place], tracks: dict[int, Place], zone: ZoneInfo) -> Item:
    start = row[11].astimezone(zone) if row[11] else None
    minutes = row[8] or 0
    pk, slug, title, kind, level, languages, is_break, is_plenary = row[:8]
    return Item(
        id=pk,
        slug=slug,
        title=title,
        kind=kind,
        level=level,
        languages=languages,
        is_break=is_break,
        is_plenary=is_plenary,
        minutes=minutes,
        room=rooms.get(row[9]),
        track=tracks.get(row[10]),
        start=start,
        end=(row[11] + timedelta(minutes=minutes)).astimezone(zone) if row[11] else None,
        day=(start - timedelta(hours=DAY_STARTS)).date() if start else None,
    )


def _order(item: Item) -> tuple:
    room = item.room.number if item.room else 0
    return (
        item.start is None,
        item.start.timestamp() if item.start else 0,
        not item.is_plenary,
        room,
        item.id,
    )


@dataclass(slots=True)
class SpeakerRow:
    slug: str
    name: str
    affiliation: str
    country: str
    is_keynote: bool
    sessions: list[tuple[str, TranslatedText]] = field(default_factory=list)


def speakers_of(event: Event) -> list[SpeakerRow]:
    """All speakers with the titles of their sessions, in two queries, by name."""
    columns = ("id", "slug", "name", "affiliation", "country", "is_keynote")
    found = {
        row[0]: SpeakerRow(*row[1:]) for row in Speaker.objects.filter(event=event).values_list(*columns)
    }
    links = SessionSpeaker.objects.filter(event=event, session__cancelled_at=None).order_by(
        "session__starts_at"
    )
    for speaker_id, slug, title in links.values_list("speaker_id", "session__slug", "session__title"):
        found[speaker_id].sessions.append((slug, title))
    return [row for row in found.values() if row.sessions]


def now_and_next(items: Iterable[Item], now: datetime) -> tuple[list[Item], list[Item], datetime | None]:
    """What runs now, what begins next (all that begin together in each room), and when this will be wrong."""
    timed = [item for item in items if item.start and item.end]
    running = [item for item in timed if item.start <= now < item.end]  # type: ignore[operator]
    later = [item for item in timed if item.start > now]  # type: ignore[operator]
    first = min((item.start for item in later), default=None)  # type: ignore[type-var]
    horizon = first + timedelta(minutes=45) if first else None
    following: dict[int, Item] = {}
    for item in later:
        if horizon and item.start < horizon:  # type: ignore[operator]
            following.setdefault(item.room.id if item.room else 0, item)
    edges = [item.end for item in running] + ([first] if first else [])
    return running, list(following.values()), min(edges, default=None)  # type: ignore[type-var]
