"""How good past forecasts were: as often inside the range as promised?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

NORMAL_80 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Told:
    """What was said before an event, and what came."""

    expected: float
    low: int
    high: int
    arrived: int

    @property
    def inside(self) -> bool:
        return self.low <= self.arrived <= self.high


@dataclass(frozen=True, slots=True)
class Calibration:
    """`share` inside their range, with the range of that share itself (Wilson, 80 %); `off` is the mean
    distance between expected and arrived, `leaning` its signed mean: above 0 means that more was expected
    than came."""

    events: int
    inside: int
    share: float
    least: float
    most: float
    off: float
    leaning: float
    width: float

    def as_promised(self, mass: float) -> bool:
        return self.least <= mass <= self.most


def calibrate(told: Sequence[Told]) -> Calibration | None:
    """None before the first event is over."""
    if not told:
        return None
    count, inside = len(told), sum(one.inside for one in told)
    share = inside / count
    spread = NORMAL_80**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = NORMAL_80 * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    gaps = [one.expected - one.arrived for one in told]
    return Calibration(
        events=count,
        inside=inside,
        share=share,
        least=middle - half,
        most=middle + half,
        off=sum(map(abs, gaps)) / count,
        leaning=sum(gaps) / count,
        width=sum(one.high - one.low for one in told) / count,
    )
