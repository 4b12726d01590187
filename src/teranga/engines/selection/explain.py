"""What each quota costs, what each proposal that was not chosen would cost, and the next best programme.

The *price* of a rule is what the score would gain if it let one more through, and if it were not there:
solved again, not guessed. The *regret* of a proposal is what the score loses when it has to be in. Both
start from the one warm relaxation, so that thousands take seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from teranga.engines.highs import Vector
from teranga.engines.selection.bound import ONE
from teranga.engines.selection.model import INF, build, rule_row
from teranga.engines.selection.problem import Answer, Problem
from teranga.engines.selection.search import Search
from teranga.engines.selection.stopping import SECONDS, Stopping, Why


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
        self.search = Search(self.model)
        self.stopping = Stopping(problem, answer, self.search)

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
        why, rule = self.stopping.of(column, lost)
        return Regret(
            column, lost, why, rule, tuple(sorted(self.chosen - inside)),
            tuple(sorted(inside - self.chosen - {column})), found.is_proven,
        )  # fmt: skip

    def at_least(self) -> list[int]:
        """What each proposal would cost at least, by the relaxation alone."""
        best, search = self.answer.objective, self.search
        return [max(0, best - search.on_step(float(most))) for most in search.reach()[0]]


@dataclass(frozen=True, slots=True)
class NextBest:
    objective: int
    chosen: tuple[int, ...]
    is_exact: bool


def next_best(problem: Problem, answer: Answer, *, seconds: float = 10.0) -> NextBest | None:
    """The best programme other than this one; None when there is no other.

    Any other has a proposal that this one lacks, or lacks one that this one has. The relaxation says what is
    reached at most with each of these changes, so they are tried in that order until none can win.
    """
    model, until = build(problem), time.perf_counter() + seconds
    search = Search(model)
    inside, best, values = set(answer.chosen), None, None
    having, lacking = search.reach()
    most = [lacking[column] if column in inside else having[column] for column in range(model.choices)]
    is_exact = True
    for column in sorted(range(model.choices), key=lambda one: -most[one]):
        if problem.proposals[column].settled is not None:
            continue
        if best is not None and search.on_step(float(most[column])) <= best:
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
