"""Why the forecast is what it is: plain facts that a page can say in any language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .problem import Answer, Past, Problem


@dataclass(frozen=True, slots=True)
class Reason:
    """One group: its own past (None when it has none), what is expected of it, and how many come from
    that."""

    channel: str
    price: str
    guest: bool
    going: int
    rate: float
    seen_rate: float | None
    seen_people: int
    seen_events: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """`all_rate` is the show rate of all earlier places together, which a rare group leans on; `weakest`
    says what would narrow the range most: more past events ("past"), waiting ("time"), or nothing but luck
    ("luck")."""

    reasons: tuple[Reason, ...]
    all_rate: float | None
    still_to_come: float
    walk_ins: float
    kind_events: int
    past_events: int
    weakest: str


FEW_EVENTS = 5


def explain(problem: Problem, answer: Answer) -> Explanation:
    past, coming = problem.past, problem.coming
    reasons = tuple(_reason(past, coming.kind, rate.channel, rate.price, rate.guest, rate.going, rate.rate)
                    for rate in answer.rates)  # fmt: skip
    expected = sum(event.going for event in past)
    still = answer.going_at_start - coming.going
    return Explanation(
        reasons=reasons,
        all_rate=sum(event.arrived for event in past) / expected if expected else None,
        still_to_come=still,
        walk_ins=answer.walk_ins,
        kind_events=sum(event.kind == coming.kind for event in past),
        past_events=len(past),
        weakest=_weakest(problem, answer),
    )


def _reason(
    past: Iterable[Past], kind: str, channel: str, price: str, guest: bool, going: int, rate: float
) -> Reason:
    alike = [
        group
        for event in past
        if event.kind == kind
        for group in event.groups
        if (group.channel, group.price, group.guest) == (channel, price, guest) and group.going
    ]
    people = sum(group.going for group in alike)
    seen = sum(group.arrived for group in alike) / people if people else None
    return Reason(channel, price, guest, going, rate, seen, people, len(alike))


def _weakest(problem: Problem, answer: Answer) -> str:
    if len(problem.past) < FEW_EVENTS:
        return "past"
    if answer.fan[-1].high - answer.fan[-1].low > (answer.high - answer.low) / 2:
        return "time"
    return "luck"
