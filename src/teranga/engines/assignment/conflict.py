"""Which least loads cannot be met together: a set from which none can be left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment.problem import Problem, Rest

Truth = NDArray[np.bool_]


def of(problem: Problem, rest: Rest, short: list[int]) -> tuple[str, ...]:
    """Names such as "least:KEY", by the deletion filter (Chinneck, Feasibility and Infeasibility in
    Optimization, 2008): a least load that can go while the others still cannot be met, goes."""
    asked = np.flatnonzero(rest.least).tolist()
    asked.sort(key=lambda column: column in short)  # those that came short are kept the longest
    kept = list(asked)
    for column in asked:
        others = [one for one in kept if one != column]
        if not can_all_be_met(rest, others):
            kept = others
    return tuple(f"least:{problem.reviewers[column]}" for column in sorted(kept))


def can_all_be_met(rest: Rest, columns: list[int]) -> bool:
    """Whether these reviewers can all have their least load: units pushed along the chains that lead to a
    proposal with a free slot (augmenting paths)."""
    given = np.zeros(rest.affinity.shape, dtype=np.bool_)
    for column in columns:
        for _unit in range(int(rest.least[column])):
            if not _one_more(rest, given, column):
                return False
    return True


def _one_more(rest: Rest, given: Truth, column: int) -> bool:
    """Give one more review to the column, moving others where the proposals are full."""
    came: dict[int, tuple[int, int] | None] = {column: None}  # column -> (row, the column that takes it)
    seen_rows: set[int] = set()
    queue = [column]
    for here in queue:
        for row in np.flatnonzero((rest.affinity[:, here] >= 0) & ~given[:, here]).tolist():
            if row in seen_rows:
                continue
            seen_rows.add(row)
            if given[row].sum() < rest.demand[row]:
                _shift(given, came, here, row)
                return True
            for other in np.flatnonzero(given[row]).tolist():
                if other not in came:
                    came[other] = (row, here)
                    queue.append(other)
    return False


def _shift(
    given: Truth, came: dict[int, tuple[int, int] | None],
    here: int, row: int,
) -> None:  # fmt: skip
    """`here` takes the free slot of the row; whoever lost a review to it took that one from them before."""
    given[row, here] = True
    while (step := came[here]) is not None:
        lost, taker = step
        given[lost, here] = False
        given[lost, taker] = True
        here = taker
