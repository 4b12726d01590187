"""What is asked: proposals with scores and groups, room for them, rules by group, one proposal a person.

Scores are whole numbers, so that sums are exact: `unit` of them are one point. A group is any word that a
rule may look at: "topic ai", "level beginner", "french", "first-time", "region west".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from teranga.engines.status import Status

CHOOSE, PER_PERSON, LENGTH = "choose", "per_person", "space-length"


class Unclear(ValueError):
    """The problem contradicts itself; the text names the place."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`space` is the room it needs, by session type, and `minutes` how much of it; "" where it needs none.
    `settled` is True for what is in by hand (an invited keynote), False for what is out, None elsewhere."""

    key: str
    score: int
    groups: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    minutes: int = 0
    space: str = ""
    settled: bool | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """So many rooms, each with so many minutes, for the session types that share them."""

    key: str
    rooms: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Rule:
    """At least (`floor`) or at most so many of the group, or such a share of all that are chosen.

    A share of a fixed number of sessions is rounded down, floors and ceilings alike; of an open number it
    holds exactly.
    """

    key: str
    group: str
    floor: bool
    count: int | None = None
    share: Fraction | None = None

    def end(self, choose: int | None) -> int | None:
        """The number it stands for; None for a share of an open number."""
        if self.count is not None or self.share is None:
            return self.count or 0
        return None if choose is None else self.share.numerator * choose // self.share.denominator


@dataclass(frozen=True, slots=True)
class Problem:
    """`choose` is how many exactly, None for as many as fit; `per_person` the most of one person."""

    proposals: tuple[Proposal, ...]
    rules: tuple[Rule, ...] = ()
    spaces: tuple[Space, ...] = ()
    choose: int | None = None
    per_person: int | None = 1
    unit: int = 100

    def __post_init__(self) -> None:
        for what, keys in (
            ("proposals", [one.key for one in self.proposals]), ("rules", [one.key for one in self.rules]),
            ("spaces", [one.key for one in self.spaces]),
        ):  # fmt: skip
            _require(len(keys) == len(set(keys)), f"two {what} have the same key")
        spaces = {space.key for space in self.spaces}
        for one in self.proposals:
            _require(not one.space or one.space in spaces, f"{one.key} needs a space that is not there")
            _require(
                one.minutes > 0 if one.space else one.minutes >= 0, f"the minutes of {one.key} are below 1"
            )
            _require(abs(one.score) <= 10**9, f"the score of {one.key} is too large")
        for rule in self.rules:
            _require((rule.count is None) != (rule.share is None), f"{rule.key} needs a count or a share")
            _require((rule.count or 0) >= 0, f"{rule.key} is below 0")
            _require(
                rule.share is None or 0 <= rule.share <= 1, f"the share of {rule.key} is not from 0 to 1"
            )
        for space in self.spaces:
            _require(space.rooms >= 0 and space.minutes >= 0, f"{space.key} is smaller than nothing")
        _require(self.choose is None or self.choose >= 0, "fewer than none are to be chosen")
        _require(self.per_person is None or self.per_person >= 1, "nobody may have a proposal chosen")


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise Unclear(otherwise)


@dataclass(frozen=True, slots=True)
class Answer:
    """`prices` are what one more at the end of each named row would add at the bound, in millionths of the
    unit of scores. `is_searched` where the bound is lower than what these prices prove, by a search.
    `conflict` names rules that cannot hold together."""

    status: Status
    chosen: tuple[int, ...] = ()
    objective: int = 0
    bound: int | None = None
    prices: tuple[tuple[str, int], ...] = ()
    is_searched: bool = False
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the bound lies above the objective, as a part of the objective."""
        if self.bound is None or self.status not in (Status.OPTIMAL, Status.FEASIBLE):
            return None
        return max(0, self.bound - self.objective) / max(abs(self.objective), 1)
