"""The best assignment that was found so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teranga.engines.assignment.problem import Matrix, Problem, Rest, Truth, lowest_of


@dataclass(slots=True)
class Best:
    """The best assignment so far: by level where that comes first, else by sum above the level."""

    problem: Problem
    rest: Rest
    given: Truth
    level: int
    worth: int

    def offer(self, given: Truth) -> bool:
        """Whether it is better, and taken."""
        sums = sums_of(self.rest, given)
        level, worth = lowest_of(self.problem, sums), int(sums.sum())
        if self.problem.fair:
            is_better = (level, worth) > (self.level, self.worth)
        else:
            wanted = self.problem.lowest or 0
            is_better = (min(level, wanted), worth) > (min(self.level, wanted), self.worth)
        if is_better:
            self.given, self.level, self.worth = given.copy(), level, worth
        return is_better


def sums_of(rest: Rest, given: Truth) -> Matrix:
    sums: Matrix = rest.had + np.where(given, rest.affinity, 0).sum(axis=1)
    return sums
