"""What cannot both be true on the day: two sessions in one room, one speaker in two places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

USUAL_MINUTES = 30  # of a session whose length is not known yet


class ConflictKind(StrEnum):
    ROOM = "room"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Placed:
    """A session with a time."""

    number: int
    title: str
    start: datetime
    minutes: int | None
    room: int | None = None
    speakers: frozenset[int] = frozenset()

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes or USUAL_MINUTES)

    def overlaps(self, other: Placed) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Conflict:
    kind: ConflictKind
    one: Placed
    other: Placed
    speakers: frozenset[int] = frozenset()


def conflicts_of(one: Placed, others: Iterable[Placed]) -> list[Conflict]:
    """Of this session with those around it, by their time."""
    found = []
    for other in sorted(others, key=lambda placed: (placed.start, placed.number)):
        if other.number == one.number or not one.overlaps(other):
            continue
        if one.room is not None and one.room == other.room:
            found.append(Conflict(ConflictKind.ROOM, one, other))
        both = one.speakers & other.speakers
        if both:
            found.append(Conflict(ConflictKind.SPEAKER, one, other, both))
    return found


def all_conflicts(placed: Iterable[Placed]) -> list[Conflict]:
    """Each pair once, in the order of the day."""
    rows = sorted(placed, key=lambda one: (one.start, one.number))
    found = []
    for index, one in enumerate(rows):
        near = []
        for other in rows[index + 1 :]:
            if other.start >= one.end:
                break
            near.append(other)
        found += conflicts_of(one, near)
    return found
