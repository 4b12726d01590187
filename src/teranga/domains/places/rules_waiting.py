"""Who is offered what when something is free. Plain values in and out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who waits, in the list's order."""

    entry: int
    size: int
    quotas: tuple[int, ...]  # that would do, the dearest first
    accepts_parts: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What is free in a quota, and the quota it lies within."""

    free: int
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    entry: int
    quota: int
    count: int


def chain(quota: int, within: Mapping[int, int | None]) -> list[int]:
    """The quota and every larger one that it counts towards."""
    found = [quota]
    while (above := within[found[-1]]) is not None and above not in found:
        found.append(above)
    return found


def free_in(quota: int, rooms: Mapping[int, Room]) -> int:
    """What can be taken from a quota: no more than is free in everything it lies within."""
    within = {number: room.within for number, room in rooms.items()}
    return max(0, min(rooms[number].free for number in chain(quota, within)))


def next_offers(parties: Iterable[Party], rooms: Mapping[int, Room]) -> list[Grant]:
    """Walk down the list once; who does not fit keeps their place in it and lets the next one try.

    A party that stays together is never offered less than its size, so that nobody has to leave a friend
    behind; a smaller one behind it takes what would stay empty.
    """
    left = dict(rooms)
    within = {number: room.within for number, room in rooms.items()}
    grants = []
    for party in parties:
        grant = _fitting(party, left)
        if grant is None:
            continue
        grants.append(grant)
        for number in chain(grant.quota, within):
            left[number] = Room(left[number].free - grant.count, left[number].within)
        if all(room.free <= 0 for room in left.values()):
            break
    return grants


def _fitting(party: Party, rooms: Mapping[int, Room]) -> Grant | None:
    known = [quota for quota in party.quotas if quota in rooms]
    for quota in known:
        if free_in(quota, rooms) >= party.size:
            return Grant(party.entry, quota, party.size)
    if party.accepts_parts:
        most = max(known, key=lambda quota: free_in(quota, rooms), default=None)
        if most is not None and free_in(most, rooms) > 0:
            return Grant(party.entry, most, free_in(most, rooms))
    return None
