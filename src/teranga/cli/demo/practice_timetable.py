"""The programme of PyCon Essai: every talk in a room and a time, every speaker in one place at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from teranga.cli.demo.practice_talks import TEXTS, Talk, biography
from teranga.cli.demo.reading import Reader, read_mapping
from teranga.cli.demo.world import Member, SessionType, Track
from teranga.formats.programme import Programme, ProgrammeRoom, ProgrammeSession, ProgrammeSpeaker
from teranga.foundation.translated import TranslatedText

ZONE = "Africa/Lome"
BIGGEST_ROOM = "baobab"
PLENARY_KINDS = ("keynote", "panel", "lightning", "opening", "closing")
CO_SPEAKERS = {"tutorial": 1, "workshop": 1, "panel": 3}
FRESH_LIGHTNINGS = 12  # the other lightning talks are given by people who speak elsewhere too


@dataclass(frozen=True, slots=True)
class Slot:
    start: datetime
    minutes: int
    room: str  # "" for a break, which happens in the courtyard
    kind: str
    common: str = ""  # key of the shared items of conference.yaml: welcome, coffee, lunch …

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@cache
def _frame() -> Reader:
    return read_mapping(TEXTS / "conference.yaml")


@cache
def read_tracks() -> tuple[Track, ...]:
    return _frame().each(
        "tracks", lambda row: Track(row.string("key"), row.text("name"), row.string("colour"))
    )


@cache
def read_session_types() -> tuple[SessionType, ...]:
    return _frame().each(
        "types", lambda row: SessionType(row.string("key"), row.text("name"), row.number("minutes") or 0)
    )


def make_programme(
    *, first_day: date, talks: list[Talk], members: tuple[Member, ...], seed: int
) -> Programme:
    """All 120 sessions. Speakers are members: the key of one is "member-" and the index in four digits."""
    dice = random.Random(f"{seed}:timetable")
    slots = list(_slots(first_day))
    placed = _placed(dice, [slot for slot in slots if not slot.common], talks)
    speakers = _Speakers(dice, members)
    told = {id(slot): speakers.for_talk(talk, slot) for slot, talk in _by_need(placed)}
    programme = Programme(
        title="PyCon Essai",
        source_format="practice",
        zone=ZONE,
        start=first_day,
        end=first_day + timedelta(days=2),
        acronym="pycon-essai",
        city="Adjavéré",
        venue="Palais des arts d’Adjavéré",
        languages=["fr", "en", "es"],
        source="Made up for practice",
        rooms=_rooms(),
        tracks=[track.name["fr"] for track in read_tracks()],
        speakers=speakers.told(),
    )
    talk_of = {id(slot): talk for slot, talk in placed}
    for number, slot in enumerate(sorted(slots, key=lambda slot: (slot.start, slot.room)), start=1):
        key = f"essai-{number:03d}"
        if slot.common:
            programme.sessions.append(_common_session(key, slot))
        else:
            programme.sessions.append(_session(key, slot, talk_of[id(slot)], told[id(slot)]))
    return programme


def _slots(first_day: date) -> Iterator[Slot]:
    frame = _frame()
    minutes = {kind.key: kind.minutes for kind in read_session_types()}
    common = frame.raw("common")
    for number, rows in enumerate(frame.raw("days")):
        for clock, what, where in rows:
            day = first_day + timedelta(days=number)
            start = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(ZONE))
            if what in common:
                kind = common[what]["kind"]
                yield Slot(start, where, "" if kind == "break" else BIGGEST_ROOM, kind, what)
            elif what == "lightning":
                for turn in range(where):
                    begin = start + timedelta(minutes=turn * minutes[what])
                    yield Slot(begin, minutes[what], BIGGEST_ROOM, what)
            else:
                yield from (Slot(start, minutes[what], room, what) for room in where)


def _placed(dice: random.Random, slots: list[Slot], talks: list[Talk]) -> list[tuple[Slot, Talk]]:
    """A talk for every slot; at one time the subjects differ as far as they can."""
    waiting = {kind: [talk for talk in talks if talk.kind == kind] for kind in {slot.kind for slot in slots}}
    for kind in sorted(waiting):
        dice.shuffle(waiting[kind])
    placed: list[tuple[Slot, Talk]] = []
    for slot in slots:
        beside = [talk for other, talk in placed if other.start < slot.end and slot.start < other.end]
        tracks = [talk.track for talk in beside]
        languages = [talk.language for talk in beside]
        chosen = min(
            waiting[slot.kind],
            key=lambda talk: (tracks.count(talk.track), languages.count(talk.language) // 2),
        )
        waiting[slot.kind].remove(chosen)
        placed.append((slot, chosen))
    return placed


def _by_need(placed: list[tuple[Slot, Talk]]) -> list[tuple[Slot, Talk]]:
    """Rooms' own sessions first, lightning talks last, since those may reuse the speakers of the others."""
    return sorted(placed, key=lambda pair: (pair[0].kind == "lightning", pair[0].kind in CO_SPEAKERS))


