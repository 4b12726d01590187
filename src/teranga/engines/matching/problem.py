"""What is to be matched: mentees, mentors with a number of places, and what may never be.

Hard needs: a common language, a common time, no block between the two, and where somebody asked for a gender
for their safety, that gender (one who did not tell theirs never fits such a wish).
Score of a pair, a whole number from 0 to 100: 40 for the share of the mentee's goals that the mentor helps
with, 40 for the share of the mentee's topics that the mentor knows, 20 for the step in level (a mentor one or
two levels ahead 20, three ahead 12, level with the mentee 8, below 0). Who names no goals or no topics is
content with any mentor: half of those points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

BEST = 100
GOALS, TOPICS = 40, 40
STEPS = {1: 20, 2: 20, 3: 12, 0: 8}  # levels the mentor is ahead -> points
LANGUAGE, TIME, PREFERENCE, BLOCK = "language", "time", "preference", "block"
NEEDS = (LANGUAGE, TIME, PREFERENCE, BLOCK)
MOST_MENTEES = 30_000  # beyond, the weights of solve.py would leave 64 bits


class ProblemRefused(Exception):
    """The instance contradicts itself. The text says where."""


@dataclass(frozen=True, slots=True)
class Mentee:
    key: str
    languages: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    level: int = 0
    gender: str = ""
    wants: frozenset[str] = frozenset()  # genders asked for, for safety; empty: all are welcome


@dataclass(frozen=True, slots=True)
class Mentor(Mentee):
    places: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    blocks: frozenset[tuple[str, str]] = frozenset()  # (mentee, mentor) that may never be
    pins: Mapping[str, str] = field(default_factory=dict)  # mentee -> mentor, decided by a person

    def __post_init__(self) -> None:
        known = {one.key: one for one in self.mentors}
        mentees = {one.key for one in self.mentees}
        if len(known) != len(self.mentors) or len(mentees) != len(self.mentees):
            raise ProblemRefused("Two people have the same key.")
        if len(mentees) > MOST_MENTEES:
            raise ProblemRefused(f"More than {MOST_MENTEES} mentees are not matched in one go.")
        taken: dict[str, int] = {}
        for mentee, mentor in self.pins.items():
            if mentee not in mentees or mentor not in known:
                raise ProblemRefused(f"The pinned pair {mentee} and {mentor} names somebody unknown.")
            if (mentee, mentor) in self.blocks:
                raise ProblemRefused(f"{mentee} and {mentor} are pinned and blocked at once.")
            taken[mentor] = taken.get(mentor, 0) + 1
            if taken[mentor] > known[mentor].places:
                raise ProblemRefused(f"More mentees are pinned to {mentor} than there are places.")


@dataclass(frozen=True, slots=True)
class Tables:
    """The instance as matrices, mentees by mentors."""

    score: Matrix
    fits: Mapping[str, Truth]  # hard need -> where it is met
    places: Matrix

    @property
    def admissible(self) -> Truth:
        return self.fits[LANGUAGE] & self.fits[TIME] & self.fits[PREFERENCE] & self.fits[BLOCK]


def tables(problem: Problem) -> Tables:
    """Scores and hard needs of all pairs. A pinned pair is no exception: who pins answers for it in solve."""
    mentees, mentors = problem.mentees, problem.mentors
    fits = {
        LANGUAGE: _shared(mentees, mentors, "languages") > 0,
        TIME: _shared(mentees, mentors, "times") > 0,
        PREFERENCE: _welcome(mentees, mentors) & _welcome(mentors, mentees).T,
        BLOCK: ~_blocked(problem),
    }
    places = np.array([mentor.places for mentor in mentors], dtype=np.int64)
    return Tables(_scores(mentees, mentors), fits, places)


def _scores(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Matrix:
    total = np.zeros((len(mentees), len(mentors)), dtype=np.int64)
    for name, worth in (("goals", GOALS), ("topics", TOPICS)):
        shared = _shared(mentees, mentors, name)
        asked = np.array([len(getattr(one, name)) for one in mentees], dtype=np.int64)[:, None]
        total += np.where(asked > 0, worth * shared // np.maximum(asked, 1), worth // 2)
    levels = (np.array([one.level for one in side], dtype=np.int64) for side in (mentees, mentors))
    low, high = levels
    ahead = high[None, :] - low[:, None]
    for step, points in STEPS.items():
        total += np.where(ahead == step, points, 0)
    return total


def _shared(left: Sequence[Mentee], right: Sequence[Mentee], name: str) -> Matrix:
    """How many words of this field two people have in common, for all pairs."""
    words = frozenset().union(*(getattr(one, name) for one in (*left, *right)))
    place = {word: index for index, word in enumerate(sorted(words))}
    sides = []
    for people in (left, right):
        table = np.zeros((len(people), len(words)), dtype=np.float32)
        rows = [row for row, one in enumerate(people) for _ in getattr(one, name)]
        table[rows, [place[word] for one in people for word in getattr(one, name)]] = 1
        sides.append(table)
    shared: Matrix = np.rint(sides[0] @ sides[1].T).astype(np.int64)
    return shared


def _welcome(asking: Sequence[Mentee], asked: Sequence[Mentee]) -> Truth:
    """Where the one who asks is content with the other's gender."""
    genders = sorted({one.gender for one in asked})
    row_of = np.array([genders.index(one.gender) for one in asked], dtype=np.int64)
    table = np.array(
        [[not one.wants or (bool(gender) and gender in one.wants) for gender in genders] for one in asking],
        dtype=np.bool_,
    ).reshape(len(asking), len(genders))
    return table[:, row_of]


def _blocked(problem: Problem) -> Truth:
    rows = {one.key: index for index, one in enumerate(problem.mentees)}
    columns = {one.key: index for index, one in enumerate(problem.mentors)}
    table = np.zeros((len(rows), len(columns)), dtype=np.bool_)
    for mentee, mentor in problem.blocks:
        if mentee in rows and mentor in columns:
            table[rows[mentee], columns[mentor]] = True
    return table


def from_plain(told: Mapping[str, Any]) -> Problem:
    """An instance as it is written in JSON: lists of people with their fields, blocks and pins."""
    try:
        return Problem(
            tuple(Mentee(**_fields(row)) for row in told["mentees"]),
            tuple(Mentor(**_fields(row), places=int(row.get("places", 1))) for row in told["mentors"]),
            frozenset((str(mentee), str(mentor)) for mentee, mentor in told.get("blocks", [])),
            {str(mentee): str(mentor) for mentee, mentor in dict(told.get("pins", {})).items()},
        )
    except (KeyError, TypeError, ValueError) as missing:
        raise ProblemRefused(f"This is no instance for matching: {missing!r}") from missing


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    many = ("languages", "times", "goals", "topics", "wants")
    return {name: _words(row.get(name, ())) for name in many} | {
        "key": str(row["key"]), "level": int(row.get("level", 0)), "gender": str(row.get("gender", "")),
    }  # fmt: skip


def _words(values: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(value) for value in values)
