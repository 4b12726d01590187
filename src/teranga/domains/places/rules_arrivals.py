"""Reading the scan log: what counts, what is a duplicate, what was taken back. Plain values in and out.

Devices were without a network and their clocks differ, so the log arrives in any order. What it says depends
on the set of its entries alone: they are read by their corrected time; of several at one moment an undo comes
last, then their number decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Standing(StrEnum):
    """What became of one entry of the log."""

    COUNTS = "counts"  # the person came, and this is when
    DUPLICATE = "duplicate"  # they were in already: shown to a person, who knows what it means
    UNDONE = "undone"  # taken back later
    UNDO = "undo"  # takes back what came before
    IDLE = "idle"  # an undo of nothing


@dataclass(frozen=True, slots=True)
class Scan:
    uuid: UUID
    happened_at: datetime
    is_undo: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    arrived_at: datetime | None
    standings: dict[UUID, Standing]

    @property
    def duplicates(self) -> int:
        return sum(standing is Standing.DUPLICATE for standing in self.standings.values())


def read_log(scans: Iterable[Scan]) -> Reading:
    """The log of one place: the earliest entry wins, an undo takes back everything before it."""
    standings: dict[UUID, Standing] = {}
    inside: list[Scan] = []  # since the last undo
    for scan in sorted(scans, key=lambda scan: (scan.happened_at, scan.is_undo, scan.uuid.int)):
        if scan.is_undo:
            standings[scan.uuid] = Standing.UNDO if inside else Standing.IDLE
            standings.update(dict.fromkeys((taken.uuid for taken in inside), Standing.UNDONE))
            inside = []
        else:
            standings[scan.uuid] = Standing.DUPLICATE if inside else Standing.COUNTS
            inside.append(scan)
    return Reading(inside[0].happened_at if inside else None, standings)
