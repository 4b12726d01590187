"""What is asked: who said they come, what happened before, how much room there is, what mistakes cost."""

from __future__ import annotations

from dataclasses import dataclass

MOST_DAYS = 3650.0


class Unclear(ValueError):
    """The problem contradicts itself; the text names the place."""


@dataclass(frozen=True, slots=True)
class Group:
    """People alike in what moves them to come: where they heard of it, what they paid, whether they are
    somebody's guest."""

    channel: str
    price: str
    guest: bool
    going: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A group of an event that is over: how many were expected, how many of them came."""

    channel: str
    price: str
    guest: bool
    going: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Point:
    """How many places were taken so many days before the start."""

    days_left: float
    going: int


@dataclass(frozen=True, slots=True)
class Past:
    """An event that is over. `full` says that its quota stopped it from growing."""

    kind: str
    mode: str
    groups: tuple[Counted, ...]
    walk_ins: int = 0
    curve: tuple[Point, ...] = ()
    full: bool = False

    @property
    def going(self) -> int:
        return sum(group.going for group in self.groups)

    @property
    def arrived(self) -> int:
        """Those with a place; walk-ins are counted apart."""
        return sum(group.arrived for group in self.groups)


@dataclass(frozen=True, slots=True)
class Coming:
    """The event ahead. `quota` is how many places may be given, `capacity` how many people the room holds,
    `waiting` how many would take a place that is given back."""

    kind: str
    mode: str
    groups: tuple[Group, ...]
    days_left: float
    quota: int | None = None
    capacity: int | None = None
    waiting: int = 0

    @property
    def going(self) -> int:
        return sum(group.going for group in self.groups)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a mistake costs, in any one unit: a chair or a meal that lacks against one too many."""

    chair_missing: float = 9.0
    chair_spare: float = 1.0
    meal_missing: float = 4.0
    meal_spare: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """`mass` is the share of outcomes the range should hold; `risk` the chance of a full room one accepts."""

    coming: Coming
    past: tuple[Past, ...] = ()
    costs: Costs = Costs()
    mass: float = 0.8
    risk: float = 0.05
    seed: int = 1

    def __post_init__(self) -> None:
        for group in self.coming.groups:
            require(group.going >= 0, "a group of the coming event is smaller than nobody")
        require(0 <= self.coming.days_left <= MOST_DAYS, "the days left are not between 0 and 3650")
        require(self.coming.waiting >= 0, "fewer than 0 people wait")
        require(self.coming.quota is None or self.coming.quota >= 0, "the quota is below 0")
        require(self.coming.capacity is None or self.coming.capacity >= 0, "the capacity is below 0")
        require(0 < self.mass < 1, "the mass of the range is not between 0 and 1")
        require(0 < self.risk < 1, "the risk is not between 0 and 1")
        costs = self.costs
        require(min(costs.chair_missing, costs.chair_spare, costs.meal_missing, costs.meal_spare) > 0,
                "a cost is not above 0")  # fmt: skip
        for event in self.past:
            require(event.walk_ins >= 0, "an earlier event has fewer than 0 walk-ins")
            for counted in event.groups:
                require(0 <= counted.arrived <= counted.going, "more arrived from a group than were expected")


def require(true: bool, otherwise: str) -> None:
    if not true:
        raise Unclear(otherwise)


@dataclass(frozen=True, slots=True)
class Rate:
    """The show rate of one group of the coming event, with the range of the whole it is drawn from."""

    channel: str
    price: str
    guest: bool
    going: int
    rate: float


@dataclass(frozen=True, slots=True)
class Fan:
    """Places taken at a time still ahead: middle and range."""

    days_left: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What the forecast means. `quota` is the largest that keeps the chance of a full room within the risk,
    were all of it taken; `more` is how many may still be let in; both None when no capacity is stated."""

    room: int
    chairs: int
    meals: int
    quota: int | None = None
    quota_risk: float | None = None
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`chances[n]` is the chance that n people come, walk-ins included. `scenarios` are (show rate,
    walk-ins per place) of equal weight, from which the quota follows."""

    expected: float
    low: int
    high: int
    chances: tuple[float, ...]
    going_at_start: float
    walk_ins: float
    rates: tuple[Rate, ...]
    fan: tuple[Fan, ...]
    scenarios: tuple[tuple[float, float], ...]
    advice: Advice
    past_events: int
