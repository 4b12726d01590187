"""The best matching, exactly, in whole numbers.

Three aims in strict order: most mentees matched; then the highest sum of scores; then the highest sum of
squared scores, which is what stability asks for here (see check.py). They become one weight of a pair,
A + B x score + score^2, with B larger than any sum of squares and A larger than any sum of the rest, so that
one maximum-weight matching with capacities settles all three.

Method: everybody first gets the mentor they fit best, which overfills some mentors. Then, one at a time, the
cheapest chain of moves leads somebody from an overfull mentor to one with a free place, or to "nobody"
(successive shortest paths in the graph of mentors, Dijkstra with potentials; Ahuja, Magnanti and Orlin,
Network Flows, 1993, chapter 9). The graph has only as many nodes as there are mentors. At the end the price
of a place at each mentor is what taking one away would cost: the proof that nothing better exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from teranga.engines.matching.problem import BEST, Matrix, Problem, Tables, tables

FAR = 1 << 60  # stands for "not allowed"; sums of two stay within 64 bits


@dataclass(frozen=True, slots=True)
class Weights:
    """How three aims in strict order become one number, and how it is read again."""

    match: int
    score: int

    def of(self, score: int) -> int:
        return self.match + self.score * score + score * score

    def parts(self, value: int) -> tuple[int, int]:
        """(matches, points of score) that a difference of weights stands for, as its two larger digits."""
        matches = (2 * value + self.match) // (2 * self.match)
        rest = value - matches * self.match
        return matches, (2 * rest + self.score) // (2 * self.score)


@dataclass(frozen=True, slots=True)
class Solution:
    """Pairs by key in the order of the mentees, and the prices that prove them best."""

    pairs: tuple[tuple[str, str], ...]
    matched: int
    score: int
    weight: int  # all three aims in one number, pinned pairs left out
    bound: int  # no matching weighs more than this: the sum of mentees' gains and of the places' prices
    prices: dict[str, int]  # of a place at each mentor
    weights: Weights

    @property
    def gap(self) -> int:
        return self.bound - self.weight

    @property
    def mentor_of(self) -> dict[str, str]:
        return dict(self.pairs)


def weights_for(count: int) -> Weights:
    """Large enough for matchings of up to so many pairs."""
    score = 2 * max(count, 1) * BEST * BEST + 1
    return Weights(3 * max(count, 1) * (score * BEST + BEST * BEST) + 1, score)


def solve(problem: Problem, made: Tables | None = None) -> Solution:
    """The best matching. Pinned pairs are kept as they are and use up their places first."""
    told = made or tables(problem)
    columns = {one.key: index for index, one in enumerate(problem.mentors)}
    free = [row for row, one in enumerate(problem.mentees) if one.key not in problem.pins]
    places = told.places.copy()
    for mentor in problem.pins.values():
        places[columns[mentor]] -= 1
    weights = weights_for(len(free))
    gain = _gains(told, weights)[free]
    choice, prices = _assign(gain, places)
    chosen = dict(problem.pins)
    for row, column in zip(free, choice, strict=True):
        if column >= 0:
            chosen[problem.mentees[row].key] = problem.mentors[column].key
    pairs = tuple((one.key, chosen[one.key]) for one in problem.mentees if one.key in chosen)
    rows = {one.key: index for index, one in enumerate(problem.mentees)}
    score = sum(int(told.score[rows[mentee], columns[mentor]]) for mentee, mentor in pairs)
    weight = sum(int(gain[index, column]) for index, column in enumerate(choice) if column >= 0)
    best = np.maximum((gain - prices).max(axis=1, initial=0), 0)
    bound = int(best.sum()) + int((prices * places).sum())
    told_prices = {one.key: int(price) for one, price in zip(problem.mentors, prices, strict=True)}
    return Solution(pairs, len(pairs), score, weight, bound, told_prices, weights)


def _gains(told: Tables, weights: Weights) -> Matrix:
    """The weight of each pair; far below nothing where the pair may not be."""
    value = weights.match + weights.score * told.score + told.score * told.score
    return np.where(told.admissible & (told.places > 0), value, -FAR)


def _assign(gain: Matrix, places: Matrix) -> tuple[list[int], Matrix]:
    """For each mentee the column of the mentor, -1 for nobody; and the price of a place at each mentor."""
    count, mentors = gain.shape
    if not count or not mentors:
        return [-1] * count, np.zeros(mentors, dtype=np.int64)
    search = _Search(np.hstack([-gain, np.zeros((count, 1), dtype=np.int64)]), [*map(int, places), count + 1])
    search.run()
    choice = [column if column < mentors else -1 for column in search.choice]
    return choice, search.prices()[:mentors]


class _Search:
    """Columns are mentors and, last, nobody. `moves[a, b]`: the cheapest move of one of a's mentees to b."""

    def __init__(self, cost: Matrix, places: Sequence[int]) -> None:
        self.cost, self.places, self.columns = cost, list(places), cost.shape[1]
        self.choice: list[int] = cost.argmin(axis=1).tolist()
        self.members: list[list[int]] = [[] for _ in range(self.columns)]
        for row, column in enumerate(self.choice):
            self.members[column].append(row)
        self.moves = np.full((self.columns, self.columns), FAR, dtype=np.int64)
        self.numbers = np.arange(self.columns)
        self.zeros = np.zeros(self.columns, dtype=np.int64)
        self.has_room = np.zeros(self.columns, dtype=np.bool_)
        self.level = np.zeros(self.columns, dtype=np.int64)  # potentials: moves + level[a] - level[b] >= 0
        for column in range(self.columns):
            self._refresh(column)

    def run(self) -> None:
        overfull = [a for a in range(self.columns) if len(self.members[a]) > self.places[a]]
        while overfull:
            chain = self._cheapest_chain(overfull)
            self._move_along(chain)
            if len(self.members[chain[0]]) <= self.places[chain[0]]:
                overfull.remove(chain[0])

    def prices(self) -> Matrix:
        """What taking one place away would cost: the cheapest chain from there to a free place."""
        price = np.full(self.columns, FAR, dtype=np.int64)
        price[[a for a in range(self.columns) if len(self.members[a]) < self.places[a]]] = 0
        while True:
            shorter = np.minimum(price, (self.moves + price[None, :]).min(axis=1))
            if (shorter == price).all():
                # No member and no place: nobody gets in at any price, and nothing is paid for no places.
                return np.where(price >= FAR // 2, max(0, -int(self.cost.min())), price)
            price = shorter

    def _cheapest_chain(self, overfull: list[int]) -> list[int]:
        """From any overfull column to the nearest one with room; columns equally near are visited at once."""
        level, moves = self.level, self.moves
        distance = np.full(self.columns, FAR * 2, dtype=np.int64)
        before = np.full(self.columns, -1, dtype=np.int64)
        distance[overfull] = 0
        open_ = distance.copy()
        while True:
            reached = open_.min()
            here = np.flatnonzero(open_ == reached)
            if (ends := here[self.has_room[here]]).size:
                break
            open_[here] = FAR * 4
            further = moves[here]
            further += (level[here] + reached)[:, None]
            nearest = further.argmin(axis=0) if here.size > 1 else self.zeros
            offer = further[nearest, self.numbers] - level
            closer = np.flatnonzero(offer < distance)
            distance[closer] = open_[closer] = offer[closer]
            before[closer] = here[nearest[closer]]
        self.level = level + np.minimum(distance, reached)
        chain = [int(ends[0])]
        while (column := int(before[chain[-1]])) >= 0:
            chain.append(column)
        return chain[::-1]

    def _move_along(self, chain: list[int]) -> None:
        steps = []
        for a, b in pairwise(chain):
            rows = self.members[a]
            steps.append((rows[int((self.cost[rows, b] - self.cost[rows, a]).argmin())], a, b))
        for row, a, b in steps:
            self.members[a].remove(row)
            self.members[b].append(row)
            self.choice[row] = b
        for column in chain:
            self._refresh(column)

    def _refresh(self, column: int) -> None:
        rows = self.members[column]
        self.has_room[column] = len(rows) < self.places[column]
        if self.has_room[column] or not rows:
            self.moves[column] = FAR  # with a free place it is where a chain ends
            return
        here = self.cost[rows]
        self.moves[column] = np.minimum((here - here[:, column, None]).min(axis=0), FAR)
        self.moves[column, column] = FAR
