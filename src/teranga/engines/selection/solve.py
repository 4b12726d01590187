"""Select: the best programme with its bound, or the rules that cannot hold together."""

from __future__ import annotations

import numpy as np

from teranga.engines.selection import conflict
from teranga.engines.selection.bound import ONE, bound_of
from teranga.engines.selection.model import Model, build
from teranga.engines.selection.problem import Answer, Problem
from teranga.engines.selection.search import Search
from teranga.engines.status import Status


def solve(problem: Problem, *, seconds: float = 10.0) -> Answer:
    """The best programme found in about so many seconds; the same for the same problem."""
    model = build(problem)
    search = Search(model)
    prices = prices_of(model, search)
    found = search.best(seconds)
    if found.values is None:
        if found.is_proven:
            return Answer(Status.INFEASIBLE, conflict=conflict.of(model))
        return Answer(Status.UNKNOWN, bound=found.bound, prices=prices)
    chosen = tuple(np.flatnonzero(found.values[: model.choices] > 0.5).tolist())
    proven = bound_of(problem, prices)
    bound = min(proven, found.worth if found.bound is None else max(found.bound, found.worth))
    return Answer(
        Status.OPTIMAL if bound == found.worth else Status.FEASIBLE, chosen, found.worth, bound, prices,
        is_searched=bound < proven,
    )  # fmt: skip


def best_worth(problem: Problem, *, seconds: float = 5.0) -> int | None:
    """The highest score of a programme; None where none was found."""
    found = Search(build(problem)).best(seconds)
    return None if found.values is None else found.worth


def prices_of(model: Model, search: Search) -> tuple[tuple[str, int], ...]:
    """What one more at the end of each named row would add; of a space with several lengths, one more minute
    in every room. Empty where even the relaxation has no answer."""
    if not model.columns or search.warm.solve() is None:
        return ()
    _columns, rows = search.warm.worth()
    prices: dict[str, int] = {}
    for name, price, row in zip(model.names, rows, model.rows, strict=False):
        if name.startswith("space:") and row[0] == row[1]:
            continue  # only ties a length to its rooms
        prices[name] = prices.get(name, 0) + round(float(price) * ONE)
    return tuple((name, price) for name, price in prices.items() if price)
