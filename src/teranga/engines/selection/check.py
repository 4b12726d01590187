"""Whether an answer is what it says, found out without the solver and by arithmetic of its own.

The bound is worked out again from the rows of the problem, one after the other: each is written as "so much
of some proposals is at most, or at least, an end", and counts with its price where the price has the sign
that goes with it. What a proposal is worth beyond its prices, and the ends at their prices, are together what
no programme exceeds (weak duality).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from teranga.engines.selection.problem import Answer, Problem, Rule
from teranga.engines.status import Status

STRANGE = "a proposal is there twice, or unknown"
MILLIONTHS = 10**6  # prices are told in these


def check(problem: Problem, answer: Answer) -> list[str]:
    """Every fault in words; an empty list when there is none."""
    if answer.status is Status.INFEASIBLE:
        return [] if answer.conflict else ["it says that nothing is possible, and not why"]
    if answer.status is Status.UNKNOWN:
        return []
    faults = broken(problem, answer.chosen)
    if faults == [STRANGE]:
        return faults
    worth = sum(problem.proposals[number].score for number in answer.chosen)
    if worth != answer.objective:
        faults.append(f"the objective is {worth}, not {answer.objective}")
    if answer.bound is None or answer.bound < worth:
        return [*faults, "the bound is below the objective"]
    proven = _proven(problem, dict(answer.prices))
    if proven > answer.bound and not answer.is_searched:
        faults.append(f"the prices prove {proven} only, not {answer.bound}")
    if answer.status is Status.OPTIMAL and answer.bound != worth:
        faults.append("it is not proven to be the best")
    return faults


def broken(problem: Problem, chosen: tuple[int, ...]) -> list[str]:
    """The rules that a programme breaks, counted from their definitions."""
    if len(set(chosen)) < len(chosen) or any(not 0 <= n < len(problem.proposals) for n in chosen):
        return [STRANGE]
    inside = [problem.proposals[number] for number in chosen]
    faults = []
    if problem.choose is not None and len(inside) != problem.choose:
        faults.append(f"choose: {len(inside)} are chosen")
    numbers = set(chosen)
    faults += [f"settled: {one.key}" for number, one in enumerate(problem.proposals)
               if one.settled is not None and one.settled != (number in numbers)]  # fmt: skip
    faults += [f"rule: {rule.key}" for rule in problem.rules if not _holds(problem, rule, chosen)]
    if problem.per_person is not None:
        each = Counter(person for one in inside for person in one.people)
        faults += [f"per_person: {person}" for person, n in each.items() if n > problem.per_person]
    for space in problem.spaces:
        minutes = [one.minutes for one in inside if one.space == space.key]
        if not _fit(minutes, space.rooms, space.minutes):
            faults.append(f"space: {space.key}")
    return faults


def _proven(problem: Problem, prices: dict[str, int]) -> int:
    worth = [Fraction(one.score) for one in problem.proposals]
    total = Fraction(0)
    for name, sign, end, parts in _rows(problem):
        price = Fraction(prices.get(name, 0), MILLIONTHS)
        if sign and price * sign < 0:
            continue
        total += price * end
        for number, part in parts.items():
            worth[number] -= price * part
    for space in problem.spaces:
        each = {one.minutes: max(0, prices.get(f"space-length:{one.minutes}:{space.key}", 0))
                for one in problem.proposals if one.space == space.key}  # fmt: skip
        total += space.rooms * Fraction(_in_one_room(space.minutes, sorted(each.items()), {}), MILLIONTHS)
    for one, left in zip(problem.proposals, worth, strict=True):
        total += left if one.settled else Fraction(0) if one.settled is False else max(Fraction(0), left)
    step = gcd(*(one.score for one in problem.proposals)) or 1
    return int(total // step) * step


def _in_one_room(free: int, each: list[tuple[int, int]], known: dict[int, int]) -> int:
    """What sessions that go together into one room are priced at most."""
    if free not in known:
        known[free] = 0
        for length, price in each:
            if price and length <= free:
                known[free] = max(known[free], price + _in_one_room(free - length, each, known))
    return known[free]


def _rows(problem: Problem) -> Iterator[tuple[str, int, Fraction, dict[int, Fraction]]]:
    """The name, 1 for "at most" and -1 for "at least", the end, and how much of it each proposal takes."""
    every = list(enumerate(problem.proposals))
    if problem.choose is not None:
        yield "choose", 0, Fraction(problem.choose), {number: Fraction(1) for number, _one in every}
    for rule in problem.rules:
        share = Fraction(0)
        end = Fraction(rule.count or 0)
        if rule.count is None and rule.share is not None and problem.choose is not None:
            end = Fraction(int(rule.share * problem.choose))
        elif rule.count is None and rule.share is not None:
            share = rule.share
        # Of an open number: members less their share of all, times its denominator, as the price is told.
        whole = share.denominator
        parts = {n: whole * (int(rule.group in one.groups) - share) for n, one in every}
        yield rule.key, -1 if rule.floor else 1, end, parts
    for person in {person for one in problem.proposals for person in one.people}:
        own = {number: Fraction(1) for number, one in every if person in one.people}
        if problem.per_person is not None:
            yield f"per_person:{person}", 1, Fraction(problem.per_person), own
    for space in problem.spaces:
        inside = {number: one.minutes for number, one in every if one.space == space.key}
        if len(set(inside.values())) == 1:
            fits = space.rooms * (space.minutes // min(inside.values()))
            yield f"space:{space.key}", 1, Fraction(fits), dict.fromkeys(inside, Fraction(1))
        for length in set(inside.values()):
            alike = {number: Fraction(1) for number, minutes in inside.items() if minutes == length}
            yield f"space-length:{length}:{space.key}", 1, Fraction(0), alike
        if len(set(inside.values())) > 1:  # a minute more in every room
            rooms = max(1, space.rooms)
            yield f"space:{space.key}", 1, Fraction(space.minutes), {
                number: Fraction(minutes, rooms) for number, minutes in inside.items()
            }  # fmt: skip


def _holds(problem: Problem, rule: Rule, chosen: tuple[int, ...]) -> bool:
    part = sum(rule.group in problem.proposals[number].groups for number in chosen)
    if rule.count is not None:
        end = rule.count
    elif problem.choose is not None and rule.share is not None:
        end = rule.share.numerator * problem.choose // rule.share.denominator
    else:
        share = rule.share or 0
        return part >= share * len(chosen) if rule.floor else part <= share * len(chosen)
    return part >= end if rule.floor else part <= end


def _fit(minutes: list[int], rooms: int, size: int) -> bool:
    """Whether the sessions go into so many equal rooms: room by room, each with the longest that is left and
    with all that still goes in, the fullest first (bin completion; Korf, A new algorithm for optimal bin
    packing, 2002)."""
    if any(length > size for length in minutes):
        return False
    lengths = tuple(sorted(set(minutes), reverse=True))
    counts = Counter(minutes)
    return _filled(lengths, tuple(counts[one] for one in lengths), rooms, size, set())


def _filled(
    lengths: tuple[int, ...], left: tuple[int, ...], rooms: int, size: int,
    seen: set[tuple[tuple[int, ...], int]],
) -> bool:  # fmt: skip
    if not any(left):
        return True
    needed = sum(length * count for length, count in zip(lengths, left, strict=True))
    if needed > rooms * size or (left, rooms) in seen:
        return False
    longest = next(place for place, count in enumerate(left) if count)
    first = tuple(count - (place == longest) for place, count in enumerate(left))
    every = _completed(lengths, first, size - lengths[longest], longest)
    for _free, after in sorted(every):
        if _filled(lengths, after, rooms - 1, size, seen):
            return True
    seen.add((left, rooms))
    return False


def _completed(
    lengths: tuple[int, ...], left: tuple[int, ...], free: int, place: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What stays free and what is left, for every way in which nothing more goes into the room."""
    if place == len(lengths):
        fits = any(count and length <= free for length, count in zip(lengths, left, strict=True))
        if not fits:
            yield free, left
        return
    for taken in range(min(left[place], free // lengths[place]), -1, -1):
        after = (*left[:place], left[place] - taken, *left[place + 1 :])
        yield from _completed(lengths, after, free - taken * lengths[place], place + 1)
