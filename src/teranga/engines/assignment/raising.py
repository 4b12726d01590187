"""Raising: proposals that are served too badly weigh more in the flow, each time twice as much, until they
are served or it is seen to be in vain. It takes moments even for thousands."""

from __future__ import annotations

import numpy as np

from teranga.engines.assignment.best import Best, sums_of
from teranga.engines.assignment.flow import FAR, Flow
from teranga.engines.assignment.problem import Matrix, Problem, Rest

STRONGEST = 64  # the most that a proposal weighs when it is raised
ROUNDS = 12


def raised(problem: Problem, rest: Rest, flow: Flow, level: int, best: Best, rounds: int = ROUNDS) -> bool:
    """Whether an assignment of that level was found by raising; the better ones are offered on the way."""
    plain = np.where(rest.affinity < 0, -FAR, rest.affinity)
    weight = np.ones(len(rest.demand), dtype=np.int64)
    columns = len(rest.most)
    for _round in range(rounds):
        given = flow.units[:, :columns] > 0
        best.offer(given)
        sums = sums_of(rest, given)
        low = np.flatnonzero((sums < level) & (problem.demand > 0) & (weight < STRONGEST))
        if not low.size:
            break
        weight[low] *= 2
        _weigh(flow, low, plain, weight)
    changed = np.flatnonzero(weight > 1)
    if changed.size:
        _weigh(flow, changed, plain, np.ones_like(weight))
    return best.level >= level


def _weigh(flow: Flow, rows: Matrix, plain: Matrix, weight: Matrix) -> None:
    gain = flow.gain[rows]
    part = plain[rows]
    gain[:, : part.shape[1]] = np.where(part == -FAR, -FAR, part * weight[rows, None])
    flow.reprice(rows, gain)
    flow.run()
