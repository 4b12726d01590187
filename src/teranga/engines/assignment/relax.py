"""Levels and sums by linear relaxation, and whole assignments among the pairs that it leaves open.

Only some pairs are looked at to begin with; those that the prices show to be missing are added until none is
(column generation; Gilmore and Gomory, 1961), so that the bound holds for all pairs. Few pairs are fractional
at the optimum, no more than there are proposals at the level. So whole answers are sought among the pairs of
small reduced cost, at growing numbers, as in the allocation of aid.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from teranga.engines import highs
from teranga.engines.assignment.problem import LowestProof, Matrix, Proof, Rest, Truth

if TYPE_CHECKING:
    from teranga.engines.assignment.fair import Best

Floats = NDArray[np.float64]
AT_FIRST = 12  # pairs of each proposal
MOST_ADDED = 4  # of each proposal in one round
ROUNDS = 30
ONE = 10**5  # weights are rounded to whole numbers of this
CLOSE = 1e-7
CORES = (12, 30, 10**6)  # pairs of each proposal that are left open; at last all
ANY, NONE = 0.2, 1e-9  # gaps at which a search may end
LEAST_SECONDS = 0.05


@dataclass(slots=True)
class Solved:
    """A relaxation: `missed` is what each pair would add at its prices, 0 or less outside the support."""

    objective: float
    support: Truth
    missed: Floats
    weights: Floats
    prices: Floats


class Relaxation:
    def __init__(self, rest: Rest) -> None:
        self.rest = rest
        self.unit = float(max(1, int(rest.affinity.max(initial=1))))
        is_allowed = (rest.affinity >= 0) & (rest.demand > 0)[:, None]
        self.affinity = np.where(is_allowed, rest.affinity / self.unit, np.nan)
        self.had = rest.had / self.unit
        self.rows = np.flatnonzero(rest.demand > 0)  # proposals that still want reviews
        self.is_open = self._likeliest()
        self.is_complete = self.is_impossible = False

    def _likeliest(self) -> Truth:
        """The best pairs of each proposal; more are opened where these are too few."""
        open_ = np.zeros(self.affinity.shape, dtype=np.bool_)
        value = np.where(np.isnan(self.affinity), -1, self.affinity)
        kept = min(value.shape[1], max(AT_FIRST, 3 * int(self.rest.demand.max(initial=0))))
        np.put_along_axis(open_, np.argpartition(value, -kept, axis=1)[:, -kept:], True, axis=1)
        return open_ & ~np.isnan(self.affinity)

    def also(self, given: Truth) -> None:
        """Open the pairs of a known assignment."""
        self.is_open |= given

    def level(self) -> LowestProof | None:
        """The highest level of the relaxation, as weights and prices."""
        found = self._generated(None)
        if found is None:
            return None
        weights, prices = found.weights, found.prices
        scale = min(10**8, 10**17 // max(1, int(self.unit)))
        whole = np.rint(np.maximum(weights, 0) * scale).astype(np.int64)
        if not whole.sum():
            return None
        told = np.rint(prices * self.unit * scale)
        return LowestProof(tuple(whole.tolist()), tuple(int(price) for price in told))

    def at(self, level: int, best: Best, seconds: float, *, is_hurried: bool = False) -> list[Proof]:
        """Offer whole assignments at this level, and prove what their sum cannot exceed.

        In a hurry the first that is found is enough. Afterwards `is_complete` says whether the search has
        seen to the end that there is no higher sum, and `is_impossible` that nothing reaches the level.
        """
        began = time.perf_counter()
        self.is_complete = self.is_impossible = False
        self.also(best.given)
        found = self._generated(level / self.unit)
        if found is None:
            return []
        self._whole(level, best, found, began + seconds, is_hurried=is_hurried)
        extra = np.rint(np.clip(found.weights, 0, 1000) * ONE).astype(np.int64)
        missing = 1 << 59
        told = tuple(int(price) for price in np.rint(found.prices * self.unit * ONE))
        return [Proof(told, missing, tuple(extra.tolist()), ONE)]

    def _generated(self, level: float | None) -> Solved | None:
        """Solved with all the columns that it needs; None where even the relaxation has no answer."""
        for _round in range(ROUNDS):
            pairs = np.argwhere(self.is_open)
            found = highs.relax(*self._model(pairs, level))
            if found is None:
                if not self._open_more():
                    return None
                continue
            solved = self._priced(found, pairs, level)
            if not self._add(np.where(self.is_open, -np.inf, solved.missed)):
                return solved
        return None

    def _priced(self, found: highs.Relaxed, pairs: Matrix, level: float | None) -> Solved:
        demand, load = len(self.rows), len(self.rest.most)
        weights, base = np.zeros(len(self.rest.demand)), np.full(len(self.rest.demand), np.inf)
        base[self.rows] = found.prices[:demand]
        prices = found.prices[demand : demand + load]
        weights[self.rows] = -found.prices[demand + load :]
        own = weights + (level is not None)
        missed = own[:, None] * np.where(np.isnan(self.affinity), 0, self.affinity) - base[:, None] - prices
        missed = np.where(np.isnan(self.affinity), -np.inf, missed)
        support = np.zeros(missed.shape, dtype=np.bool_)
        support[tuple(pairs[found.values[: len(pairs)] > CLOSE].T)] = True
        return Solved(found.objective, support, missed, weights, prices)

    def _add(self, missed: Floats) -> bool:
        """Open the pairs that would add the most, some of each proposal; whether there were any."""
        kept = min(MOST_ADDED, missed.shape[1])
        best = np.argpartition(missed, -kept, axis=1)[:, -kept:]
        wanted = np.take_along_axis(missed, best, 1) > CLOSE
        rows = np.broadcast_to(np.arange(len(missed))[:, None], best.shape)
        self.is_open[rows[wanted], best[wanted]] = True
        return bool(wanted.any())

    def _open_more(self) -> bool:
        """Twice as many pairs where even the relaxation has no answer; False when all were open."""
        allowed = ~np.isnan(self.affinity)
        if (self.is_open == allowed).all():
            return False
        self.is_open = allowed
        return True

    def _model(self, pairs: Matrix, level: float | None) -> tuple[Floats, list[highs.Row], Floats, Floats]:
        """Columns are the open pairs and, where none is given, the level."""
        count, rest = len(pairs), self.rest
        value = self.affinity[pairs[:, 0], pairs[:, 1]]
        of_row, of_column = _grouped(pairs[:, 0], len(rest.demand)), _grouped(pairs[:, 1], len(rest.most))
        rows: list[highs.Row] = []
        for row in self.rows.tolist():
            rows.append((int(rest.demand[row]), int(rest.demand[row]), of_row[row], [1.0] * len(of_row[row])))
        for column, own in enumerate(of_column):
            rows.append((int(rest.least[column]), int(rest.most[column]), own, [1.0] * len(own)))
        for row in self.rows.tolist():
            own, worth = of_row[row], value[of_row[row]].tolist()
            if level is None:
                rows.append((-float(self.had[row]), np.inf, [*own, count], [*worth, -1.0]))
            else:
                rows.append((level - float(self.had[row]), np.inf, own, worth))
        if level is None:
            gain = np.append(np.zeros(count), 1.0)
            most = np.append(np.ones(count), float(rest.demand.max()) + self.had.max() + 1)
            least = np.append(
                np.zeros(count), -1.0
            )  # below 0, so that the weights tell of the level at 0 too
            return gain, rows, least, most
        return value.astype(np.float64), rows, np.zeros(count), np.ones(count)

    def _whole(self, level: int, best: Best, relaxed: Solved, until: float, *, is_hurried: bool) -> None:
        cost = np.abs(relaxed.missed)  # without end where a pair may not be
        order = np.argsort(cost, axis=None, kind="stable")
        allowed = int(np.isfinite(cost).sum())
        sizes = iter(CORES[:2] if is_hurried else CORES)
        core = self._core(relaxed, order[: min(allowed, next(sizes) * len(self.rows))], best, level)
        while (left := until - time.perf_counter()) > LEAST_SECONDS:
            found = self._searched(core, best, level, left, ANY if is_hurried else NONE)
            if found.values is None:
                self.is_impossible = found.is_infeasible and int(core.sum()) == allowed
                if self.is_impossible or (size := next(sizes, 0)) == 0:
                    return
                core = self._core(relaxed, order[: min(allowed, size * len(self.rows))], best, level)
                continue
            if is_hurried or not found.is_proven:
                return
            # A pair outside could only be in a better one if its reduced cost is within what is still open.
            outside = (cost <= relaxed.objective - found.objective + CLOSE) & ~core
            if not outside.any():
                self.is_complete = True
                return
            core |= outside

    def _core(self, relaxed: Solved, nearest: NDArray[np.intp], best: Best, level: int) -> Truth:
        core = relaxed.support.copy()
        core.flat[nearest] = True
        return core | best.given if best.level >= level else core

    def _searched(self, core: Truth, best: Best, level: int, seconds: float, gap: float) -> highs.Whole:
        pairs = np.argwhere(core)
        gain, rows, least, most = self._model(pairs, level / self.unit)
        known = best.given[pairs[:, 0], pairs[:, 1]].astype(np.float64) if best.level >= level else None
        found = highs.whole(gain, rows, least, most, choices=len(gain), seconds=seconds, start=known, gap=gap)
        if found.values is not None:
            given: Truth = np.zeros(self.affinity.shape, dtype=np.bool_)
            given[tuple(pairs[found.values > 0.5].T)] = True
            best.offer(given)
        return found


def _grouped(keys: Matrix, count: int) -> list[list[int]]:
    """The places of each key."""
    order = np.argsort(keys, kind="stable")
    ends = np.searchsorted(keys[order], np.arange(count + 1))
    return [order[ends[key] : ends[key + 1]].tolist() for key in range(count)]
