"""Which rules cannot hold together: a set from which none can be left out."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from teranga.engines import highs
from teranga.engines.selection.model import INF, SETTLED, Model, group_of

SECONDS = 2.0  # for each question


def of(model: Model) -> tuple[str, ...]:
    """Names of rules, "settled:KEY" for what was settled by hand, by the deletion filter (Chinneck,
    Feasibility and Infeasibility in Optimization, 2008): whatever can go while it stays impossible, goes."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(model.names):
        rows[group_of(name)].append(row)
    settled = [f"{SETTLED}{one.key}" for one in model.problem.proposals if one.settled is not None]
    kept = [*rows, *settled]
    for name in [*settled, *rows]:
        others = [one for one in kept if one != name]
        if not is_possible(model, rows, set(others)):
            kept = others
    return tuple(kept)


def is_possible(model: Model, rows: dict[str, list[int]], kept: set[str]) -> bool:
    """Whether some programme satisfies these; undecided after the time counts as possible."""
    held = {row for name in kept for row in rows.get(name, ())}
    some = [row if number in held else (-INF, INF, row[2], row[3]) for number, row in enumerate(model.rows)]
    least, most = model.ends()
    for column, one in enumerate(model.problem.proposals):
        if f"{SETTLED}{one.key}" not in kept:
            least[column], most[column] = 0, 1
    nothing = np.zeros(model.columns)
    if model.columns and highs.relax(nothing, some, least, most) is None:
        return False
    return not highs.whole(nothing, some, least, most, choices=model.columns, seconds=SECONDS).is_infeasible
