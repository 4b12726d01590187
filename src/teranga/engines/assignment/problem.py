"""What is asked: proposals that need reviews, reviewers who give them, and how well each pair fits.

Affinities are whole numbers, so that sums are exact: `unit` of them are one point. -1 marks a pair that may
not be (a conflict of interest, no common language). What is finished stays: it counts for the proposal and
against the reviewer's load, and is not given again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from teranga.engines.status import Status

Matrix = NDArray[np.int64]
Truth = NDArray[np.bool_]
MAY_NOT = -1
LARGEST = 10**10  # of an affinity; sums of a million of them stay within 64 bits
MOST_REVIEWS = 1000  # of one proposal
PARTS = 20  # a probability is rounded down to a whole number of these


class Unclear(ValueError):
    """The problem contradicts itself; the text names the place."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Rows are proposals, columns reviewers.

    `kept` are finished reviews as (row, column). `lowest` asks that no proposal has a smaller sum of
    affinities; `fair` asks for the largest such number first and the sum after it. `likeliest` is the largest
    probability with which a pair may be drawn: whoever bids for a friend's proposal cannot count on it.
    """

    affinity: Matrix
    demand: Matrix
    most: Matrix
    least: Matrix
    proposals: tuple[str, ...]
    reviewers: tuple[str, ...]
    unit: int = 10**9
    kept: tuple[tuple[int, int], ...] = ()
    fair: bool = False
    lowest: int | None = None
    likeliest: Fraction | None = None

    def __post_init__(self) -> None:
        rows, columns = self.affinity.shape
        fits = len(self.proposals) == rows and len(self.reviewers) == columns
        _require(fits, "the matrix has another size")
        _require(len(set(self.proposals)) == rows, "two proposals have the same key")
        _require(len(set(self.reviewers)) == columns, "two reviewers have the same key")
        _require(self.demand.shape == (rows,) and bool((self.demand >= 0).all()), "a demand is below 0")
        _require(int(self.demand.max(initial=0)) <= MOST_REVIEWS, f"a demand is above {MOST_REVIEWS:,}")
        fits = self.most.shape == self.least.shape == (columns,)
        _require(fits and bool((self.least >= 0).all()), "a load is below 0")
        _require(bool((self.affinity >= MAY_NOT).all()), "an affinity is below 0")
        _require(int(self.affinity.max(initial=0)) <= LARGEST, "an affinity is too large")
        for column in np.flatnonzero(self.least > self.most):
            _require(False, f"the least load of {self.reviewers[column]} is above the most")
        _require(len(set(self.kept)) == len(self.kept), "a finished review is told twice")
        _require(
            all(0 <= row < rows and 0 <= column < columns for row, column in self.kept),
            "a finished review names somebody unknown",
        )
        modes = sum((self.fair, self.lowest is not None, self.likeliest is not None))
        _require(modes <= 1, "only one of fair, lowest and likeliest can be asked for")
        if self.likeliest is not None:
            fits = Fraction(1, PARTS) <= self.likeliest <= 1
            _require(fits, f"a probability is not between 1/{PARTS} and 1")


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise Unclear(otherwise)


@dataclass(frozen=True, slots=True)
class Proof:
    """Why no assignment has a higher sum (see check.py).

    `prices` of a review by each reviewer and `missing`, the price of a review that nobody gives, are in the
    unit of affinities times `one`; `extra` is how much more than 1 (x `one`) the affinities of each proposal
    weigh where a lowest sum is asked for. `one` is 1 where nothing is weighed.
    """

    prices: tuple[int, ...]
    missing: int
    extra: tuple[int, ...] = ()
    one: int = 1


@dataclass(frozen=True, slots=True)
class LowestProof:
    """Why no assignment serves its worst-served proposal better: weights of the proposals and prices."""

    weights: tuple[int, ...]
    prices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chances:
    """How probable each pair is, in parts of `whole`, none above `limit`; and the expected sum x `whole`."""

    whole: int
    limit: int
    units: tuple[tuple[tuple[int, int], ...], ...]  # of each proposal: (reviewer, parts)
    expected: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`papers` are the reviewers of each proposal, finished reviews included.

    `objective` is the sum of affinities and `bound` what no assignment exceeds that misses as few reviews
    and serves nobody worse than `lowest` (where that was asked for); of a drawn assignment both are
    expected values. `is_searched` where the bound is lower than what the prices prove, by a search among
    all that could be better (see relax.py). `lowest` is the sum of the worst-served proposal;
    `lowest_bound` what no assignment exceeds.
    """

    status: Status
    papers: tuple[tuple[int, ...], ...] = ()
    objective: int | Fraction = 0
    bound: int | Fraction | None = None
    missing: int = 0
    lowest: int = 0
    lowest_bound: int | None = None
    proof: Proof | None = None
    lowest_proof: LowestProof | None = None
    chances: Chances | None = None
    is_searched: bool = False
    seed: str = ""
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the bound lies above the objective, as a part of the objective."""
        if self.bound is None or self.status not in (Status.OPTIMAL, Status.FEASIBLE):
            return None
        above = Fraction(self.bound) - Fraction(self.objective)
        return float(max(Fraction(0), above) / max(abs(Fraction(self.objective)), Fraction(1)))


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left to assign after the finished reviews."""

    affinity: Matrix  # finished pairs are marked as such that may not be
    demand: Matrix
    least: Matrix
    most: Matrix
    had: Matrix  # the sum of affinities that each proposal has from finished reviews
    kept: tuple[tuple[int, int], ...] = ()


def rest_of(problem: Problem) -> Rest:
    """A finished review beyond the demand or the load stays and asks nobody for more."""
    affinity, demand = problem.affinity.copy(), problem.demand.copy()
    least, most = problem.least.copy(), problem.most.copy()
    had = np.zeros(len(demand), dtype=np.int64)
    for row, column in problem.kept:
        had[row] += max(0, int(problem.affinity[row][column]))
        affinity[row, column] = MAY_NOT
        demand[row] -= 1
        least[column] -= 1
        most[column] -= 1
    return Rest(affinity, np.maximum(demand, 0), np.maximum(least, 0), np.maximum(most, 0), had, problem.kept)


def lowest_of(problem: Problem, sums: Matrix) -> int:
    """The sum of the worst-served of the proposals that want a review at all."""
    wanting = sums[problem.demand > 0]
    return int(wanting.min()) if wanting.size else 0
