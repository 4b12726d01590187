"""The worst-served proposal first, or kept above a level; then the highest sum.

Finding the best level is hard (it contains the fair division of indivisible things), so there are two ways.
*Raising*: proposals that are served too badly weigh more in the flow, each time twice as much, until they are
served or it is seen to be in vain; it takes moments even for thousands. *Relaxing*, where the numbers are
small enough: the linear relaxations of "highest level" and of "highest sum at this level" give bounds, and
whole assignments are sought among the pairs whose reduced costs are small (see relax.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from teranga.engines.assignment import relax
from teranga.engines.assignment.bound import grid, lowest_bound, sum_bound
from teranga.engines.assignment.flow import FAR, Flow
from teranga.engines.assignment.problem import (
    Answer,
    LowestProof,
    Matrix,
    Problem,
    Proof,
    Rest,
    Truth,
    lowest_of,
)
from teranga.engines.status import Status

STRONGEST = 64  # the most that a proposal weighs when it is raised
FEW_PAIRS = 150_000  # up to so many the relaxations are solved
HALVINGS, ROUNDS = 8, 12
LEAST_SECONDS = 0.3  # for the last search, for the sum
LAST_SHARE = 0.3  # of the time is kept for it


@dataclass(slots=True)
class Best:
    """The best assignment so far: by level where that comes first, else by sum above the level."""

    problem: Problem
    rest: Rest
    given: Truth
    level: int
    worth: int

    def offer(self, given: Truth) -> bool:
        """Whether it is better, and taken."""
        sums = sums_of(self.rest, given)
        level, worth = lowest_of(self.problem, sums), int(sums.sum())
        if self.problem.fair:
            is_better = (level, worth) > (self.level, self.worth)
        else:
            wanted = self.problem.lowest or 0
            is_better = (min(level, wanted), worth) > (min(self.level, wanted), self.worth)
        if is_better:
            self.given, self.level, self.worth = given.copy(), level, worth
        return is_better


def sums_of(rest: Rest, given: Truth) -> Matrix:
    sums: Matrix = rest.had + np.where(given, rest.affinity, 0).sum(axis=1)
    return sums


def improve(problem: Problem, rest: Rest, flow: Flow, answer: Answer, until: float) -> Answer:
    """From the assignment with the highest sum to the one that was asked for."""
    given = flow.units[:, : len(rest.most)] > 0
    best = Best(problem, rest, given, answer.lowest, int(answer.objective))
    rows = np.flatnonzero(rest.demand > 0)
    highest, proof = _own_best(problem, rest)  # proof is None where a search in whole numbers lowered it
    is_small = rest.affinity.size <= FEW_PAIRS and answer.missing == 0 and bool(rows.size)
    relaxed = relax.Relaxation(rest) if is_small else None
    if relaxed is not None:
        level_proof = relaxed.level()
        if level_proof is not None and (told := lowest_bound(rest, level_proof, is_full=True)) < highest:
            highest, proof = told, level_proof
    if problem.lowest is not None and problem.lowest > highest:
        return _impossible(answer, highest, proof)
    proofs = [answer.proof] if answer.proof else []
    spare = LAST_SHARE * (until - time.perf_counter())
    for level in _levels(problem, rest, best, highest):
        left = until - time.perf_counter()
        if left < spare:
            break
        if not raised(problem, rest, flow, level, best) and relaxed is not None and problem.fair:
            relaxed.at(level, best, left / 3, is_hurried=True)
            if relaxed.is_impossible:
                highest, proof = min(highest, level - max(1, grid(rest))), None
    is_complete = False
    if relaxed is not None:
        level = best.level if problem.lowest is None else problem.lowest
        proofs += relaxed.at(level, best, max(LEAST_SECONDS, until - time.perf_counter()))
        is_complete = relaxed.is_complete
        if relaxed.is_impossible and problem.lowest is not None:
            return _impossible(answer, level - max(1, grid(rest)), None)
    return _told(problem, answer, best, highest, proof, proofs, is_complete=is_complete)


def _impossible(answer: Answer, highest: int, proof: LowestProof | None) -> Answer:
    return replace(
        answer, status=Status.INFEASIBLE, papers=(), objective=0, bound=None, proof=None, lowest=0, missing=0,
        lowest_bound=highest, lowest_proof=proof, conflict=("lowest",),
    )  # fmt: skip


def _own_best(problem: Problem, rest: Rest) -> tuple[int, LowestProof | None]:
    """Nobody is served better than by its own best reviewers: where that is least."""
    widest = max(1, int(rest.demand.max(initial=0)))
    padded = np.hstack([np.maximum(rest.affinity, 0), np.zeros((len(rest.demand), widest), dtype=np.int64)])
    top = -np.sort(-np.partition(padded, -widest, axis=1)[:, -widest:], axis=1)
    own = rest.had + np.where(np.arange(widest)[None, :] < rest.demand[:, None], top, 0).sum(axis=1)
    wanting = np.flatnonzero(problem.demand > 0)
    row = int(wanting[own[wanting].argmin()]) if wanting.size else 0
    weights = [int(number == row) for number in range(len(own))]
    return (int(own[row]) if wanting.size else 0), LowestProof(tuple(weights), (0,) * len(rest.most))


def _levels(problem: Problem, rest: Rest, best: Best, highest: int) -> Iterator[int]:
    """The level asked for; or levels between the best so far and the highest, by halving from above."""
    if problem.lowest is not None:
        yield problem.lowest
        return
    step = max(1, grid(rest))
    low, high = best.level, highest
    tried = highest
    for _halving in range(HALVINGS):
        if low >= high:
            break
        yield tried
        if best.level >= tried:
            low = best.level
        else:
            high = tried - step
        tried = max(low + step, (low + high + step) // 2 // step * step)


def raised(problem: Problem, rest: Rest, flow: Flow, level: int, best: Best) -> bool:
    """Whether an assignment of that level was found by raising; the better ones are offered on the way."""
    plain = np.where(rest.affinity < 0, -FAR, rest.affinity)
    weight = np.ones(len(rest.demand), dtype=np.int64)
    columns = len(rest.most)
    for _round in range(ROUNDS):
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


def _told(
    problem: Problem, answer: Answer, best: Best, highest: int, proof: LowestProof | None,
    proofs: list[Proof], *,
    is_complete: bool,
) -> Answer:  # fmt: skip
    from teranga.engines.assignment.solve import papers_of

    level = best.level if problem.fair else (problem.lowest or 0)
    is_met = best.level >= level
    bounds = [(sum_bound(best.rest, one, answer.missing, level), number) for number, one in enumerate(proofs)]
    bound, number = min(bounds)
    is_searched = is_complete and is_met and best.worth < bound
    if is_searched:
        bound = best.worth
    is_best = is_met and bound == best.worth and (not problem.fair or best.level == highest)
    status = Status.OPTIMAL if is_best else Status.FEASIBLE if is_met else Status.UNKNOWN
    return replace(
        answer, status=status, papers=papers_of(best.rest, best.given), objective=best.worth, bound=bound,
        proof=proofs[number], lowest=best.level, lowest_bound=highest, lowest_proof=proof,
        is_searched=is_searched,
    )  # fmt: skip
