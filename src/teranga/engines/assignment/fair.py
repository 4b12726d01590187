"""The worst-served proposal first, or kept above a level; then the highest sum.

Finding the best level is hard (it contains the fair division of indivisible things), so there are two ways.
*Raising* (raising.py) takes moments even for thousands. *Relaxing*, where the numbers are small enough: the
linear relaxations of "highest level" and of "highest sum at this level" (relax.py, with the sharper rows of
shape.py) give bounds, and whole assignments are sought among the pairs whose reduced costs are small
(whole.py), at levels from the highest down (climb.py).
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from teranga.engines.assignment import relax, whole
from teranga.engines.assignment.best import Best
from teranga.engines.assignment.bound import grid, sum_bound
from teranga.engines.assignment.climb import Ladder
from teranga.engines.assignment.flow import Flow
from teranga.engines.assignment.problem import Answer, LowestProof, Problem, Proof, Rest
from teranga.engines.assignment.shape import sharp
from teranga.engines.status import Status

FEW_PAIRS = 150_000  # up to so many the relaxations are solved
LAST_SHARE = 0.3  # of the time is kept for the last search, for the sum
NEAR = 1e-9  # the part by which the solver's sums may be off


def improve(problem: Problem, rest: Rest, flow: Flow, answer: Answer, until: float) -> Answer:
    """From the assignment with the highest sum to the one that was asked for."""
    given = flow.units[:, : len(rest.most)] > 0
    best = Best(problem, rest, given, answer.lowest, int(answer.objective))
    highest, proof = _own_best(problem, rest)  # proof is None where a search in whole numbers lowered it
    is_small = rest.affinity.size <= FEW_PAIRS and answer.missing == 0 and bool(rest.demand.any())
    relaxed = relax.Relaxation(rest, until) if is_small else None
    if relaxed is not None:
        relaxed.also(given)
    if problem.lowest is not None and problem.lowest > highest:
        return _impossible(answer, highest, proof)
    ladder = Ladder(problem, rest, flow, best, relaxed, highest)
    ladder.climb(until - LAST_SHARE * (until - time.perf_counter()))
    if ladder.highest < highest:
        highest, proof = ladder.highest, None
    level = best.level if problem.lowest is None else problem.lowest
    proofs, most = [answer.proof] if answer.proof else [], None
    if problem.lowest is not None and level > highest:
        return _impossible(answer, highest, None)
    if relaxed is not None and sum_bound(rest, proofs[0], answer.missing, level) > best.worth:
        most = _most(relaxed, rest, level, best, proofs, until)
        if most is not None and most < 0:
            return _impossible(answer, level - max(1, grid(rest)), None)
    return _told(problem, answer, best, highest, proof, proofs, most)


def _most(
    relaxed: relax.Relaxation, rest: Rest, level: int, best: Best, proofs: list[Proof], until: float
) -> int | None:  # fmt: skip
    """What a search has seen that no sum at the level exceeds; -1 where nothing has the level. The proof by
    prices is added to the others, the better assignments are offered."""
    relaxed.also(best.given)
    if (by_prices := relaxed.proof(level)) is not None:
        proofs.append(by_prices)
    if (shape := sharp(rest, level)) is None:
        return -1
    said = whole.Search(relaxed, shape, level, best, until).run(is_hurried=False)
    if said.is_impossible:
        return -1
    if said.is_best:
        return best.worth
    if np.isinf(said.most):
        return None
    step = max(1, grid(rest))
    return (math.floor(said.most * relaxed.unit / step * (1 + NEAR) + NEAR) * step) + int(rest.had.sum())


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


def _told(
    problem: Problem, answer: Answer, best: Best, highest: int, proof: LowestProof | None,
    proofs: list[Proof], most: int | None,
) -> Answer:  # fmt: skip
    from teranga.engines.assignment.solve import papers_of

    level = best.level if problem.fair else (problem.lowest or 0)
    is_met = best.level >= level
    bounds = [(sum_bound(best.rest, one, answer.missing, level), number) for number, one in enumerate(proofs)]
    bound, number = min(bounds)
    is_searched = most is not None and most < bound
    if is_searched and most is not None:
        bound = max(most, best.worth) if is_met else most
    is_best = is_met and bound == best.worth and (not problem.fair or best.level == highest)
    status = Status.OPTIMAL if is_best else Status.FEASIBLE if is_met else Status.UNKNOWN
    return replace(
        answer, status=status, papers=papers_of(best.rest, best.given), objective=best.worth, bound=bound,
        proof=proofs[number], lowest=best.level, lowest_bound=highest, lowest_proof=proof,
        is_searched=is_searched,
    )  # fmt: skip
