"""To the highest level: first by the relaxation, then in whole numbers, from above."""

from __future__ import annotations

import time
from dataclasses import dataclass

from teranga.engines.assignment.best import Best
from teranga.engines.assignment.bound import grid
from teranga.engines.assignment.flow import Flow
from teranga.engines.assignment.problem import Problem, Rest
from teranga.engines.assignment.raising import ROUNDS, raised
from teranga.engines.assignment.relax import Relaxation
from teranga.engines.assignment.shape import sharp
from teranga.engines.assignment.whole import Search

NARROW = 1 / 500  # of what is open between two levels: the relaxation is halved no further
CLOSE = 1 / 20_000  # of the highest: so near, the next level of all is tried, to prove that there is none
TRIES, HALVINGS, FEW_ROUNDS = 24, 8, 6
BACK = (2, 4, 16)  # parts of what is open by which the first levels lie lower
A_TRY = 1 / 3  # of the time that is left
PROVING = 0.35  # of the time is kept for the proof that there is no higher level


@dataclass(slots=True)
class Ladder:
    """`highest` is what no assignment exceeds, as far as is known."""

    problem: Problem
    rest: Rest
    flow: Flow
    best: Best
    relaxed: Relaxation | None
    highest: int

    def climb(self, until: float) -> None:
        """Better assignments are offered, and `highest` falls, until both meet or the time is over."""
        if self.problem.lowest is not None:
            if not raised(self.problem, self.rest, self.flow, self.problem.lowest, self.best):
                self._try(self.problem.lowest, until, part=1.0, is_all=True)
            return
        rounds = ROUNDS if self.relaxed is None else FEW_ROUNDS
        if raised(self.problem, self.rest, self.flow, self.highest, self.best, rounds):
            return
        tried = self._relax(until)
        if self.relaxed is None:
            self._raise()
            return
        self._hunt(tried, until - PROVING * (until - time.perf_counter()))
        self._prove(until)

    def _hunt(self, tried: int, until: float) -> None:
        """Levels between the best and the highest, nearer to it each time something was found, among few
        pairs; what is not found there is passed over for now."""
        step, failed, backwards = max(1, grid(self.rest)), self.highest + 1, iter(BACK)
        for _try in range(TRIES):
            if self.best.level >= self.highest or time.perf_counter() > until:
                return
            self._try(tried, until)
            if self.best.level < tried:
                failed = min(failed, tried)
            low = self.best.level
            if min(failed, self.highest + 1) - low <= max(step, int(CLOSE * self.highest)):
                return
            back = next(backwards, 2)
            tried = max(low + step, (failed - (failed - low) // back) // step * step)

    def _prove(self, until: float) -> None:
        """That the very next level is impossible, or else one between it and the highest; at last the next
        level for as long as there is."""
        step = max(1, grid(self.rest))
        tried, part = self.best.level + step, A_TRY
        for _try in range(TRIES):
            if self.best.level >= self.highest or time.perf_counter() > until:
                return
            highest, level = self.highest, self.best.level
            self._try(tried, until, part=1.0 if tried >= self.highest else part, is_all=True)
            if (self.highest, self.best.level) != (highest, level):
                tried = self.best.level + step
            elif tried < self.highest:
                tried = max(tried + step, (tried + self.highest + step) // 2 // step * step)
            else:
                tried, part = self.best.level + step, 1.0

    def _raise(self) -> None:
        """As high as raising comes by halving: a start, in moments."""
        step, failed = max(1, grid(self.rest)), self.highest
        for _halving in range(HALVINGS):
            low = self.best.level
            if failed - low <= step:
                return
            tried = max(low + step, (low + failed) // 2 // step * step)
            if not raised(self.problem, self.rest, self.flow, tried, self.best):
                failed = tried

    def _relax(self, until: float) -> int:
        """Lower what is the highest, by halving, to where the relaxation of the sharper rows has an answer;
        the highest level at which it had one."""
        if self.relaxed is None or self.best.level >= self.highest or self._reaches(self.highest):
            return self.highest
        step, low, high = max(1, grid(self.rest)), self.best.level, self.highest - max(1, grid(self.rest))
        narrow = max(step, int((high - low) * NARROW))
        while high - low >= narrow and high > low and time.perf_counter() < until:
            middle = max(low + step, (low + high) // 2 // step * step)
            if self._reaches(middle):
                low = middle
            else:
                high = middle - step
        self.highest = high
        return low if low > self.best.level else high

    def _reaches(self, level: int) -> bool:
        shape = sharp(self.rest, level)
        return shape is not None and (self.relaxed is None or self.relaxed.reaches(shape))

    def _try(self, level: int, until: float, *, part: float = A_TRY, is_all: bool = False) -> None:
        """Search in whole numbers for an assignment of that level, at last among all pairs."""
        if self.relaxed is None:
            return
        step, shape = max(1, grid(self.rest)), sharp(self.rest, level)
        if shape is None:
            self.highest = min(self.highest, level - step)
            return
        self.relaxed.also(self.best.given)
        now = time.perf_counter()
        said = Search(self.relaxed, shape, level, self.best, now + (until - now) * part).run(
            is_hurried=True, is_all=is_all
        )
        if said.is_impossible:
            self.highest = min(self.highest, level - step)
