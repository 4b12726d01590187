"""Levels and sums by linear relaxation.

Only some pairs are looked at to begin with; those that the prices show to be missing are added until none is
(column generation; Gilmore and Gomory, 1961), so that the bound holds for all pairs.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from teranga.engines import highs
from teranga.engines.assignment.problem import Matrix, Proof, Rest, Truth
from teranga.engines.assignment.shape import Extra, Shape, plain

Floats = NDArray[np.float64]
AT_FIRST = 12  # pairs of each proposal
MOST_ADDED = 4  # of each proposal in one round
ROUNDS = 30
ONE = 10**5  # weights are rounded to whole numbers of this
CLOSE = 1e-7
LACKING = 1e-6  # a level is out of reach where more than this part of it is lacking
LEAST_SECONDS = 0.05


@dataclass(slots=True)
class Solved:
    """A relaxation: `missed` is what each pair would add at its prices, 0 or less outside the support;
    `weights` are what the extra rows are worth."""

    objective: float
    support: Truth
    missed: Floats
    weights: Floats
    prices: Floats


class Relaxation:
    def __init__(self, rest: Rest, until: float) -> None:
        self.rest, self.until = rest, until
        self.unit = float(max(1, int(rest.affinity.max(initial=1))))
        is_allowed = (rest.affinity >= 0) & (rest.demand > 0)[:, None]
        self.affinity = np.where(is_allowed, rest.affinity / self.unit, np.nan)
        self.rows = np.flatnonzero(rest.demand > 0)  # proposals that still want reviews
        self.allowed: Truth = is_allowed
        self.is_open = self._likeliest()

    def _likeliest(self) -> Truth:
        """The best pairs of each proposal; more are opened where these are too few."""
        open_ = np.zeros(self.affinity.shape, dtype=np.bool_)
        value = np.where(self.allowed, self.rest.affinity, -1)
        kept = min(value.shape[1], max(AT_FIRST, 3 * int(self.rest.demand.max(initial=0))))
        np.put_along_axis(open_, np.argpartition(value, -kept, axis=1)[:, -kept:], True, axis=1)
        return open_ & self.allowed

    def also(self, given: Truth) -> None:
        """Open the pairs of a known assignment."""
        self.is_open |= given

    def proof(self, level: int) -> Proof | None:
        """What no sum at this level exceeds, as prices and weights that can be worked out again."""
        found = self._generated(plain(self.rest, level, self.unit))
        if found is None:
            return None
        extra = np.zeros(len(self.rest.demand), dtype=np.int64)
        extra[self.rows] = np.rint(np.clip(found.weights, 0, 1000) * ONE).astype(np.int64)
        told = tuple(int(price) for price in np.rint(found.prices * self.unit * ONE))
        return Proof(told, 1 << 59, tuple(extra.tolist()), ONE)

    def reaches(self, shape: Shape) -> bool:
        """Whether the relaxation has an assignment of this shape; true where the time ran out."""
        found = self._generated(shape, is_lacking=True)
        return found is None or found.objective >= -LACKING

    def best(self, shape: Shape) -> Solved | None:
        """The highest sum of this shape; None where there is none, or where the time ran out."""
        return self._generated(shape)

    def _generated(self, shape: Shape, *, is_lacking: bool = False) -> Solved | None:
        """Solved with all the columns that it needs."""
        for _round in range(ROUNDS):
            if (left := self.until - time.perf_counter()) < LEAST_SECONDS:
                return None
            open_ = self.is_open & shape.may
            pairs = np.argwhere(open_)
            gain, rows, least, most = self.model(pairs, shape.extras)
            if is_lacking:
                rows = _with_lack(rows, len(gain))
                gain, least, most = np.append(0 * gain, -1.0), np.append(least, 0.0), np.append(most, 1.0)
            found = highs.relax(gain, rows, least, most, seconds=left)
            if found is None:
                if (open_ == self.allowed & shape.may).all():
                    return None
                self.is_open = self.allowed.copy()
                continue
            solved = self._priced(found, pairs, shape, is_sum=not is_lacking)
            if not self._add(np.where(open_ | ~shape.may, -np.inf, solved.missed)):
                return solved
        return None

    def _priced(self, found: highs.Relaxed, pairs: Matrix, shape: Shape, *, is_sum: bool) -> Solved:
        demand, load = len(self.rows), len(self.rest.most)
        base = np.full(len(self.rest.demand), np.inf)
        base[self.rows] = found.prices[:demand]
        prices, weights = found.prices[demand : demand + load], -found.prices[demand + load :]
        value = self.affinity if is_sum else np.zeros(self.affinity.shape)
        missed = value - base[:, None] - prices
        for extra, weight in zip(shape.extras, weights, strict=True):
            missed[extra.row] += weight * extra.each
        missed = np.where(self.allowed & shape.may, missed, -np.inf)
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

    def model(self, pairs: Matrix, extras: Sequence[Extra]) -> tuple[Floats, list[highs.Row], Floats, Floats]:
        """Columns are the pairs, each between 0 and 1."""
        count, rest = len(pairs), self.rest
        of_row, of_column = _grouped(pairs[:, 0], len(rest.demand)), _grouped(pairs[:, 1], len(rest.most))
        rows: list[highs.Row] = []
        for row in self.rows.tolist():
            rows.append((int(rest.demand[row]), int(rest.demand[row]), of_row[row], [1.0] * len(of_row[row])))
        for column, own in enumerate(of_column):
            rows.append((int(rest.least[column]), int(rest.most[column]), own, [1.0] * len(own)))
        for extra in extras:
            own = of_row[extra.row]
            rows.append((extra.least, np.inf, own, extra.each[pairs[own, 1]].tolist()))
        gain = self.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64)
        return gain, rows, np.zeros(count), np.ones(count)


def _with_lack(rows: list[highs.Row], column: int) -> list[highs.Row]:
    """Rows that a last column can satisfy alone: the part of what is asked that is lacking."""
    return [(low, high, [*own, column], [*each, float(low)]) if low > 0 else (low, high, own, each)
            for low, high, own, each in rows]  # fmt: skip


def _grouped(keys: Matrix, count: int) -> list[list[int]]:
    """The places of each key."""
    order = np.argsort(keys, kind="stable")
    ends = np.searchsorted(keys[order], np.arange(count + 1))
    return [order[ends[key] : ends[key + 1]].tolist() for key in range(count)]
