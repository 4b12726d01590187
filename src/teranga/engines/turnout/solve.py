"""Forecast how many come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import growth, rates
from .advice import advise
from .problem import Answer, Group, Problem, Rate

DRAWS = 4000
SCENARIOS = 400
NOBODY_YET = (Group("", "", guest=False, going=0),)


def solve(problem: Problem) -> Answer:
    """The distribution of arrivals from seeded draws, its expected number and narrowest range, and the
    advice."""
    random = np.random.default_rng(problem.seed)
    coming, past = problem.coming, problem.past
    groups = tuple(group for group in coming.groups if group.going) or coming.groups[:1] or NOBODY_YET
    going = growth.draw_going(coming, growth.learn(past, coming.kind, coming.days_left), DRAWS, random)
    show = rates.draw(rates.fit(past), coming.kind, coming.mode, groups, DRAWS, random)
    walking = growth.draw_walk_in_rates(past, coming.kind, DRAWS, random)
    places = _by_group(going.astype(int), groups, random)
    walk_ins = random.poisson(walking * going)
    arrived = random.binomial(places, show).sum(axis=1) + walk_ins
    chances = np.bincount(arrived) / DRAWS
    low, high = narrowest(chances, problem.mass)
    mix = _mix(groups)
    scenarios = tuple(zip((show @ mix)[:SCENARIOS].tolist(), walking[:SCENARIOS].tolist(), strict=True))
    return Answer(
        expected=float(arrived.mean()),
        low=low,
        high=high,
        chances=tuple(chances.tolist()),
        going_at_start=float(going.mean()),
        walk_ins=float(walk_ins.mean()),
        rates=tuple(Rate(group.channel, group.price, group.guest, group.going, float(rate))
                    for group, rate in zip(groups, show.mean(axis=0), strict=True)),
        fan=growth.fan(coming, past, problem.mass, DRAWS, problem.seed),
        scenarios=scenarios,
        advice=advise(problem, chances.tolist(), scenarios),
        past_events=len(past),
    )  # fmt: skip


def narrowest(chances: NDArray[np.float64], mass: float) -> tuple[int, int]:
    """The shortest run of numbers that holds the mass; among equals the likeliest."""
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    ends = np.searchsorted(sums, sums[:-1] + mass - 1e-9)
    starts = np.flatnonzero(ends < len(sums))
    lengths = ends[starts] - starts
    held = sums[ends[starts]] - sums[starts]
    best = starts[np.lexsort((-held, lengths))[0]]
    return int(best), int(ends[best] - 1)


def _mix(groups: tuple[Group, ...]) -> NDArray[np.float64]:
    """Those still to come are taken to be like those who already answered."""
    going = np.array([group.going for group in groups], dtype=float)
    return going / going.sum() if going.sum() else np.full(len(groups), 1 / len(groups))


def _by_group(
    going: NDArray[np.int_], groups: tuple[Group, ...], random: np.random.Generator
) -> NDArray[np.int_]:
    now = np.array([group.going for group in groups])
    change = going - now.sum()
    mix = _mix(groups)
    gained = random.multinomial(np.maximum(change, 0), mix)
    lost = random.multinomial(np.maximum(-change, 0), mix)
    places: NDArray[np.int_] = np.maximum(now + gained - lost, 0)
    return places
