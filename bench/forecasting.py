"""The forecast against the plain one, on invented meetups whose laws are written in `meetups.py`."""

from __future__ import annotations

import random as stdlib
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, quantiles

from bench.meetups import FORECASTS, HISTORY, community, events
from teranga.engines.turnout.growth import at
from teranga.engines.turnout.problem import Coming, Past, Problem
from teranga.engines.turnout.solve import solve


@dataclass(frozen=True, slots=True)
class Outcome:
    days_left: float
    kind: str
    low: float
    high: float
    expected: float
    plain_low: float
    plain_high: float
    plain_expected: float
    came: int


def outcomes(count: int, seed: int) -> Iterator[Outcome]:
    """Each community starts with its history; every further event is forecast from those before it."""
    random = stdlib.Random(seed)
    made = 0
    while made < count:
        home = community(random)
        past: list[Past] = []
        for event in events(home, HISTORY + min(FORECASTS, count - made), random):
            if len(past) >= HISTORY:
                answer = solve(Problem(event.coming, tuple(past), seed=made + 1))
                low, middle, high = plain(event.coming, past)
                yield Outcome(event.coming.days_left, event.coming.kind, answer.low, answer.high,
                              answer.expected, low, high, middle, event.came)  # fmt: skip
                made += 1
            past.append(event.past)


def plain(coming: Coming, past: list[Past]) -> tuple[float, float, float]:
    """What an organiser does by hand: those who came for each RSVP held the same number of days before,
    over all past events; its pooled rate, and the 10 % and 90 % quantiles of the single rates, times the
    RSVPs of now."""
    then = [(at(event.curve, coming.days_left), event.arrived + event.walk_ins) for event in past]
    then = [(going, came) for going, came in then if going]
    tenths = quantiles([came / going for going, came in then], n=10, method="inclusive")
    pooled = sum(came for _, came in then) / sum(going for going, _ in then)
    return coming.going * tenths[0], coming.going * pooled, coming.going * tenths[-1]


@dataclass(frozen=True, slots=True)
class Summary:
    events: int
    covered: float
    width: float
    off: float
    plain_covered: float
    plain_width: float
    plain_off: float


def summary(found: list[Outcome]) -> Summary:
    return Summary(
        events=len(found),
        covered=mean(one.low <= one.came <= one.high for one in found),
        width=mean(one.high - one.low for one in found),
        off=mean(abs(one.expected - one.came) for one in found),
        plain_covered=mean(one.plain_low <= one.came <= one.plain_high for one in found),
        plain_width=mean(one.plain_high - one.plain_low for one in found),
        plain_off=mean(abs(one.plain_expected - one.came) for one in found),
    )
