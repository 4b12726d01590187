"""Whole assignments of a level, among the pairs that the relaxation leaves open.

Few pairs are fractional at the optimum of the relaxation. So whole answers are sought among the pairs of
small reduced cost, at growing numbers, at last among all; a pair outside can only be in a better one if its
reduced cost is within what is still open between the relaxation and what was found.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from teranga.engines import highs
from teranga.engines.assignment.best import Best
from teranga.engines.assignment.problem import Truth
from teranga.engines.assignment.relax import CLOSE, LEAST_SECONDS, Relaxation, Solved
from teranga.engines.assignment.shape import Extra, Shape

CORES = (6, 12, 30, 10**6)  # pairs of each proposal that are left open; at last all
ANY, NONE = 0.2, 1e-9  # gaps at which a search may end
TIMES = 20  # so often a set is forbidden that the solver took for high enough within its tolerance


@dataclass(slots=True)
class Said:
    """What a search has seen to its end: that nothing reaches the level, or what no sum exceeds, or that
    there is none above the best that was found."""

    is_impossible: bool = False
    is_best: bool = False
    most: float = np.inf


class Search:
    def __init__(self, relaxed: Relaxation, shape: Shape, level: int, best: Best, until: float) -> None:
        self.relaxed, self.shape, self.level, self.best, self.until = relaxed, shape, level, best, until
        self.forbidden: list[Extra] = []

    def run(self, *, is_hurried: bool, is_all: bool = True) -> Said:
        """Offer whole assignments at this level; in a hurry the first is enough. `is_all` looks at last among
        all pairs, which alone can tell that there is none."""
        if not self.relaxed.reaches(self.shape):
            return Said(is_impossible=True)
        if (solved := self.relaxed.best(self.shape)) is None:
            return Said()
        cost = np.abs(solved.missed)  # without end where a pair may not be
        order = np.argsort(cost, axis=None, kind="stable")
        allowed, said = int(np.isfinite(cost).sum()), Said(most=solved.objective)
        sizes = iter(CORES if is_all else CORES[:-1])
        core = self._core(solved, order, allowed, next(sizes))
        while self.until - time.perf_counter() > LEAST_SECONDS:
            found, is_all = self._found(core, is_hurried=is_hurried), int(core.sum()) == allowed
            if is_all and np.isfinite(found.bound):
                said.most = min(said.most, found.bound)
            if found.values is None:
                said.is_impossible = found.is_infeasible and is_all
                if said.is_impossible or not found.is_infeasible or (size := next(sizes, 0)) == 0:
                    return said
                core = self._core(solved, order, allowed, size)
                continue
            if is_hurried or not found.is_proven:
                return said
            outside = (cost <= solved.objective - found.objective + CLOSE) & ~core
            if not outside.any():
                said.is_best = True
                return said
            core |= outside
        return said

    def _core(self, solved: Solved, order: NDArray[np.intp], allowed: int, size: int) -> Truth:
        core = solved.support.copy()
        core.flat[order[: min(allowed, size * len(self.relaxed.rows))]] = True
        known = self.best.given & self.relaxed.allowed
        return core | known if self.best.level >= self.level else core

    def _found(self, core: Truth, *, is_hurried: bool) -> highs.Whole:
        """Solved among these pairs, until what is found has the level exactly."""
        pairs = np.argwhere(core)
        for _time in range(TIMES):
            gain, rows, least, most = self.relaxed.model(pairs, (*self.shape.extras, *self.forbidden))
            known = None
            if self.best.level >= self.level:
                known = self.best.given[pairs[:, 0], pairs[:, 1]].astype(np.float64)
            found = highs.whole(
                gain, rows, least, most, choices=len(gain), seconds=self.until - time.perf_counter(),
                start=known, gap=ANY if is_hurried else NONE,
            )  # fmt: skip
            if found.values is None:
                return found
            given: Truth = np.zeros(core.shape, dtype=np.bool_)
            given[tuple(pairs[found.values > 0.5].T)] = True
            self.best.offer(given)
            if not self._forbid_low(given):
                return found
        return found

    def _forbid_low(self, given: Truth) -> bool:
        """Forbid the reviewers of each proposal below the level to come together again."""
        rest = self.relaxed.rest
        sums = rest.had + np.where(given, rest.affinity, 0).sum(axis=1)
        low = np.flatnonzero((sums < self.level) & (rest.demand > 0)).tolist()
        for row in low:
            self.forbidden.append(Extra(row, -given[row].astype(np.float64), 1.0 - float(rest.demand[row])))
        return bool(low)