class _Speakers:
    """Who speaks when. Nobody is in two places at once and everybody speaks the language of the talk."""

    def __init__(self, dice: random.Random, members: tuple[Member, ...]) -> None:
        self._dice = dice
        drawn = dice.sample(members, len(members))
        self._unused = sorted(drawn, key=lambda member: member.level == "beginner")
        self._busy: dict[int, list[Slot]] = {}
        self._chosen: dict[int, tuple[Member, Talk]] = {}
        self._fresh_lightnings = 0
        self._lightnings: set[int] = set()

    def for_talk(self, talk: Talk, slot: Slot) -> list[str]:
        if talk.kind == "lightning":
            self._fresh_lightnings += 1
            if self._fresh_lightnings > FRESH_LIGHTNINGS:
                speaker = self._reused(talk, slot)
                self._lightnings.add(speaker.index)
                return [_key(speaker)]
        speakers = [self._fresh(talk, slot)]
        speakers += [self._reused(talk, slot) for _ in range(CO_SPEAKERS.get(talk.kind, 0))]
        return [_key(speaker) for speaker in speakers]

    def told(self) -> list[ProgrammeSpeaker]:
        return [
            ProgrammeSpeaker(
                key=_key(member),
                name=member.name,
                biography=TranslatedText({talk.language: biography(self._dice, member, talk)}),
                is_keynote=talk.kind == "keynote",
            )
            for _, (member, talk) in sorted(self._chosen.items())
        ]

    def _fresh(self, talk: Talk, slot: Slot) -> Member:
        member = next(one for one in self._unused if talk.language in one.languages)
        self._unused.remove(member)
        self._chosen[member.index] = (member, talk)
        self._busy[member.index] = [slot]
        return member

    def _reused(self, talk: Talk, slot: Slot) -> Member:
        free = [
            member
            for member, first in self._chosen.values()
            if talk.language in member.languages and first.kind != "keynote" and self._is_free(member, slot)
        ]
        member = self._dice.choice(free)
        self._busy[member.index].append(slot)
        return member

    def _is_free(self, member: Member, slot: Slot) -> bool:
        """Free at that time, and with no more than one other session already."""
        busy = self._busy[member.index]
        if len(busy) > 1:
            return False
        return all(other.end <= slot.start or slot.end <= other.start for other in busy)


def _session(key: str, slot: Slot, talk: Talk, speakers: list[str]) -> ProgrammeSession:
    track = next(track for track in read_tracks() if track.key == talk.track)
    return ProgrammeSession(
        key=key,
        title=TranslatedText({talk.language: talk.title}),
        start=slot.start,
        minutes=slot.minutes,
        room=slot.room,
        speakers=speakers,
        abstract=TranslatedText({talk.language: talk.abstract}),
        track=track.name["fr"],
        kind=talk.kind,
        is_plenary=talk.kind in PLENARY_KINDS,
        languages=[talk.language],
        level=talk.level,
    )


def _common_session(key: str, slot: Slot) -> ProgrammeSession:
    shared = _frame().child("common").child(slot.common)
    return ProgrammeSession(
        key=key,
        title=shared.text("title"),
        start=slot.start,
        minutes=slot.minutes,
        room=slot.room,
        abstract=shared.text("text"),
        kind=slot.kind,
        is_break=slot.kind == "break",
        is_plenary=slot.kind != "break",
        languages=[] if slot.kind == "break" else ["fr", "en"],
    )


def _rooms() -> list[ProgrammeRoom]:
    def room(row: Reader) -> ProgrammeRoom:
        return ProgrammeRoom(
            row.string("key"), row.text("name"), row.number("capacity"), row.text("description")
        )

    return list(_frame().each("rooms", room))


def _key(member: Member) -> str:
    return f"member-{member.index:04d}"
