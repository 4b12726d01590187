"""A goal as a picture: the line so far, the fan of where it leads, the goal dashed. No words, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from teranga.foundation.forecast import Forecast

WIDTH, HEIGHT, EDGE = 600, 200, 6


@dataclass(frozen=True, slots=True)
class Chart:
    """Points of an SVG of WIDTH x HEIGHT; the words stand around it as text."""

    line: str
    fan: str
    middle: str
    goal: float | None  # height of the dashed line
    dot: tuple[float, float]  # where we are
    first: date
    last: date


def chart_of(
    months: Sequence[tuple[date, int]], ahead: Forecast | None, target: int | None, deadline: date | None
) -> Chart | None:
    """None for fewer than two months: a dot is no picture."""
    if len(months) < 2:
        return None
    values = [float(value) for _day, value in months]
    steps = ahead.steps if ahead else ()
    tops = [*values, *(step.high for step in steps), *([float(target)] if target else [])]
    top = max(tops) or 1.0
    count = len(values) + len(steps)

    def x(place: int) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * place / (count - 1), 1)

    def y(value: float) -> float:
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top, 1)

    def points(pairs: Sequence[tuple[int, float]]) -> str:
        return " ".join(f"{x(place)},{y(value)}" for place, value in pairs)

    now = len(values) - 1
    later = range(now + 1, count)
    highs = [(now, values[-1]), *zip(later, (step.high for step in steps), strict=True)]
    lows = [(now, values[-1]), *zip(later, (step.low for step in steps), strict=True)]
    middles = [(now, values[-1]), *zip(later, (step.middle for step in steps), strict=True)]
    return Chart(
        line=points(list(enumerate(values))),
        fan=points([*highs, *reversed(lows)]) if steps else "",
        middle=points(middles) if steps else "",
        goal=y(float(target)) if target else None,
        dot=(x(now), y(values[-1])),
        first=months[0][0],
        last=deadline if steps and deadline else months[-1][0],
    )
