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
from fractions import Fraction

import numpy as np

from teranga.engines import highs
from teranga.engines.selection.model import INF, Model

CLOSE = 1e-6
NOTHING = 10**18  # below every sum
NUMBERS = 8  # of sessions that are looked at one by one for what is reached at most
MOST_NODES = 400  # then the solver's own search takes over


@dataclass(frozen=True, slots=True)
class Found:
    """`values` None when nothing is better than the floor that was given; `bound` None when nothing is."""

    values: highs.Vector | None
    worth: int
    bound: int | None
    is_proven: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """So many sessions, what the relaxation reaches with them, and which way it goes on from there."""

    count: int
    step: int
    reach: int


class Search:
    def __init__(self, model: Model) -> None:
        self.model, self.gain = model, model.gain()
        self.least, self.most = model.ends()
        self.rows, self.count_row = list(model.rows), -1
        self.is_any = False
        if model.shares:
            self.count_row = len(self.rows)
            self.rows.append((-INF, INF, list(range(model.choices)), [1.0] * model.choices))
        self.warm = highs.Warm(self.gain, self.rows, self.least, self.most)

    def fix(self, column: int, least: float, most: float) -> None:
        self.least[column], self.most[column] = least, most
        self.warm.set_column(column, least, most)

    def set_row(self, row: int, least: float, most: float) -> None:
        self.rows[row] = (least, most, *self.rows[row][2:])
        self.warm.set_row(row, least, most)

    def best(self, seconds: float, *, above: int | None = None, is_any: bool = False) -> Found:
        """The best programme, or the best worth more than `above`; or the first that is found."""
        if not len(self.gain):
            fits = all(low <= 0 <= high for low, high, _columns, _values in self.rows)
            return Found(np.zeros(0) if fits else None, 0, 0 if fits else None, is_proven=True)
        until = time.perf_counter() + seconds
        self.is_any = is_any
        return self._branched(until, above) if self.count_row < 0 else self._counted(until, above)

    def _counted(self, until: float, above: int | None) -> Found:
        """The best over all numbers of sessions. What the relaxation reaches with so many is a concave
        function of their number: from its top outward it only falls, so that numbers beyond what is found are
        left out. With the number fixed, every share is a whole number again."""
        values, worth, bound = None, above, None
        is_proven, top = True, self._top()
        sides = (
            [] if top is None else [side for side in (self._side(top, -1), self._side(top + 1, 1)) if side]
        )
        while sides:
            sides.sort(key=lambda side: side.reach)
            side = sides[-1]
            if worth is not None and side.reach <= worth:
                break
            if time.perf_counter() > until:
                bound, is_proven = _higher(bound, side.reach), False
                break
            found = self._with_count(side.count, until, worth)
            if found.values is not None:
                values, worth = found.values, found.worth
                if self.is_any:
                    return found
            if not found.is_proven:
                bound, is_proven = _higher(bound, found.bound), False
            sides[-1:] = [further] if (further := self._side(side.count + side.step, side.step)) else []
        if is_proven:
            bound = worth if values is not None else None
        elif values is not None:
            bound = _higher(bound, worth)
        return Found(values, worth or 0, bound, is_proven)

    def reach(self, numbers: int = NUMBERS) -> tuple[highs.Vector, highs.Vector]:
        """Of each proposal: what a programme with it, and what one without it, is worth at most. Below all
        where there is none at all."""
        count = self.model.choices
        if self.count_row < 0 or not count:
            return self._reach()
        top = self._top()
        sides = (
            [] if top is None else [side for side in (self._side(top, -1), self._side(top + 1, 1)) if side]
        )
        having, lacking = np.full(count, -np.inf), np.full(count, -np.inf)
        for _number in range(numbers):
            if not sides:
                return having, lacking
            sides.sort(key=lambda side: side.reach)
            side, kept = sides[-1], self._hold(sides[-1].count)
            told = self._reach()
            self._let(kept)
            having, lacking = np.maximum(having, told[0]), np.maximum(lacking, told[1])
            sides[-1:] = [further] if (further := self._side(side.count + side.step, side.step)) else []
        beyond = max((side.reach for side in sides), default=-np.inf) + self.model.step * CLOSE
        return np.maximum(having, beyond), np.maximum(lacking, beyond)

    def _reach(self) -> tuple[highs.Vector, highs.Vector]:
        """By the reduced costs of the relaxation."""
        count = self.model.choices
        found = self.warm.solve() if self.model.columns else None
        if found is None:
            return np.full(count, -np.inf), np.full(count, -np.inf)
        costs, values = self.warm.worth()[0][:count], found[1][:count]
        return found[0] + costs * (1 - values), found[0] - costs * values

    def _top(self) -> int | None:
        """The number of sessions at which the relaxation is highest, rounded down."""
        found = self.warm.solve()
        return None if found is None else int(found[1][: self.model.choices].sum() + CLOSE)

    def _side(self, count: int, step: int) -> _Side | None:
        """What the relaxation reaches with so many; None where there is nothing, and nothing beyond."""
        if not 0 <= count <= self.model.choices:
            return None
        self.warm.set_row(self.count_row, count, count)
        found = self.warm.solve()
        self.warm.set_row(self.count_row, -INF, INF)
        return None if found is None else _Side(count, step, self.on_step(found[0]))

    def _with_count(self, count: int, until: float, above: int | None) -> Found:
        kept = self._hold(count)
        found = self._branched(until, above)
        self._let(kept)
        return found

    def _hold(self, count: int) -> dict[int, highs.Row]:
        """So many sessions, and every share a whole number of them; the rows as they were."""
        kept = {row: self.rows[row] for row in (*self.model.shares, self.count_row)}
        self.set_row(self.count_row, count, count)
        for row, share in self.model.shares.items():
            self.set_row(row, *_rounded(self.rows[row], share, count))
        return kept

    def _let(self, kept: dict[int, highs.Row]) -> None:
        for row, (low, high, _columns, _values) in kept.items():
            self.set_row(row, low, high)

    def _branched(self, until: float, above: int | None) -> Found:
        nodes = 0
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
                if self.is_any:
                    self._back(changed, 0)
                    return Found(values, worth, root, is_proven=False)
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
        if objective == -np.inf:
            return -NOTHING
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
            self.gain, self.rows, self.least, self.most, choices=len(self.gain), seconds=left,
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


def _higher(bound: int | None, other: int | None) -> int | None:
    return other if bound is None else bound if other is None else max(bound, other)


def _rounded(row: highs.Row, share: Fraction, count: int) -> tuple[float, float]:
    """The ends of a row of a share where so many are chosen: the group has a whole number of members."""
    low, high, parts = row[0], row[1], share.numerator * count
    whole = share.denominator
    if np.isfinite(low):
        low = float(-(-(int(low) + parts) // whole) * whole - parts)
    if np.isfinite(high):
        high = float((int(high) + parts) // whole * whole - parts)
    return low, high
