"""The problem as named rows over whole columns: one for each proposal, 0 or 1, and where sessions of several
lengths share rooms, one for how many rooms are filled in each way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np

from teranga.engines.highs import Row, Vector
from teranga.engines.selection.problem import CHOOSE, LENGTH, PER_PERSON, Problem, Rule, Space

INF = float("inf")
SETTLED = "settled:"
ROOMS = "space-rooms"
MOST_FILLINGS = 300


@dataclass(slots=True)
class Model:
    problem: Problem
    columns: int = 0
    upper: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of each row: what a person would call it
    shares: dict[int, Fraction] = field(default_factory=dict)  # rows that are shares of an open number
    step: int = 1  # every sum of scores is a multiple of it

    @property
    def choices(self) -> int:
        return len(self.problem.proposals)

    def gain(self) -> Vector:
        gain = np.zeros(self.columns)
        gain[: self.choices] = [one.score for one in self.problem.proposals]
        return gain

    def ends(self) -> tuple[Vector, Vector]:
        least, most = np.zeros(self.columns), np.array(self.upper, dtype=np.float64)
        for column, one in enumerate(self.problem.proposals):
            if one.settled is not None:
                least[column] = most[column] = float(one.settled)
        return least, most


def build(problem: Problem) -> Model:
    count = len(problem.proposals)
    model = Model(problem, count, [1.0] * count)
    model.step = gcd(*(one.score for one in problem.proposals)) or 1
    if problem.choose is not None:
        _add(model, CHOOSE, problem.choose, problem.choose, dict.fromkeys(range(count), 1.0))
    for rule in problem.rules:
        if rule.share is not None and rule.end(problem.choose) is None:
            model.shares[len(model.rows)] = rule.share
        _add(model, rule.key, *rule_row(problem, rule))
    _people(model)
    _spaces(model)
    return model


def _add(model: Model, name: str, least: float, most: float, entries: dict[int, float]) -> None:
    model.rows.append((least, most, list(entries), list(entries.values())))
    model.names.append(name)


def rule_row(problem: Problem, rule: Rule) -> tuple[float, float, dict[int, float]]:
    """Shares of an open number are written with whole coefficients, so that rounding cannot blur them."""
    inside = [rule.group in one.groups for one in problem.proposals]
    end = rule.end(problem.choose)
    if end is not None:
        entries = {column: 1.0 for column, is_inside in enumerate(inside) if is_inside}
        return (end, INF, entries) if rule.floor else (-INF, end, entries)
    share = rule.share
    part, whole = (share.numerator, share.denominator) if share is not None else (0, 1)
    entries = {column: float((whole if is_inside else 0) - part) for column, is_inside in enumerate(inside)}
    return (0, INF, entries) if rule.floor else (-INF, 0, entries)


def _people(model: Model) -> None:
    if model.problem.per_person is None:
        return
    own: dict[str, dict[int, float]] = defaultdict(dict)
    for column, one in enumerate(model.problem.proposals):
        for person in one.people:
            own[person][column] = 1
    for person in sorted(own):
        if len(own[person]) > model.problem.per_person:
            _add(model, f"{PER_PERSON}:{person}", -INF, model.problem.per_person, own[person])


def _spaces(model: Model) -> None:
    for space in model.problem.spaces:
        lengths: dict[int, dict[int, float]] = defaultdict(dict)
        for column, one in enumerate(model.problem.proposals):
            if one.space == space.key:
                lengths[one.minutes][column] = 1
        name = f"space:{space.key}"
        if len(lengths) == 1:
            minutes, entries = next(iter(lengths.items()))
            _add(model, name, -INF, space.rooms * (space.minutes // minutes), entries)
            continue
        fillings = _fillings(sorted(lengths, reverse=True), space.minutes)
        if fillings is not None:
            _filled(model, space, lengths, fillings)
            continue
        in_room: list[dict[int, float]] = [{} for _room in range(space.rooms)]
        for minutes, entries in sorted(lengths.items()):
            for room in in_room:
                room[model.columns] = minutes
                entries[model.columns] = -1
                model.columns += 1
                model.upper.append(float(space.minutes // minutes))
            _add(model, name, 0, 0, entries)
        for room in in_room:
            _add(model, name, -INF, space.minutes, room)


def _fillings(lengths: list[int], minutes: int) -> list[tuple[int, ...]] | None:
    """How many of each length a room can have so that nothing more goes in; None where these are too many."""
    found: list[tuple[tuple[int, ...], int]] = [((), minutes)]
    for place, length in enumerate(lengths):
        is_last = place == len(lengths) - 1
        found = [
            ((*filling, taken), free - taken * length)
            for filling, free in found
            for taken in (range(free // length, free // length + 1) if is_last else range(free // length + 1))
        ]
        if len(found) > MOST_FILLINGS:
            return None
    return [filling for filling, _free in found]


def _filled(
    model: Model, space: Space, lengths: dict[int, dict[int, float]], fillings: list[tuple[int, ...]]
) -> None:
    """A column for how many rooms are filled in each way: rooms that are alike are not told apart (cutting
    stock; Gilmore and Gomory, 1961)."""
    first = model.columns
    for place, minutes in enumerate(sorted(lengths, reverse=True)):
        entries = lengths[minutes] | {
            first + number: -float(filling[place])
            for number, filling in enumerate(fillings)
            if filling[place]
        }
        _add(model, f"{LENGTH}:{minutes}:{space.key}", -INF, 0, entries)
    model.columns += len(fillings)
    model.upper += [float(space.rooms)] * len(fillings)
    columns = range(first, model.columns)
    _add(model, f"{ROOMS}:{space.key}", -INF, space.rooms, dict.fromkeys(columns, 1.0))


def group_of(name: str) -> str:
    """The name under which a row stands in a conflict: all rows of persons are one rule, and of a space."""
    if name.startswith(f"{LENGTH}:"):
        return f"space:{name.split(':', 2)[2]}"
    if name.startswith(f"{ROOMS}:"):
        return f"space:{name.split(':', 1)[1]}"
    return PER_PERSON if name.startswith(f"{PER_PERSON}:") else name
