"""Somebody who holds the public page of a round and the reports to two of its givers, and has a solver."""

from __future__ import annotations

import random
from dataclasses import dataclass

import highspy
import numpy as np

from teranga.domains.aid.queries_giver import tables_of_giver
from teranga.domains.aid.queries_result import row_of_group
from teranga.foundation.suppression import WIDTH, Table, publishable

BOTH, FIRST, SECOND, NEITHER = range(4)
WITH = ((BOTH, FIRST), (BOTH, SECOND))  # of which unknowns "with money of this fund" is made
COUNTRIES = ("country:TG", "country:BJ", "country:GH", "country:SN")


@dataclass(frozen=True, slots=True)
class Held:
    """What lies before the attacker: a table of everybody, and of each giver, if it shows."""

    public: Table
    givers: tuple[Table | None, Table | None]
    only_two: bool  # the sums say that no other fund paid


def a_round(dice: random.Random, funds: int, *, planned: bool = True) -> Held | None:
    """A decided round by country, with people paid from one to all of its funds."""
    people = [str(number) for number in range(dice.randint(40, 160))]
    groups = {one: {dice.choice(COUNTRIES[: dice.randint(2, 4)])} for one in people}
    everybody = set(dice.sample(people, dice.randint(10, len(people))))
    most = dice.choice((1, 1, 2))
    paid = {
        one: set(dice.sample(range(funds), dice.randint(1, min(most, funds)))) for one in sorted(everybody)
    }
    for country in COUNTRIES:  # funds prefer a country, as conditions make them
        if dice.random() < 0.4:
            for one in sorted(everybody):
                if country in groups[one]:
                    paid[one] = {dice.randrange(2)} if dice.random() < 0.9 else paid[one]
    rows: dict[str, list[int]] = {}
    for one in people:
        rows.setdefault(row_of_group("country", groups[one]), [0, 0])[one not in everybody] += 1
    public = publishable(rows)
    if not public.rows:
        return None
    shown, before = [], None
    for fund in (0, 1):
        with_this = {one for one in everybody if fund in paid[one]}
        told = tables_of_giver([("country", public)], groups, everybody, with_this, before)
        hides = len(with_this) < 5 or 0 < len(everybody) - len(with_this) < 5
        shown.append(told[0][1] if told and not hides else None)
        before = with_this if planned and funds == 2 else None
    return Held(public, (shown[0], shown[1]), funds == 2)


def narrow(held: Held) -> int:
    """How many hidden cells of givers' tables are known to within less than WIDTH."""
    rows = held.public.rows
    place = {name: number for number, name in enumerate(rows)}
    solver = highspy.Highs()
    solver.silent()
    for _row in rows:
        for kind in range(4):
            solver.addVar(0, 0 if kind == NEITHER and held.only_two else highspy.kHighsInf)

    def equal(places: list[int], value: int) -> None:
        solver.addRow(value, value, len(places), np.array(places), np.ones(len(places)))

    for name, line in zip(rows, held.public.cells, strict=True):
        if line[0] is not None:
            equal([4 * place[name] + kind for kind in range(4)], line[0])
    hidden: list[list[int]] = []
    for fund, table in enumerate(held.givers):
        if table is None:
            continue
        inside = {name: [4 * place[name] + kind for kind in WITH[fund]] for name in table.rows}
        equal([one for places in inside.values() for one in places], table.column_totals[0])
        for name, line in zip(table.rows, table.cells, strict=True):
            if line[0] is None:
                hidden.append(inside[name])
            else:
                equal(inside[name], line[0])
    return sum(_width(solver, cell, 4 * len(rows)) < WIDTH for cell in hidden)


def _width(solver: highspy.Highs, cell: list[int], size: int) -> int:
    cost = np.zeros(size)
    cost[cell] = 1
    ends = []
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeColsCost(size, np.arange(size), cost)
        solver.changeObjectiveSense(sense)
        solver.run()
        ends.append(round(solver.getInfo().objective_function_value))
    return int(ends[1] - ends[0])


def rounds(many: int, seed: int, funds: int, *, planned: bool = True) -> list[Held]:
    """Those in which at least one giver is shown a table."""
    dice = random.Random(seed)
    found = [a_round(dice, funds, planned=planned) for _ in range(many)]
    return [one for one in found if one and any(one.givers)]
