"""Allocate: bound by the relaxation, answers from its undecided core, proof by what the bound rules out.

The relaxation leaves few choices undecided (no more than there are pots, sources and rules). So the most
undecided ones, by reduced cost, are settled exactly while the others stay as the relaxation has them: a core
problem (Balas and Zemel, An algorithm for large zero-one knapsack problems, 1980), tried at growing sizes.
Whatever cannot belong to a better answer, because its reduced cost is larger than the distance between the
answer and the bound, is then fixed for good, and the rest is solved to proof.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from teranga.engines import highs
from teranga.engines.allocation import conflict
from teranga.engines.allocation.draw import settle_equals
from teranga.engines.allocation.model import Model, build, unreachable
from teranga.engines.allocation.paying import NotPayable, pay
from teranga.engines.allocation.problem import Answer, Award, Prices, Problem
from teranga.engines.status import Status

SMALLEST_CORE, CORE_SHARE = 60, 16  # choices settled exactly at first: a sixteenth of all, doubled each time
SMALL_ENOUGH = 200  # choices left free: go for the proof at once
PROVEN = 1e-6
ZERO = 1e-7


def solve(problem: Problem, *, seconds: float = 10.0, seed: str = "") -> Answer:
    """The best allocation found in about so many seconds, with its bound.

    Equals, alike in all that the rules look at, are told apart by the draw of `seed` (foundation.draw).
    """
    model = build(problem)
    least, most = model.ends()
    impossible = unreachable(model)
    relaxed = None if impossible else highs.relax(model.gain(), model.rows, least, most)
    if relaxed is None:
        return Answer(Status.INFEASIBLE, seed=seed, conflict=conflict.of(problem, impossible))
    chosen, bound = _search(model, relaxed, least, most, seconds)
    if chosen is None:
        if bound is None:
            return Answer(Status.INFEASIBLE, seed=seed, conflict=conflict.of(problem, []))
        return Answer(Status.UNKNOWN, bound=bound, seed=seed)
    awards = _paid(model, chosen)
    if awards is None:
        return Answer(Status.UNKNOWN, bound=bound, seed=seed)
    worth = objective_of(problem, awards)
    is_best = bound is not None and bound - worth <= PROVEN * max(1.0, abs(worth))
    answer = Answer(
        Status.OPTIMAL if is_best else Status.FEASIBLE, awards, worth, max(bound or worth, worth),
        _prices(model, relaxed), seed=seed,
    )  # fmt: skip
    awards, draws = settle_equals(problem, answer.awards, seed)
    return replace(answer, awards=awards, draws=draws)


def objective_of(problem: Problem, awards: tuple[Award, ...]) -> float:
    """The utility of the awards."""
    worth = {(a.key, option.key): option.utility for a in problem.applicants for option in a.options}
    return float(sum(worth[award.applicant, award.option] for award in awards))


def _search(
    model: Model, relaxed: highs.Relaxed, least: highs.Vector, most: highs.Vector, seconds: float
) -> tuple[list[int] | None, float | None]:
    """The chosen options and a bound; (None, None) when nothing satisfies the rules."""
    gain, bound, choices = model.gain(), relaxed.objective, model.choices
    values, costs = relaxed.values[:choices], np.abs(relaxed.reduced[:choices])
    undecided = (values > ZERO) & (values < 1 - ZERO)
    costs[undecided] = 0
    order = np.argsort(costs, kind="stable")
    best: highs.Vector | None = None
    worth, left = -np.inf, seconds
    size = max(SMALLEST_CORE, choices // CORE_SHARE)
    while size < choices and left >= seconds / 4:
        low, high = _fixed(order[size:], values, least, most)
        part = max(1.0, min(left / 2, seconds / 4))
        tried = highs.whole(gain, model.rows, low, high, choices=choices, seconds=part, start=best)
        left -= tried.seconds
        size *= 2
        if tried.values is not None and tried.objective > worth:
            best, worth = tried.values, tried.objective
        if bound - worth <= PROVEN * abs(worth) or _free(costs, bound, worth) <= SMALL_ENOUGH:
            break
    ruled_out = np.flatnonzero((costs > bound - worth + 1e-9) & ~undecided)
    low, high = _fixed(ruled_out, values, least, most)
    last = highs.whole(gain, model.rows, low, high, choices=choices, seconds=left, start=best)
    if last.values is not None and last.objective > worth:
        best, worth = last.values, last.objective
    if last.is_infeasible and best is None:
        return None, None
    bound = min(bound, max(worth, last.bound)) if np.isfinite(last.bound) else bound
    return (None if best is None else np.flatnonzero(best[:choices] > 0.5).tolist()), bound


def _free(costs: highs.Vector, bound: float, worth: float) -> int:
    return int(np.count_nonzero(costs <= bound - worth))


def _fixed(
    columns: NDArray[np.intp], values: highs.Vector, least: highs.Vector, most: highs.Vector
) -> tuple[highs.Vector, highs.Vector]:
    low, high = least.copy(), most.copy()
    low[columns] = high[columns] = np.round(values[columns])
    return low, high


def _paid(model: Model, chosen: list[int]) -> tuple[Award, ...] | None:
    """Payments in whole units. Where the solver's tolerance let a unit too many through, the awards of least
    worth go until the pots can pay."""
    gain = model.gain()
    chosen = sorted(chosen, key=lambda column: -gain[column])
    for end in range(len(chosen), max(len(chosen) - 5, 0) - 1, -1):
        try:
            return pay(model, chosen[:end])
        except NotPayable:
            continue
    return None


def _prices(model: Model, relaxed: highs.Relaxed) -> Prices:
    problem = model.problem
    return Prices(
        tuple((pot.key, float(relaxed.prices[row]) / model.unit)
              for pot, row in zip(problem.pots, model.pot_rows, strict=True)),
        tuple((supply.key, float(relaxed.prices[row]))
              for supply, row in zip(problem.supplies, model.supply_rows, strict=True)),
        tuple((rule.key, float(relaxed.prices[row]))
              for rule, row in zip(problem.rules, model.rule_rows, strict=True)),
    )  # fmt: skip
