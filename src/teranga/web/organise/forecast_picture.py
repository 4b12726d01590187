"""The forecast drawn from plain values: places taken over time, what is open, the room, earlier events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teranga.domains.places.solving import Answer, Coming, Past, Point

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 92, 16, 34
MOST_EARLIER = 5
SHORTEST, LONGEST = 7.0, 60.0  # days shown before the event
STEPS = (1, 2, 5)
LARGER = 1.5  # times this event: as much as earlier ones may stretch the picture


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything as coordinates; the template only writes it down."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    earlier: tuple[str, ...]
    line: str
    fan: str
    middle: str
    capacity: float | None  # its height, when a room is known
    now: float
    bar: tuple[float, float, float, float]  # x, top, bottom, and the height of the expected number
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    days: float
    most: float

    def x(self, left: float) -> float:
        share = 1 - min(max(left, 0.0), self.days) / self.days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, count: float) -> float:
        return round(HEIGHT - BOTTOM - count / self.most * (HEIGHT - TOP - BOTTOM), 1)

    def path(self, points: Iterable[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(left)},{self.y(count)}" for left, count in points)


def draw(coming: Coming, curve: Sequence[Point], earlier: Sequence[Past], answer: Answer) -> Picture:
    first = max((point.days_left for point in curve), default=SHORTEST)
    behind = [event for event in earlier if event.curve][-MOST_EARLIER:]
    scale = Scale(min(max(first, SHORTEST), LONGEST), _most(coming, behind, answer))
    seen = [(point.days_left, point.going) for point in curve if point.days_left <= scale.days]
    fan = answer.fan if coming.days_left > 0 else ()
    bar = scale.x(0) + 22
    return Picture(
        width=WIDTH, height=HEIGHT, left=LEFT, right=scale.x(0), bottom=HEIGHT - BOTTOM,
        earlier=tuple(scale.path((point.days_left, point.going) for point in event.curve
                                 if point.days_left <= scale.days) for event in behind),
        line=scale.path(seen),
        fan=scale.path([(one.days_left, one.high) for one in fan]
                       + [(one.days_left, one.low) for one in reversed(fan)]),
        middle=scale.path((one.days_left, one.middle) for one in fan),
        capacity=None if coming.capacity is None else scale.y(coming.capacity),
        now=scale.x(coming.days_left),
        bar=(bar, scale.y(answer.high), scale.y(answer.low), scale.y(answer.expected)),
        levels=_levels(scale),
        days=_days(scale),
    )  # fmt: skip


def _most(coming: Coming, behind: Sequence[Past], answer: Answer) -> float:
    """This event fills the picture; what was much larger before it goes out at the top."""
    highest = max((point.going for event in behind for point in event.curve), default=0)
    own = max(coming.capacity or 0, coming.going, answer.high, *(one.high for one in answer.fan), 5)
    return 1.08 * max(own, min(highest, LARGER * own))


def _levels(scale: Scale) -> tuple[Tick, ...]:
    """Three or four round numbers up the side."""
    step = next(size * ten for ten in (1, 10, 100, 1000, 10_000) for size in STEPS
                if scale.most / (size * ten) <= 4 or ten == 10_000)  # fmt: skip
    return tuple(Tick(LEFT - 6, scale.y(count), str(count)) for count in range(0, int(scale.most) + 1, step))


def _days(scale: Scale) -> tuple[Tick, ...]:
    step = 7 if scale.days <= 35 else 14
    marks = range(step, int(scale.days) + 1, step)
    return tuple(Tick(scale.x(left), HEIGHT - BOTTOM + 20, str(left)) for left in marks)


@dataclass(frozen=True, slots=True)
class Range:
    """One past forecast beside what came, on a scale from nobody to the most of all."""

    low: float
    width: float
    expected: float
    came: float


RANGE_WIDTH = 200


def ranges(told: Sequence[tuple[float, int, int, int]]) -> list[Range]:
    """(expected, low, high, arrived) of each event, in hundredths of the picture's width."""
    most = max((max(high, came) for _, _, high, came in told), default=1) or 1

    def at(count: float) -> float:
        return round(4 + count / most * (RANGE_WIDTH - 8), 1)

    return [Range(at(low), round(max(at(high) - at(low), 2), 1), at(expected), at(came))
            for expected, low, high, came in told]  # fmt: skip
