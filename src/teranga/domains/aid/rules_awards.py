"""What somebody may be awarded: never above need or a ceiling, less only where less is fine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from teranga.domains.aid.models import AidApplication, AidRound, Part

PARTIAL = (80, 60, 40)  # per cent of the whole, down to the least with which somebody can come
MOST_DROPPED = 4  # parts that are tried one by one without


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of a request: money, or so many whole things of a part that has a supply."""

    kind: str
    minor: int
    things: int = 0


@dataclass(frozen=True, slots=True)
class Possible:
    """One award that somebody could get. `share` is what it covers of the largest one."""

    key: str
    amounts: tuple[tuple[str, int], ...]
    things: tuple[tuple[str, int], ...]
    share: float

    @property
    def total(self) -> int:
        return sum(minor for _kind, minor in self.amounts)


def asked_of(rows: Sequence[tuple[Part, int, int]]) -> list[Asked]:
    """From (part, minor units, count), in the order of the parts. One bed each, for how many nights."""
    told = []
    for part, minor, count in sorted(rows, key=lambda row: (row[0].position, row[0].pk)):
        if part.supply is None:
            told.append(Asked(part.kind, minor if part.most is None else min(minor, part.most)))
        else:
            told.append(Asked(part.kind, 0, 1 if part.kind == Part.Kind.BED else max(1, count)))
    return [one for one in told if one.minor or one.things]


def needs(asked: Sequence[Asked], own_share: int) -> dict[str, int]:
    """What each part costs after the person's own share, which lies evenly on all of them, to the unit."""
    money = {one.kind: one.minor for one in asked if one.minor}
    whole = sum(money.values())
    own = min(max(own_share, 0), whole)
    taken = {kind: own * minor // whole for kind, minor in money.items()}
    rest = own - sum(taken.values())
    for kind in money:
        if rest and taken[kind] < money[kind]:
            taken[kind] += 1
            rest -= 1
    return {kind: money[kind] - taken[kind] for kind in money}


def possible_awards(
    application: AidApplication, asked: Sequence[Asked], ceiling: int | None
) -> tuple[Possible, ...]:
    """The largest one within the ceiling first, then smaller ones where less is fine."""
    need = needs(asked, application.own_share)
    things = tuple((one.kind, one.things) for one in asked if one.things)
    whole = sum(need.values())
    most = whole if ceiling is None else min(whole, ceiling)
    least = application.least or 0
    if (not most and not things) or most < min(least, whole):
        return ()
    found = [Possible("full", _scaled(need, most), things, 1.0)]
    if not application.less_is_fine or not most:
        return tuple(found)
    floor = min(max(least, 1), most) if application.least else -(-most // 2)
    sizes = sorted({max(floor, most * per_cent // 100) for per_cent in PARTIAL} | {floor}, reverse=True)
    for size in sizes:
        if size < most:
            found.append(Possible(f"part-{size}", _scaled(need, size), things, size / most))
    for kind in list(need)[:MOST_DROPPED]:
        rest = {other: minor for other, minor in need.items() if other != kind}
        size = sum(rest.values())
        if floor <= size <= most and size < most:
            amounts = tuple((other, minor) for other, minor in rest.items() if minor)
            found.append(Possible(f"without-{kind}", amounts, things, size / most))
    return tuple(found)


def _scaled(need: Mapping[str, int], size: int) -> tuple[tuple[str, int], ...]:
    """`size` spread over the parts in proportion, none above its need."""
    whole = sum(need.values())
    if not whole:
        return ()
    given = {kind: minor * size // whole for kind, minor in need.items()}
    rest = size - sum(given.values())
    for kind, minor in need.items():
        more = min(rest, minor - given[kind])
        given[kind] += more
        rest -= more
    return tuple((kind, minor) for kind, minor in given.items() if minor)


def worth(points: float | None, share: float) -> float:
    """The utility that a round states: the points in per cent; half of them for coming at all, half for how
    much of the need is covered."""
    return round(100 * (points or 0.0) * (1 + share) / 2, 4)


def last_day_of(round: AidRound) -> date | None:
    """Of the event that people go to; None while nobody wrote it down."""
    return round.event.end if round.event else round.end or round.start


def is_over(round: AidRound, at: datetime) -> bool:
    last = last_day_of(round)
    return last is not None and at.date() > last
