"""The best whole programme under changing ends, from one relaxation that is kept warm.

The relaxation of such a problem is nearly always whole already, or a branch or two away (its rows count
people and sessions). So it is branched on by hand, depth first (Land and Doig, An automatic method of
solving discrete programming problems, 1960): each step changes one end and the simplex goes on from where
it was. Sums of whole scores let a branch be cut when it cannot reach the next multiple of their common
divisor.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from teranga.engines import highs
from teranga.engines.selection.model import Model

CLOSE = 1e-6
MOST_NODES = 400  # then the solver's own search takes over


@dataclass(frozen=True, slots=True)
class Found:
    """`values` None when nothing is better than the floor that was given; `bound` None when nothing is."""

    values: highs.Vector | None
    worth: int
    bound: int | None
    is_proven: bool


class Search:
    def __init__(self, model: Model) -> None:
        self.model, self.gain = model, model.gain()
        self.least, self.most = model.ends()
        self.rows = list(model.rows)
        self.warm = highs.Warm(self.gain, self.rows, self.least, self.most)

    def fix(self, column: int, least: float, most: float) -> None:
        self.least[column], self.most[column] = least, most
        self.warm.set_column(column, least, most)

    def set_row(self, row: int, least: float, most: float) -> None:
        self.rows[row] = (least, most, *self.rows[row][2:])
        self.warm.set_row(row, least, most)

    def best(self, seconds: float, *, above: int | None = None) -> Found:
        """The best programme, or the best worth more than `above`."""
        if not len(self.gain):
            fits = all(low <= 0 <= high for low, high, _columns, _values in self.rows)
            return Found(np.zeros(0) if fits else None, 0, 0 if fits else None, is_proven=True)
        until, nodes = time.perf_counter() + seconds, 0
        values: highs.Vector | None = None
        worth, root = above, None
        changed: list[tuple[int, float, float]] = []  # the ends as they are, along the branch
        waiting: list[tuple[int, int, float, float]] = [(0, -1, 0.0, 0.0)]  # (depth, column, least, most)
        while waiting:
            depth, column, least, most = waiting.pop()
            self._back(changed, depth)
            if column >= 0:
                changed.append((column, self.least[column], self.most[column]))
                self.fix(column, least, most)
            nodes += 1
            if nodes > MOST_NODES or time.perf_counter() > until:
                self._back(changed, 0)
                return self._by_solver(values, worth, root, until - time.perf_counter())
            found = self.warm.solve()
            if found is None:
                continue
            bound = self.on_step(found[0])
            root = bound if root is None else root
            if worth is not None and bound <= worth:
                continue
            split = self._fractional(found[1])
            if split < 0:
                values = np.round(found[1])
                worth = self.worth_of(values)
                continue
            value, depth = float(found[1][split]), len(changed)
            down = (depth, split, float(self.least[split]), float(np.floor(value)))
            up = (depth, split, float(np.ceil(value)), float(self.most[split]))
            waiting += [down, up] if value - np.floor(value) >= 0.5 else [up, down]
        self._back(changed, 0)
        return Found(values, worth or 0, worth if values is not None else None, is_proven=True)

    def worth_of(self, values: highs.Vector) -> int:
        pairs = zip(self.model.problem.proposals, values, strict=False)
        return sum(one.score for one, value in pairs if value > 0.5)

    def on_step(self, objective: float) -> int:
        step = self.model.step
        return int(np.floor(objective / step + CLOSE)) * step

    def _fractional(self, values: highs.Vector) -> int:
        away = np.abs(values - np.round(values))
        column = int(away.argmax())
        return column if away[column] > CLOSE else -1

    def _back(self, changed: list[tuple[int, float, float]], depth: int) -> None:
        while len(changed) > depth:
            self.fix(*changed.pop())

    def _by_solver(
        self, values: highs.Vector | None, worth: int | None, root: int | None, left: float
    ) -> Found:
        found = highs.whole(
            self.gain, self.rows, self.least, self.most, choices=len(self.gain), seconds=max(left, 0.5),
            start=values,
        )  # fmt: skip
        if found.values is not None:
            other = np.round(found.values)
            if worth is None or self.worth_of(other) > worth:
                values, worth = other, self.worth_of(other)
        bound = root
        if found.is_infeasible:
            bound = worth if values is not None else None
        elif np.isfinite(found.bound):
            bound = self.on_step(found.bound)
        if bound is not None and values is not None:
            bound = max(bound, worth or 0)
        is_proven = found.is_infeasible or (bound is not None and worth is not None and bound <= worth)
        return Found(values, worth or 0, bound, is_proven)
