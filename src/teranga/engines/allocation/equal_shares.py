"""A second rule to compare with: every giver has an equal share and spends it on what they support.

The method of equal shares (Peters, Pierczynski and Skowron, Proportional Participatory Budgeting with
Additive Utilities, 2021). The budget is split evenly. A project is affordable at the price r per unit of
utility when its supporters, each paying r times their utility or all they have left, cover its cost; the one
with the smallest r is bought, again and again. What is left is spent by a completion.

Voters who support the same in the same way always have the same left, so they are counted together. Prices
are floating-point numbers; those within a billionth of each other are equal, and equals go by key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

CLOSE = 1e-9
Vector = NDArray[np.float64]


class Completion(StrEnum):
    NONE = "none"
    GREEDY = "greedy"  # then by total utility per unit of cost, while anything still fits


@dataclass(frozen=True, slots=True)
class Project:
    """Something to be paid, and the utility that it has for each of its supporters (by number)."""

    key: str
    cost: int
    support: Mapping[int, int]


def equal_shares(
    projects: Sequence[Project], voters: int, budget: int, *, completion: Completion = Completion.GREEDY
) -> tuple[str, ...]:
    """The keys of what is paid, in the order of their purchase. Equals: by key."""
    bought, left = _buy(_purchases(projects, voters, budget), budget)
    if completion is Completion.GREEDY:
        rest = [project for project in projects if project.key not in set(bought)]
        bought += _greedy(rest, left)
    return tuple(bought)


@dataclass(slots=True)
class _Purchase:
    """A project as its supporters see it: classes of voters, how many, and their utility."""

    key: str
    cost: int
    classes: NDArray[np.intp]
    utility: Vector
    heads: Vector
    purses: Vector  # of all classes; shared by all purchases
    floor: float = 0.0  # its price when last looked at: a bound, because prices only rise

    def price(self) -> float:
        """The smallest price at which the supporters cover the cost; infinite when they cannot."""
        purses = self.purses[self.classes]
        order = np.argsort(purses / self.utility, kind="stable")
        all_of, weight = (purses * self.heads)[order], (self.utility * self.heads)[order]
        missing = self.cost - np.concatenate([[0.0], np.cumsum(all_of)[:-1]])  # the poorest pay all they have
        asked = missing / np.cumsum(weight[::-1])[::-1]
        fits = asked <= (purses / self.utility)[order] * (1 + CLOSE)
        return float(asked[np.argmax(fits)]) if fits.any() else np.inf

    def pay(self, price: float) -> None:
        own = self.purses[self.classes]
        self.purses[self.classes] = np.maximum(own - price * self.utility, 0)


def _purchases(projects: Sequence[Project], voters: int, budget: int) -> list[_Purchase]:
    support: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, project in enumerate(projects):
        for voter, utility in project.support.items():
            if utility > 0:
                support[voter].append((number, utility))
    heads: dict[tuple[tuple[int, int], ...], int] = defaultdict(int)
    for supported in support.values():
        heads[tuple(supported)] += 1
    purses = np.full(len(heads), budget / voters if voters else 0.0)
    supporters: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for place, (ballot, alike) in enumerate(heads.items()):
        for number, utility in ballot:
            supporters[number].append((place, utility, alike))
    return [
        _Purchase(
            projects[number].key, projects[number].cost, np.array([row[0] for row in rows]),
            np.array([row[1] for row in rows], dtype=np.float64),
            np.array([row[2] for row in rows], dtype=np.float64), purses,
        )
        for number, rows in supporters.items()
        if 0 < projects[number].cost <= budget
    ]  # fmt: skip


def _buy(waiting: list[_Purchase], left: int) -> tuple[list[str], int]:
    bought: list[str] = []
    while waiting:
        waiting.sort(key=lambda one: (one.floor, one.key))
        best, best_price = None, np.inf
        for one in waiting:
            if one.floor > best_price * (1 + CLOSE):
                break
            one.floor = one.price()
            is_equal = best is not None and abs(one.floor - best_price) <= CLOSE * best_price
            if (is_equal and best is not None and one.key < best.key) or (
                not is_equal and one.floor < best_price
            ):
                best, best_price = one, one.floor
        if best is None:
            break
        best.pay(best_price)
        bought.append(best.key)
        left -= best.cost
        waiting = [one for one in waiting if one is not best and np.isfinite(one.floor)]
    return bought, left


def _greedy(projects: Sequence[Project], left: int) -> list[str]:
    def worth(project: Project) -> tuple[Fraction, str]:
        return (-Fraction(sum(project.support.values()), max(project.cost, 1)), project.key)

    bought = []
    for project in sorted(projects, key=worth):
        if 0 < project.cost <= left and project.support:
            bought.append(project.key)
            left -= project.cost
    return bought
