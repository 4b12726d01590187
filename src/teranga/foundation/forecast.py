"""Where a number that is noted every month is heading: a middle and a range, from what it did so far.

The model: each month adds an increment. Its expected size is the mean of the last twelve increments, drawn
anew for every path (with replacement, because a mean of few months is uncertain itself), and fades by DAMPING
a month, because growth that goes on for ever is the usual mistake. Around it, each month takes one of the
past deviations at random, with its sign and size. The paths are drawn from a seed that depends on the series
alone: the same history always gives the same forecast.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LEAST_MONTHS = 7  # values, that is six increments: fewer say nothing of how much they vary
MOST_INCREMENTS = 12
FARTHEST = 36  # months ahead
DAMPING = 0.96
PATHS = 600
LOW, MIDDLE, HIGH = 0.10, 0.50, 0.90


@dataclass(frozen=True, slots=True)
class Step:
    """One month ahead: in eight of ten drawn futures the value lies from low to high."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    steps: tuple[Step, ...]
    reaches: float | None  # share of drawn futures that are at the target in the last month

    @property
    def last(self) -> Step:
        return self.steps[-1]


class TooLittleHistory(Exception):
    """`months` values are known; LEAST_MONTHS are needed."""

    def __init__(self, months: int) -> None:
        super().__init__(f"{months} of {LEAST_MONTHS} months")
        self.months = months


def forecast(
    values: Sequence[float], months: int, target: float | None = None, start: float | None = None
) -> Forecast:
    """The next `months` months of a series of monthly values that never falls below zero.

    `start` is the value of today, when the running month has moved it on from the last monthly one.
    Raises TooLittleHistory, and ValueError for no month or too many.
    """
    if not 1 <= months <= FARTHEST:
        raise ValueError(f"From 1 to {FARTHEST} months ahead, not {months}.")
    if len(values) < LEAST_MONTHS:
        raise TooLittleHistory(len(values))
    told = tuple(map(float, values))
    return _forecast(told, told[-1] if start is None else float(start), months, target)


@lru_cache(maxsize=512)
def _forecast(values: tuple[float, ...], start: float, months: int, target: float | None) -> Forecast:
    increments = [after - before for before, after in pairwise(values)][-MOST_INCREMENTS:]
    dice = random.Random(f"{values}:{start}:{months}")  # noqa: S311 -- repeatable, not secret
    paths = [_path(dice, start, increments, months) for _ in range(PATHS)]
    steps = tuple(_step(sorted(column)) for column in zip(*paths, strict=True))
    reached = None if target is None else sum(path[-1] >= target for path in paths) / PATHS
    return Forecast(steps, reached)


def _path(dice: random.Random, start: float, increments: list[float], months: int) -> list[float]:
    count = len(increments)
    mean = sum(increments) / count
    # Fewer observations vary more than they show: the usual n / (n - 1), as a factor on the deviations.
    spread = (count / (count - 1)) ** 0.5
    trend = sum(dice.choice(increments) for _ in range(count)) / count
    value, path = start, []
    for month in range(1, months + 1):
        value = max(0.0, value + trend * DAMPING**month + spread * (dice.choice(increments) - mean))
        path.append(value)
    return path


def _step(column: list[float]) -> Step:
    low, middle, high = (column[min(PATHS - 1, int(share * PATHS))] for share in (LOW, MIDDLE, HIGH))
    return Step(low, middle, high)
