"""What each quota costs, what each proposal that was not chosen would cost, and the next best programme.

The *price* of a rule is what the score would gain if it let one more through, and if it were not there:
solved again, not guessed. The *regret* of a proposal is what the score loses when it has to be in. Both
start from the one warm relaxation, so that thousands take seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from teranga.engines.highs import Vector
from teranga.engines.selection.bound import ONE
from teranga.engines.selection.model import INF, build, rule_row
from teranga.engines.selection.problem import CHOOSE, PER_PERSON, Answer, Problem
from teranga.engines.selection.search import Search

SECONDS = 2.0  # for each question


@dataclass(frozen=True, slots=True)
class Price:
    """Of one rule, in the unit of scores: with one more let through, without it, and at the bound."""

    rule: str
    by_one: int
    without: int
    shadow: float


def prices(problem: Problem, answer: Answer) -> tuple[Price, ...]:
    """Of every rule, in their order."""
    model = build(problem)
    search, told = Search(model), dict(answer.prices)
    rows = {name: number for number, name in enumerate(model.names)}
    found = []
    for rule in problem.rules:
        row, shadow = rows[rule.key], abs(told.get(rule.key, 0)) / ONE
        low, high, _entries = rule_row(problem, rule)
        more = 1 if rule.end(problem.choose) is not None or rule.share is None else rule.share.denominator
        looser = (low - more, high) if rule.floor else (low, high + more)
        gains = []
        for ends in (looser, (-INF, INF)):
            if not shadow and not answer.is_searched:
                gains.append(0)  # at the bound it makes no difference, and the bound is met
                continue
            search.set_row(row, *ends)
            gains.append(max(0, search.best(SECONDS).worth - answer.objective))
        search.set_row(row, low, high)
        found.append(Price(rule.key, gains[0], gains[1], shadow))
    return tuple(found)


class Why(StrEnum):
    SETTLED = "settled"  # by hand
    IMPOSSIBLE = "impossible"  # no programme with it keeps all the rules
    PERSON = "person"  # another proposal of the same person is in
    RULE = "rule"  # its score would have been enough but for a rule
    RIVAL = "rival"  # others of its kind have higher scores
    EQUAL = "equal"  # a programme with it has the same score


@dataclass(frozen=True, slots=True)
class Regret:
    """Of a proposal that was not chosen: `lost` is the score that it would cost (None when it cannot be in),
    `instead_of` who would go, `along_with` who else would come, `rule` what stopped it."""

    proposal: int
    lost: int | None
    why: Why
    rule: str = ""
    instead_of: tuple[int, ...] = ()
    along_with: tuple[int, ...] = ()
    is_exact: bool = True


def regrets(problem: Problem, answer: Answer, wanted: Iterable[int] | None = None) -> Iterator[Regret]:
    """Of these proposals, or of all that were not chosen; one at a time, so that progress can be shown."""
    asking, chosen = Asking(problem, answer), set(answer.chosen)
    for column in sorted(wanted) if wanted is not None else range(len(problem.proposals)):
        if column not in chosen:
            yield asking.of(column)


class Asking:
    """What the score loses with one more proposal in, one question after the other to the same relaxation."""

    def __init__(self, problem: Problem, answer: Answer) -> None:
        self.problem, self.answer, self.chosen = problem, answer, set(answer.chosen)
        self.model = build(problem)
        self.search, self.weigh = Search(self.model), _Weighing(problem, answer)

    def of(self, column: int) -> Regret:
        least, most = self.search.least[column], self.search.most[column]
        self.search.fix(column, 1.0, 1.0)
        found = self.search.best(SECONDS)
        self.search.fix(column, least, most)
        if found.values is None:
            why = Why.SETTLED if self.problem.proposals[column].settled is False else Why.IMPOSSIBLE
            return Regret(column, None, why, is_exact=found.is_proven)
        inside = set(_chosen(found.values, self.model.choices))
        lost = self.answer.objective - found.worth
        why, rule = self.weigh.stopped(column, lost)
        return Regret(
            column, lost, why, rule, tuple(sorted(self.chosen - inside)),
            tuple(sorted(inside - self.chosen - {column})), found.is_proven,
        )  # fmt: skip

    def at_least(self) -> list[int]:
        """What each proposal would cost at least, by the relaxation alone."""
        relaxed = self.search.warm.solve() if self.model.columns else None
        if relaxed is None:
            return [0] * self.model.choices
        costs = np.abs(self.search.warm.worth()[0][: self.model.choices])
        best = self.answer.objective
        return [max(0, best - self.search.on_step(relaxed[0] - float(cost))) for cost in costs]


class _Weighing:
    """What a proposal costs at the prices, rule by rule."""

    def __init__(self, problem: Problem, answer: Answer) -> None:
        self.problem, self.prices = problem, dict(answer.prices)
        self.costs = {}
        for rule in problem.rules:
            if price := self.prices.get(rule.key, 0):
                entries = rule_row(problem, rule)[2]
                self.costs[rule.key] = {column: price * value for column, value in entries.items()}

    def stopped(self, column: int, lost: int) -> tuple[Why, str]:
        one = self.problem.proposals[column]
        if one.settled is False:
            return Why.SETTLED, ""
        if lost == 0:
            return Why.EQUAL, ""
        of_people = {p: self.prices.get(f"{PER_PERSON}:{p}", 0) for p in one.people}
        of_rules = {key: cost.get(column, 0) for key, cost in self.costs.items()}
        space = f"space:{one.space}"
        kept = one.score * ONE - self.prices.get(CHOOSE, 0) - self.prices.get(space, 0)
        if of_people and (dearest := max(of_people.values())) > 0 and kept - sum(of_rules.values()) > 0:
            return Why.PERSON, next(person for person, price in of_people.items() if price == dearest)
        # The mildest that rules are to anybody: what it costs beyond that is what a rule takes from this one.
        extra = {key: cost - min(self.costs[key].values(), default=0) for key, cost in of_rules.items()}
        if extra and max(extra.values()) > lost * ONE:
            return Why.RULE, max(extra, key=lambda key: extra[key])
        return Why.RIVAL, CHOOSE if self.problem.choose is not None else space if one.space else ""


@dataclass(frozen=True, slots=True)
class NextBest:
    objective: int
    chosen: tuple[int, ...]
    is_exact: bool


def next_best(problem: Problem, answer: Answer, *, seconds: float = 10.0) -> NextBest | None:
    """The best programme other than this one; None when there is no other.

    Any other has a proposal that this one lacks, or lacks one that this one has. The reduced costs say at
    least what each of these changes costs, so they are tried in that order until none can win.
    """
    model, until = build(problem), time.perf_counter() + seconds
    search = Search(model)
    relaxed = search.warm.solve() if model.columns else None
    if relaxed is None:
        return None
    costs = np.abs(search.warm.worth()[0][: model.choices])
    inside, best, values = set(answer.chosen), None, None
    is_exact = True
    for column in np.argsort(costs, kind="stable").tolist():
        if problem.proposals[column].settled is not None:
            continue
        if best is not None and search.on_step(relaxed[0] - costs[column]) <= best:
            break
        if time.perf_counter() > until:
            is_exact = False
            break
        other = float(column not in inside)
        search.fix(column, other, other)
        found = search.best(SECONDS, above=best)
        search.fix(column, 0.0, 1.0)
        is_exact = is_exact and found.is_proven
        if found.values is not None:
            best, values = found.worth, found.values
    return (
        None if best is None or values is None else NextBest(best, _chosen(values, model.choices), is_exact)
    )


def _chosen(values: Vector, choices: int) -> tuple[int, ...]:
    return tuple(np.flatnonzero(values[:choices] > 0.5).tolist())
