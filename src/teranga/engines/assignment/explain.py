"""Why each proposal has the reviewers it has, and what another one would cost everybody.

At the prices of the best sum each proposal has the reviewers who are best for it after their price: what a
review by them is worth elsewhere. A better reviewer who was not given is dear because their load is full, and
giving them nevertheless costs the sum at least the difference told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment.problem import Answer, Problem
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status

Floats = NDArray[np.float64]


class Why(StrEnum):
    BEST = "best"  # nobody fits better
    LOAD = "load"  # who fits better is needed more elsewhere
    FEW = "few"  # fewer may review it than it needs
    FULL = "full"  # all who may review it have their load


@dataclass(frozen=True, slots=True)
class Better:
    """A reviewer who fits better than one of the given: what they would cost everybody at least."""

    reviewer: int
    affinity: int
    costs: int


@dataclass(frozen=True, slots=True)
class Reason:
    proposal: int
    why: Why
    reviewers: tuple[tuple[int, int], ...]  # (reviewer, affinity), the best first
    worth: int
    own_best: int  # what its own best reviewers would be worth
    missing: int
    better: tuple[Better, ...] = ()  # at most three, the best first


def explain(problem: Problem, answer: Answer) -> tuple[Reason, ...]:
    """A reason for every proposal, in their order."""
    prices = np.array(answer.proof.prices, dtype=np.int64) if answer.proof else np.zeros(len(problem.most))
    one = answer.proof.one if answer.proof else 1
    return tuple(_reason(problem, answer, row, prices / one) for row in range(len(problem.proposals)))


def _reason(problem: Problem, answer: Answer, row: int, prices: Floats) -> Reason:
    own, paper = problem.affinity[row], list(answer.papers[row])
    demand = int(problem.demand[row])
    given = [(column, max(0, int(own[column]))) for column in paper]
    given.sort(key=lambda pair: (-pair[1], pair[0]))
    worth = sum(value for _column, value in given)
    allowed = np.flatnonzero(own >= 0)
    own_best = int(np.sort(own[allowed])[::-1][:demand].sum())
    missing = max(0, demand - len(paper))
    least = given[-1][1] if given else -1
    finished = {column for at, column in problem.kept if at == row}
    moved = [column for column in paper if column not in finished]
    weakest = min(moved, key=lambda column: own[column] - prices[column], default=None)
    better = []
    if weakest is not None:
        last = float(own[weakest] - prices[weakest])
        dearer = [int(column) for column in allowed if own[column] > least and column not in paper]
        for column in sorted(dearer, key=lambda column: (-int(own[column]), column))[:3]:
            costs = max(0, round(last - own[column] + prices[column]))
            better.append(Better(column, int(own[column]), costs))
    why = Why.LOAD if better else Why.BEST
    if missing:
        why = Why.FEW if len(allowed) < demand else Why.FULL
    return Reason(row, why, tuple(given), worth, own_best, missing, tuple(better))


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the trade: the level that was asked for, the level and the sum that came out, and what the
    sum could be at most."""

    asked: int
    lowest: int
    objective: int
    bound: int


def trade(problem: Problem, levels: tuple[int, ...], *, seconds: float = 5.0) -> Iterator[Point]:
    """What it costs the sum to lift the worst-served: solved at each level that can be had."""
    for level in levels:
        asked = replace(problem, fair=False, lowest=level, likeliest=None)
        found = solve(asked, seconds=seconds / len(levels))
        if found.status in (Status.OPTIMAL, Status.FEASIBLE):
            yield Point(level, found.lowest, int(found.objective), int(found.bound or found.objective))
