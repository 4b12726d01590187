"""Calls in which some people send several proposals, and somebody with a solver who reads the figures."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from teranga.foundation.suppression import K, Table, publishable
from tests.foundation.test_suppression import narrow

TYPES, LEVELS = ("talk", "workshop", "poster"), ("beginner", "intermediate", "advanced")


@dataclass(frozen=True, slots=True)
class Sent:
    """A proposal as it is counted."""

    groups: dict[str, str]
    is_chosen: bool
    speakers: frozenset[str]


def a_call(dice: random.Random) -> list[Sent]:
    """From a dozen to two hundred proposals; one in ten people sends up to nine of the same kind."""
    sent: list[Sent] = []
    for person in range(dice.randint(8, 90)):
        groups = {"type": dice.choice(TYPES), "level": dice.choice(LEVELS)}
        chance = dice.random()
        with_them = {f"with {person}"} if dice.random() < 0.15 else set()
        for _ in range(dice.randint(2, 9) if dice.random() < 0.1 else 1):
            speakers = frozenset({str(person)} | with_them)
            sent.append(Sent(groups, dice.random() < chance, speakers))
    return sent


def table_of(sent: list[Sent], kind: str, *, counts_people: bool = True) -> Table:
    rows: dict[str, list[int]] = {}
    people: dict[str, list[set[str]]] = {}
    for one in sent:
        name, column = one.groups[kind], int(not one.is_chosen)
        rows.setdefault(name, [0, 0])[column] += 1
        people.setdefault(name, [set(), set()])[column] |= one.speakers
    return publishable(rows, people=people if counts_people else None)


def few(sent: list[Sent], kind: str, table: Table) -> int:
    """How many numbers that show are of fewer than K people: cells, and sums of rows and columns."""
    shown = {name for name in table.rows if name != "others"}

    def row_of(one: Sent) -> str:
        return one.groups[kind] if one.groups[kind] in shown else "others"

    def people(fits: Callable[[Sent], bool]) -> int:
        return len({who for one in sent if fits(one) for who in one.speakers})

    found = 0
    for name, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        found += total > 0 and people(lambda one, name=name: row_of(one) == name) < K
        for column, number in enumerate(cells):
            there = people(lambda one, name=name, column=column: (
                row_of(one) == name and one.is_chosen == (column == 0)
            ))  # fmt: skip
            found += bool(number) and there < K
    for column, total in enumerate(table.column_totals):
        found += total > 0 and people(lambda one, column=column: one.is_chosen == (column == 0)) < K
    return found


def attack(many: int, seed: int, *, counts_people: bool = True) -> tuple[int, int, int]:
    """(hidden cells known to within less than WIDTH, numbers of few people, tables that say something)."""
    dice = random.Random(seed)
    bounded = of_few = said = 0
    for _ in range(many):
        sent = a_call(dice)
        for kind in ("type", "level"):
            table = table_of(sent, kind, counts_people=counts_people)
            bounded += narrow(table)
            of_few += few(sent, kind, table)
            said += table.says_something
    return bounded, of_few, said
