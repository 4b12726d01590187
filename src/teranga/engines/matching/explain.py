"""Why each pair is as it is, and which single change would free somebody who found no mentor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teranga.engines.matching.problem import (
    LANGUAGE,
    NEEDS,
    PREFERENCE,
    TIME,
    Mentee,
    Mentor,
    Problem,
    Tables,
    Truth,
    tables,
)
from teranga.engines.matching.solve import Solution

MORE_PLACE = "place"


@dataclass(frozen=True, slots=True)
class PairReason:
    """What joins two people, and what a better-fitting mentor for this mentee would cost everybody."""

    mentee: str
    mentor: str
    score: int
    goals: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    times: tuple[str, ...]
    ahead: int  # levels
    possible: int  # mentors who meet the mentee's hard needs
    better: int  # of them, those with a higher score
    better_mentor: str  # the first of these, "" when this one is the best
    costs_matches: int  # what that mentor instead would cost at least: people without a mentor …
    costs_points: int  # … and points of score
    pinned: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One change that would give somebody a mentor: `what` is place, language, time or preference."""

    what: str
    mentor: str
    words: tuple[str, ...] = ()  # the languages or times that would have to be shared
    whose: str = ""  # whose wish: "mentee", "mentor" or "both"


@dataclass(frozen=True, slots=True)
class Unmatched:
    mentee: str
    possible: int  # mentors who meet the hard needs; all their places are better used
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    pairs: tuple[PairReason, ...]
    unmatched: tuple[Unmatched, ...]


def explain(problem: Problem, solution: Solution, made: Tables | None = None) -> Explanation:
    """A reason for every pair and, for who is left over, the changes that would help, one a kind."""
    told = made or tables(problem)
    seen = _Seen(problem, solution, told)
    pairs = tuple(seen.reason(row) for row in range(len(problem.mentees)) if seen.column_of[row] >= 0)
    rooms = seen.can_make_room() if len(pairs) < len(problem.mentees) else np.zeros(0, dtype=np.bool_)
    unmatched = tuple(
        seen.freed(row, rooms) for row in range(len(problem.mentees)) if seen.column_of[row] < 0
    )
    return Explanation(pairs, unmatched)


class _Seen:
    def __init__(self, problem: Problem, solution: Solution, told: Tables) -> None:
        self.problem, self.solution, self.told = problem, solution, told
        self.admissible = told.admissible & (told.places > 0)[None, :]
        columns = {one.key: index for index, one in enumerate(problem.mentors)}
        mentor_of = solution.mentor_of
        self.column_of = [columns.get(mentor_of.get(one.key, ""), -1) for one in problem.mentees]
        self.prices = np.array([solution.prices[one.key] for one in problem.mentors], dtype=np.int64)
        self.possible = self.admissible.sum(axis=1)
        shown = np.where(self.admissible, told.score, -1)
        here = np.array(self.column_of)
        self.better = shown > told.score[np.arange(len(here)), here][:, None] if shown.size else shown > 0
        self.first = np.where(self.better, shown, -1).argmax(axis=1) if shown.size else here

    def reason(self, row: int) -> PairReason:
        column = self.column_of[row]
        mentee, mentor = self.problem.mentees[row], self.problem.mentors[column]
        pinned = mentee.key in self.problem.pins
        better = int(self.better[row].sum())
        costs = self._costs(row, column, int(self.first[row])) if better and not pinned else (0, 0)
        return PairReason(
            mentee.key, mentor.key, int(self.told.score[row, column]),
            _both(mentee, mentor, "goals"), _both(mentee, mentor, "topics"),
            _both(mentee, mentor, "languages"), _both(mentee, mentor, "times"),
            mentor.level - mentee.level, int(self.possible[row]), better,
            self.problem.mentors[int(self.first[row])].key if better else "", *costs, pinned,
        )  # fmt: skip

    def _costs(self, row: int, here: int, there: int) -> tuple[int, int]:
        """At least this much is lost when the mentee goes there instead, by the prices of the places."""
        weights, score = self.solution.weights, self.told.score
        now = weights.of(int(score[row, here])) - int(self.prices[here])
        then = weights.of(int(score[row, there])) - int(self.prices[there])
        return weights.parts(now - then)

    def freed(self, row: int, rooms: Truth) -> Unmatched:
        mentee = self.problem.mentees[row]
        changes = [self._one_more_place(row), *(self._without(row, need, rooms) for need in
                                                (LANGUAGE, TIME, PREFERENCE))]  # fmt: skip
        return Unmatched(mentee.key, int(self.possible[row]), tuple(one for one in changes if one))

    def _one_more_place(self, row: int) -> Change | None:
        fits = self.told.admissible[row]
        if not fits.any():
            return None
        column = int(np.where(fits, self.told.score[row], -1).argmax())
        return Change(MORE_PLACE, self.problem.mentors[column].key)

    def _without(self, row: int, need: str, rooms: Truth) -> Change | None:
        """The best mentor who can make room and fits but for this one need."""
        others = [self.told.fits[other][row] for other in NEEDS if other != need]
        fits = np.logical_and.reduce([~self.told.fits[need][row], rooms, *others])
        if not fits.any():
            return None
        column = int(np.where(fits, self.told.score[row], -1).argmax())
        mentee, mentor = self.problem.mentees[row], self.problem.mentors[column]
        if need == PREFERENCE:
            return Change(need, mentor.key, whose=_whose_wish(mentee, mentor))
        return Change(need, mentor.key, tuple(sorted(getattr(mentor, need + "s"))))

    def can_make_room(self) -> Truth:
        """Mentors who could take one more: a free place, or somebody of theirs can move on to one."""
        count = len(self.problem.mentors)
        taken = np.bincount([column for column in self.column_of if column >= 0], minlength=count)
        rooms = (taken < self.told.places) & (self.told.places > 0)
        movable = [row for row, one in enumerate(self.problem.mentees)
                   if self.column_of[row] >= 0 and one.key not in self.problem.pins]  # fmt: skip
        if not movable:
            return rooms
        here, reach = np.array([self.column_of[row] for row in movable]), self.admissible[movable]
        while True:
            grown = rooms.copy()
            grown[here[(reach & rooms).any(axis=1)]] = True
            if (grown == rooms).all():
                return rooms
            rooms = grown


def _whose_wish(mentee: Mentee, mentor: Mentor) -> str:
    asks = bool(mentee.wants) and mentor.gender not in mentee.wants - {""}
    asked = bool(mentor.wants) and mentee.gender not in mentor.wants - {""}
    return "both" if asks and asked else "mentee" if asks else "mentor"


def _both(mentee: Mentee, mentor: Mentor, name: str) -> tuple[str, ...]:
    return tuple(sorted(getattr(mentee, name) & getattr(mentor, name)))
