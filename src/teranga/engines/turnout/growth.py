"""What is still to come: RSVPs until the day, and people who come without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import Coming, Fan, Past, Point

Vector = NDArray[np.float64]

PSEUDO = 3.0  # how many events the guesses below are worth
PSEUDO_KIND = 4.0  # how many events of its own kind weigh as much as all the others
FAN_POINTS = 12
GUESSED_WALK_INS = 0.03  # a place
GUESSED_SHAPE = 1.0


@dataclass(frozen=True, slots=True)
class Growth:
    """The logarithm of (places at the start) / (places now): mean, variance between events, events behind
    it."""

    mean: float
    variance: float
    events: float


def guessed_mean(days: float) -> float:
    return 0.25 * float(np.log1p(days))


def guessed_variance(days: float) -> float:
    return (0.15 * float(np.log1p(days))) ** 2


def at(curve: Sequence[Point], days_left: float) -> int:
    """How many places were taken at that time: the last point not after it, or nobody yet."""
    before = [point for point in curve if point.days_left >= days_left]
    return min(before, key=lambda point: point.days_left).going if before else 0


def learn(past: Sequence[Past], kind: str, days: float) -> Growth:
    """Growth over the last `days` days, its kind leaning on all kinds, all kinds on the guess."""
    if days <= 0:
        return Growth(0.0, 0.0, 0.0)
    free = [event for event in past if event.curve and not event.full]
    seen = [(event.kind, at(event.curve, days), event.going) for event in free]
    seen = [(of, then, final) for of, then, final in seen if then > 0]
    ratios = np.array([np.log((final + 1) / (then + 1)) for _, then, final in seen])
    noise = np.array([abs(1 / (then + 1) - 1 / (final + 1)) for _, then, final in seen])
    own = np.array([of == kind for of, *_ in seen], dtype=bool)
    everywhere = (ratios.sum() + PSEUDO * guessed_mean(days)) / (len(ratios) + PSEUDO)
    mean = (ratios[own].sum() + PSEUDO_KIND * everywhere) / (own.sum() + PSEUDO_KIND)
    centre = np.where(own, mean, everywhere)
    between = np.maximum((ratios - centre) ** 2 - noise, 0.0).sum()
    variance = (between + PSEUDO * guessed_variance(days)) / (len(ratios) + PSEUDO)
    return Growth(float(mean), float(variance), float(len(ratios)))


def draw_going(coming: Coming, growth: Growth, draws: int, random: np.random.Generator) -> Vector:
    """Places taken at the start, in each imagined outcome. Who waits takes what is given back."""
    now = coming.going
    if coming.days_left <= 0 or (growth.mean == 0 and growth.variance == 0):
        return np.full(draws, now, dtype=float)
    freedom = growth.events + PSEUDO
    small = (1 / (now + 1)) * abs(1 - np.exp(-growth.mean))
    spread = np.sqrt(growth.variance * (1 + 1 / freedom) * freedom / random.chisquare(freedom, draws) + small)
    factor = np.exp(np.clip(growth.mean + spread * random.standard_normal(draws), -4, 4))
    final: Vector = np.maximum(np.rint((now + 1) * factor - 1), 0)
    return final if coming.quota is None else np.minimum(final + coming.waiting, max(coming.quota, now))


def fan(coming: Coming, past: Sequence[Past], mass: float, draws: int, seed: int) -> tuple[Fan, ...]:
    """The range of places taken from now to the start, widening as it must."""
    now = coming.going
    points = [Fan(coming.days_left, float(now), float(now), float(now))]
    if coming.days_left <= 0:
        return tuple(points)
    whole = learn(past, coming.kind, coming.days_left)
    tail = (1 - mass) / 2
    for step in range(1, FAN_POINTS + 1):
        left = coming.days_left * (1 - step / FAN_POINTS)
        rest = learn(past, coming.kind, left)
        share = Growth(whole.mean - rest.mean, max(whole.variance - rest.variance, 0.0), whole.events)
        going = draw_going(coming, share, draws, np.random.default_rng(seed))
        low, middle, high = (float(value) for value in np.quantile(going, [tail, 0.5, 1 - tail]))
        points.append(Fan(left, low, middle, high))
    return tuple(points)


def draw_walk_in_rates(past: Sequence[Past], kind: str, draws: int, random: np.random.Generator) -> Vector:
    """Walk-ins per place, in each imagined outcome."""
    counted = [event for event in past if event.going]
    all_places = sum(event.going for event in counted)
    typical = all_places / len(counted) if counted else 20.0
    walked = sum(event.walk_ins for event in counted)
    everywhere = (walked + PSEUDO * typical * GUESSED_WALK_INS) / (all_places + PSEUDO * typical)
    own = [event for event in counted if event.kind == kind]
    lean = PSEUDO_KIND * typical
    rate = (sum(event.walk_ins for event in own) + lean * everywhere) / (
        sum(event.going for event in own) + lean
    )
    return random.gamma(shape := _shape(counted, everywhere), rate / shape, draws)


def _shape(counted: Sequence[Past], rate: float) -> float:
    """How alike events are in this: moments of the gamma law behind the counts, leaning on the guess."""
    over = sum(
        max((event.walk_ins - rate * event.going) ** 2 - rate * event.going, 0.0) / (rate * event.going) ** 2
        for event in counted
    )
    return (len(counted) + PSEUDO) / (over + PSEUDO / GUESSED_SHAPE)
