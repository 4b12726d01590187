"""What no programme can exceed, from prices of the rules, in whole numbers (linear programming duality)."""

from __future__ import annotations

from collections import Counter
from math import gcd

from teranga.engines.selection.problem import CHOOSE, LENGTH, PER_PERSON, Problem

ONE = 10**6  # parts of a price


def bound_of(problem: Problem, prices: tuple[tuple[str, int], ...]) -> int:
    """A proposal is worth taking when its score is above what it costs at these prices; a rule earns its
    price at its end. Prices of the wrong sign would make a rule earn what it forbids, and count as 0."""
    told = dict(prices)
    total, costs = 0, Counter[int]()
    if price := told.get(CHOOSE, 0):
        total += price * (problem.choose or 0)
        for column in range(len(problem.proposals)):
            costs[column] += price
    for rule in problem.rules:
        price = told.get(rule.key, 0)
        price = min(price, 0) if rule.floor else max(price, 0)
        end = rule.end(problem.choose)
        part, whole = (0, 1) if end is not None or rule.share is None else (
            rule.share.numerator, rule.share.denominator
        )  # fmt: skip
        total += price * (end or 0)
        for column, one in enumerate(problem.proposals):
            costs[column] += price * ((whole if rule.group in one.groups else 0) - part)
    total += _spaces(problem, told, costs) + _people(problem, told, costs)
    for column, one in enumerate(problem.proposals):
        left = one.score * ONE - costs[column]
        total += left if one.settled else 0 if one.settled is False else max(0, left)
    step = gcd(*(one.score for one in problem.proposals)) or 1
    return total // (ONE * step) * step


def _people(problem: Problem, told: dict[str, int], costs: Counter[int]) -> int:
    if problem.per_person is None:
        return 0
    total, seen = 0, set()
    for column, one in enumerate(problem.proposals):
        for person in one.people:
            price = max(0, told.get(f"{PER_PERSON}:{person}", 0))
            costs[column] += price
            if person not in seen:
                seen.add(person)
                total += price * problem.per_person
    return total


def _spaces(problem: Problem, told: dict[str, int], costs: Counter[int]) -> int:
    total = 0
    for space in problem.spaces:
        price = max(0, told.get(f"space:{space.key}", 0))
        inside = [
            (column, one.minutes) for column, one in enumerate(problem.proposals) if one.space == space.key
        ]
        lengths = {minutes for _column, minutes in inside}
        if len(lengths) == 1:
            total += price * space.rooms * (space.minutes // lengths.pop())
            costs.update({column: price for column, _minutes in inside})
            continue
        each = {minutes: max(0, told.get(f"{LENGTH}:{minutes}:{space.key}", 0)) for minutes in lengths}
        if any(each.values()):  # the price of a session of each length: what one room can hold of them
            total += space.rooms * _dearest(space.minutes, each)
            costs.update({column: each[minutes] for column, minutes in inside})
        else:  # the price of a minute in every room
            total += price * space.minutes
            costs.update({column: price * minutes // max(1, space.rooms) for column, minutes in inside})
    return total


def _dearest(minutes: int, each: dict[int, int]) -> int:
    """The most that sessions which go into one room are priced (the knapsack, minute by minute)."""
    unit = gcd(*each)
    best = [0] * (minutes // unit + 1)
    for at in range(1, len(best)):
        best[at] = max([best[at - 1], *(best[at - length // unit] + price for length, price in each.items()
                                        if length // unit <= at)])  # fmt: skip
    return best[-1]
