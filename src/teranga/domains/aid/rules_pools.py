"""Which moves a journey may make, what people may lack, and who may share a room with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from teranga.domains.aid.models import PoolMember, TravelPool

State = TravelPool.State
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "open": ((State.DRAFT, State.CLOSED), State.OPEN),
    "close": ((State.OPEN,), State.CLOSED),
    "end": ((State.CLOSED,), State.DONE),
}
LACKS = ("passport", "visa", "vaccination", "money", "bed", "other")
GENDERS = ("woman", "man", "another")
ANYONE = "anyone"
MOST_BEDS, MOST_STOPS = 30, 20


class IllegalPoolMove(Exception):
    """The state does not allow the move; both are named. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{state}: {move}")
        self.state, self.move = state, move


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person says about sharing a room."""

    member_id: int
    gender: str
    shares_with: frozenset[str]
    named: frozenset[int]  # numbers of the members whom they named


def next_pool_state(state: str, move: str) -> str:
    """Raises IllegalPoolMove."""
    before, after = MOVES[move]
    if state not in before:
        raise IllegalPoolMove(state, move)
    return str(after)


def known(keys: Iterable[str], of: Collection[str]) -> list[str]:
    """Those of the keys that are known, each once, in the list's own order."""
    said = set(keys)
    return [key for key in of if key in said]


def lacks_of(row: PoolMember) -> list[str]:
    return known(row.lacks.split(), LACKS)


def wishes_of(row: PoolMember, named: Iterable[int]) -> Wishes:
    return Wishes(row.pk, row.gender, frozenset(row.shares_with.split()), frozenset(named))


def agrees(one: Wishes, other: Wishes) -> bool:
    """Whether the first said yes to the second: by name, or to everybody, or to the gender they told."""
    if other.member_id in one.named or ANYONE in one.shares_with:
        return True
    return bool(other.gender) and other.gender in one.shares_with


def may_share(one: Wishes, other: Wishes) -> bool:
    return agrees(one, other) and agrees(other, one)


def fill(rooms: Iterable[tuple[int, int, Iterable[Wishes]]], waiting: Iterable[Wishes]) -> dict[int, int]:
    """{member: room}: each who waits, in order, into the first room with a free bed where all agree.

    `rooms` are (number, free beds, those in it). Those who named somebody go first, so that they find each
    other in a room that is still empty; a room with people in it comes before an empty one.
    """
    there = {number: (free, list(people)) for number, free, people in rooms}
    put: dict[int, int] = {}
    for one in sorted(waiting, key=lambda wish: (not wish.named, len(wish.shares_with))):
        fitting = [
            number
            for number, (free, people) in there.items()
            if free > 0 and all(may_share(one, other) for other in people)
        ]
        if fitting:
            number = max(fitting, key=lambda room: (_closeness(one, there[room][1]), -fitting.index(room)))
            free, people = there[number]
            there[number] = (free - 1, [*people, one])
            put[one.member_id] = number
    return put


def _closeness(one: Wishes, people: list[Wishes]) -> tuple[int, bool]:
    return sum(other.member_id in one.named for other in people), bool(people)
