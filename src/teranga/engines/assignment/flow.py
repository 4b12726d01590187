"""The most gain that reviews carry from reviewers to proposals, exactly, with the prices that prove it.

A transport problem: each proposal takes so many units, each reviewer gives between a least and a most, a pair
carries at most `per_pair`. Prices of the reviewers are guessed first (see guess.py). At any prices each
proposal takes what is best for it, which leaves some reviewers with too much and some with too little. Then,
one at a time, the cheapest chain of exchanges leads a unit from where there is too much to where there is too
little (successive shortest paths, Dijkstra with potentials; Ahuja, Magnanti and Orlin, Network Flows, 1993,
chapter 9). The graph has only as many nodes as there are reviewers, and a hub: a reviewer between least and
most can give to it or take from it for nothing. A good guess leaves few chains to find; a bad one costs time,
never the optimum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment.guess import guessed_prices

FAR = 1 << 60  # stands for "not allowed"; sums of two stay within 64 bits
Matrix = NDArray[np.int64]


class Unreachable(Exception):
    """The least of some reviewers cannot be reached: columns that are short."""

    def __init__(self, columns: list[int]) -> None:
        super().__init__(columns)
        self.columns = columns


@dataclass(slots=True)
class Transport:
    """`gain` has -FAR where a pair may not be. Every row must be able to find its units."""

    gain: Matrix
    demand: Matrix
    least: Matrix
    most: Matrix
    per_pair: int = 1


class Flow:
    """`units[row, column]` is carried; `moves[a, b]`: the cheapest exchange of one of a's for b's."""

    def __init__(self, asked: Transport, prices: Matrix | None = None) -> None:
        self.asked, self.gain = asked, asked.gain
        self.columns = asked.gain.shape[1]
        self.hub = self.columns
        if prices is None:
            prices = guessed_prices(asked.gain, asked.demand, asked.least, asked.most, asked.per_pair)
        self.level = np.append(-prices, 0)  # potentials: moves + level[a] - level[b] >= 0
        self.units = best_at(asked, prices)
        self.count = self.units.sum(axis=0, dtype=np.int64)
        self.given = np.where(
            prices > 0, asked.most,
            np.where(prices < 0, asked.least, np.clip(self.count, asked.least, asked.most)),
        )  # fmt: skip
        self.members = [np.flatnonzero(column).tolist() for column in np.ascontiguousarray(self.units.T)]
        self.moves = np.full((self.columns + 1, self.columns + 1), FAR, dtype=np.int64)
        for column in range(self.columns):
            self._refresh(column)
        self._refresh_hub(np.arange(self.columns))

    @property
    def prices(self) -> Matrix:
        """Of a unit of each column: above 0 only where it gives its most, below only where its least."""
        prices: Matrix = self.level[self.hub] - self.level[: self.columns]
        return prices

    def run(self) -> Flow:
        """Raises Unreachable when the least of the columns cannot be."""
        excess = np.append(self.count - self.given, 0)
        excess[self.hub] = -excess.sum()
        while (excess > 0).any():
            chain = self._cheapest_chain(excess)
            self._move_along(chain)
            excess[chain[0]] -= 1
            excess[chain[-1]] += 1
        return self

    def reprice(self, rows: NDArray[np.intp], gain: Matrix) -> None:
        """Give some rows another gain: each takes again what is best for it, and `run` mends the rest."""
        touched = np.flatnonzero(self.units[rows].any(axis=0))
        self.gain[rows] = gain
        part = replace(self.asked, gain=gain, demand=self.asked.demand[rows])
        self.units[rows] = best_at(part, self.prices)
        touched = np.union1d(touched, np.flatnonzero(self.units[rows].any(axis=0)))
        self.count = self.units.sum(axis=0, dtype=np.int64)
        for column in touched.tolist():
            self.members[column] = np.flatnonzero(self.units[:, column]).tolist()
            self._refresh(column)

    def _cheapest_chain(self, excess: Matrix) -> list[int]:
        """From any column with too much to the nearest with too little; the equally near at once."""
        level, moves = self.level, self.moves
        distance = np.full(self.columns + 1, FAR * 2, dtype=np.int64)
        before = np.full(self.columns + 1, -1, dtype=np.int64)
        distance[excess > 0] = 0
        open_ = distance.copy()
        short = excess < 0
        while True:
            reached = int(open_.min())
            if reached >= FAR // 2:
                raise Unreachable(np.flatnonzero(short).tolist())
            here = np.flatnonzero(open_ == reached)
            if (ends := here[short[here]]).size:
                break
            open_[here] = FAR * 4
            further = moves[here] + (level[here] + reached)[:, None]
            nearest = further.argmin(axis=0)
            offer = further[nearest, np.arange(self.columns + 1)] - level
            closer = np.flatnonzero(offer < distance)
            distance[closer] = open_[closer] = offer[closer]
            before[closer] = here[nearest[closer]]
        self.level = level + np.minimum(distance, reached)
        chain = [int(ends[0])]
        while (column := int(before[chain[-1]])) >= 0:
            chain.append(column)
        return chain[::-1]

    def _move_along(self, chain: list[int]) -> None:
        steps = [(self._mover(a, b), a, b) for a, b in pairwise(chain)
                 if self.hub not in (a, b)]  # fmt: skip
        stale = {column for column in chain if column != self.hub}
        for row, a, b in steps:
            stale.update(np.flatnonzero(self.units[row]).tolist())
            self.units[row, a] -= 1
            if not self.units[row, a]:
                self.members[a].remove(row)
            if not self.units[row, b]:
                self.members[b].append(row)
            self.units[row, b] += 1
        for a, b in pairwise(chain):
            if b == self.hub:
                self.given[a] += 1
            elif a == self.hub:
                self.given[b] -= 1
        for column in stale:
            self._refresh(column)
        self._refresh_hub(np.array([column for column in chain if column != self.hub], dtype=np.intp))

    def _mover(self, a: int, b: int) -> int:
        rows = np.array(self.members[a])
        has_room = self.units[rows, b] < self.asked.per_pair
        loss = np.where(has_room, self.gain[rows, a] - self.gain[rows, b], FAR)
        return int(rows[loss.argmin()])

    def _refresh(self, column: int) -> None:
        rows = self.members[column]
        if not rows:
            self.moves[column, : self.columns] = FAR
            return
        here = self.gain[rows]
        loss = here[:, column, None] - here
        loss[self.units[rows] >= self.asked.per_pair] = FAR
        self.moves[column, : self.columns] = np.minimum(loss.min(axis=0), FAR)
        self.moves[column, column] = FAR

    def _refresh_hub(self, columns: NDArray[np.intp]) -> None:
        self.moves[columns, self.hub] = np.where(self.given[columns] < self.asked.most[columns], 0, FAR)
        self.moves[self.hub, columns] = np.where(self.given[columns] > self.asked.least[columns], 0, FAR)


def best_at(asked: Transport, prices: Matrix) -> NDArray[np.int16]:
    """What each row takes when a unit of each column costs so much."""
    rows, columns = asked.gain.shape
    units = np.zeros((rows, columns), dtype=np.int16)
    widest = -(-int(asked.demand.max(initial=0)) // asked.per_pair)
    if not widest:
        return units
    value = asked.gain - prices
    if widest < columns:
        best = np.argpartition(value, -widest, axis=1)[:, -widest:]
    else:
        best = np.broadcast_to(np.arange(columns), (rows, columns))
    worth = np.take_along_axis(value, best, 1)
    order = np.argsort(-worth, axis=1, kind="stable")
    best = np.take_along_axis(best, order, 1)
    left = asked.demand[:, None] - asked.per_pair * np.arange(best.shape[1])
    np.put_along_axis(units, best, np.clip(left, 0, asked.per_pair).astype(np.int16), 1)
    return units
