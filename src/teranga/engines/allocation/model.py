"""The problem as rows and columns of a mixed-integer program.

A column for each allowed option (0 or 1), and for each *source*, that is each set of pots that may pay a
part, a column for what every pot of it gives. People and parts with the same source are paid together, so
that 2,000 applicants and 10 pots need some hundred flows instead of some thousand; who is paid from which pot
is settled afterwards, by whole units (a transportation problem has whole answers).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from teranga.engines.allocation.problem import Applicant, Of, Option, Problem, Rule, is_allowed

INF = float("inf")
Source = tuple[int, ...]  # pots by their place in the problem


@dataclass(slots=True)
class Model:
    """Maximise `gain` x columns; each row between its ends. The first `choices` columns are whole."""

    problem: Problem
    options: list[tuple[int, Option]] = field(default_factory=list)  # (applicant, option) of each choice
    demands: list[list[tuple[Source, int]]] = field(default_factory=list)  # of each choice
    flows: list[tuple[Source, int]] = field(default_factory=list)  # (source, pot)
    rows: list[tuple[float, float, list[int], list[float]]] = field(default_factory=list)
    pot_rows: list[int] = field(default_factory=list)
    supply_rows: list[int] = field(default_factory=list)
    rule_rows: list[int] = field(default_factory=list)
    unit: float = 1.0  # minor units of money in one unit of the rows

    @property
    def choices(self) -> int:
        return len(self.options)

    @property
    def columns(self) -> int:
        return len(self.options) + len(self.flows)

    def gain(self) -> NDArray[np.float64]:
        gain = np.zeros(self.columns)
        gain[: self.choices] = [option.utility for _applicant, option in self.options]
        return gain

    def ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The least and the most of each column; what was settled by hand is fixed."""
        least, most = np.zeros(self.columns), np.full(self.columns, INF)
        most[: self.choices] = 1
        for column, (number, option) in enumerate(self.options):
            pinned = self.problem.applicants[number].pinned
            if pinned is not None:
                least[column] = most[column] = float(option.key == pinned)
        return least, most


def build(problem: Problem) -> Model:
    model = Model(problem)
    largest = max((o.total for a in problem.applicants for o in a.options), default=1)
    model.unit = 10.0 ** max(0, len(str(largest)) - 4)
    for number, applicant in enumerate(problem.applicants):
        sources = _sources(problem, applicant)
        for option in applicant.options:
            demand = [(sources[part], amount) for part, amount in option.amounts if amount]
            if is_allowed(applicant, option) and all(source for source, _amount in demand):
                model.options.append((number, option))
                model.demands.append(demand)
    model.flows = sorted({(source, pot) for need in model.demands for source, _ in need for pot in source})
    _one_each(model)
    _money(model)
    _things(model)
    for rule in problem.rules:
        model.rule_rows.append(_add(model, *_rule(model, rule)))
    return model


def unreachable(model: Model) -> list[str]:
    """Applicants who are pinned to an option that no pot, need or ceiling allows."""
    there = {(number, option.key) for number, option in model.options}
    return [
        applicant.key
        for number, applicant in enumerate(model.problem.applicants)
        if applicant.pinned and (number, applicant.pinned) not in there
    ]


def _sources(problem: Problem, applicant: Applicant) -> dict[str, Source]:
    parts = {part for option in applicant.options for part, _amount in option.amounts}
    return {
        part: tuple(place for place, pot in enumerate(problem.pots) if pot.pays(applicant, part))
        for part in parts
    }


def _add(model: Model, least: float, most: float, entries: dict[int, float]) -> int:
    model.rows.append((least, most, list(entries), list(entries.values())))
    return len(model.rows) - 1


def _one_each(model: Model) -> None:
    own: dict[int, dict[int, float]] = defaultdict(dict)
    for column, (number, _option) in enumerate(model.options):
        own[number][column] = 1
    for entries in own.values():
        _add(model, -INF, 1, entries)


def _money(model: Model) -> None:
    drawn: dict[Source, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for column, demand in enumerate(model.demands):
        for source, amount in demand:
            drawn[source][column] += amount / model.unit
    given: dict[int, dict[int, float]] = defaultdict(dict)
    for place, (source, pot) in enumerate(model.flows):
        drawn[source][model.choices + place] = -1
        given[pot][model.choices + place] = 1
    for source in sorted(drawn):
        _add(model, 0, 0, dict(drawn[source]))
    for place, purse in enumerate(model.problem.pots):
        model.pot_rows.append(_add(model, -INF, purse.size / model.unit, given[place]))


def _things(model: Model) -> None:
    taken: dict[str, dict[int, float]] = defaultdict(dict)
    for column, (_number, option) in enumerate(model.options):
        for thing, count in option.things:
            taken[thing][column] = count
    for supply in model.problem.supplies:
        model.supply_rows.append(_add(model, -INF, supply.size, taken[supply.key]))


def _rule(model: Model, rule: Rule) -> tuple[float, float, dict[int, float]]:
    """Shares are written with whole coefficients, so that rounding cannot blur them."""
    inside = [rule.group in applicant.groups for applicant in model.problem.applicants]
    if rule.of is Of.GROUP:
        entries = {column: 1.0 for column, (number, _) in enumerate(model.options) if inside[number]}
        end = rule.least_or_most(sum(inside))
        return (end, INF, entries) if rule.floor else (-INF, end, entries)
    part, whole = rule.share.numerator, rule.share.denominator
    entries = {}
    for column, (number, option) in enumerate(model.options):
        weight = option.total / model.unit if rule.of is Of.MONEY else 1
        entries[column] = weight * ((whole if inside[number] else 0) - part)
    return (0, INF, entries) if rule.floor else (-INF, 0, entries)
