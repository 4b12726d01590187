"""What a forecast means: the room, chairs, meals, and how far one may overbook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from .problem import Advice, Problem

MOST_PLACES_A_SEAT = 5


def advise(problem: Problem, chances: Sequence[float], scenarios: Sequence[tuple[float, float]]) -> Advice:
    costs, coming = problem.costs, problem.coming
    quota = risk = more = None
    if coming.capacity is not None:
        quota = largest_quota(scenarios, coming.capacity, problem.risk)
        risk = chance_of_overflow(scenarios, quota, coming.capacity)
        more = max(0, quota - coming.going)
    return Advice(
        room=smallest(chances, 1 - problem.risk),
        chairs=smallest(chances, costs.chair_missing / (costs.chair_missing + costs.chair_spare)),
        meals=smallest(chances, costs.meal_missing / (costs.meal_missing + costs.meal_spare)),
        quota=quota,
        quota_risk=risk,
        more=more,
    )


def smallest(chances: Sequence[float], share: float) -> int:
    """The smallest number that suffices in that share of outcomes: where one more costs as much as it
    saves."""
    return next((n for n, sum_ in enumerate(accumulate(chances)) if sum_ >= share - 1e-9), len(chances) - 1)


def largest_quota(scenarios: Sequence[tuple[float, float]], capacity: int, risk: float) -> int:
    """Halving: the chance of a full room only grows with the quota."""
    low, high = 0, MOST_PLACES_A_SEAT * capacity + 1
    while low + 1 < high:
        middle = (low + high) // 2
        if chance_of_overflow(scenarios, middle, capacity) <= risk:
            low = middle
        else:
            high = middle
    return low


def chance_of_overflow(scenarios: Sequence[tuple[float, float]], quota: int, capacity: int) -> float:
    """That more come than the room holds, were all of the quota taken: binomial in each scenario, walk-ins
    as expected."""
    rate = np.clip(np.array([rate for rate, _ in scenarios]), 1e-9, 1 - 1e-9)
    seats = capacity - np.rint(np.array([walk for _, walk in scenarios]) * quota).astype(int)
    came = np.arange(quota + 1)
    ways = _log_factorials(quota)
    log_chance = (ways[quota] - ways[came] - ways[quota - came]
                  + np.log(rate)[:, None] * came + np.log1p(-rate)[:, None] * (quota - came))  # fmt: skip
    over: NDArray[np.float64] = (np.exp(log_chance) * (came > seats[:, None])).sum(axis=1)
    return float(np.minimum(over, 1.0).mean())


def _log_factorials(most: int) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
