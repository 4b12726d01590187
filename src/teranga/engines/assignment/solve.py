"""Assign reviewers: fewest reviews missing, then (if asked) the worst-served first, then the highest sum."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment import conflict, fair, limited, raising
from teranga.engines.assignment.bound import sum_bound
from teranga.engines.assignment.flow import FAR, Flow, Transport, Unreachable
from teranga.engines.assignment.problem import (
    Answer,
    Problem,
    Proof,
    Rest,
    Truth,
    lowest_of,
    rest_of,
)
from teranga.engines.status import Status


def solve(problem: Problem, *, seconds: float = 10.0, seed: str = "") -> Answer:
    """The best assignment; with a level for the worst-served the best found in about so many seconds."""
    began, rest = time.perf_counter(), rest_of(problem)
    try:
        if problem.likeliest is not None:
            return limited.solve(problem, rest, seed)
        asks_level = (problem.fair or problem.lowest is not None) and bool(problem.demand.any())
        flow, missing_price = start(rest, raising.STRONGEST if asks_level else 1)
    except Unreachable as short:
        return Answer(Status.INFEASIBLE, seed=seed, conflict=conflict.of(problem, rest, short.columns))
    proof = proof_of(flow, rest, missing_price)
    answer = answered(problem, rest, flow.units, proof, seed)
    if asks_level and answer.papers:
        return fair.improve(problem, rest, flow, answer, began + seconds)
    return answer


def start(rest: Rest, strongest: int = 1, per_pair: int = 1, parts: int = 1) -> tuple[Flow, int]:
    """The flow of the highest sum, and what a missing review costs in it: more than any sum can be, even with
    affinities so many times as strong. What nobody reviews is given by the columns at the end."""
    demand, most = rest.demand * parts, rest.most * parts
    nobodies = -(-int(demand.max(initial=0)) // per_pair)
    best = np.maximum(rest.affinity.max(axis=1, initial=0), 0)
    missing = strongest * sum(int(a) * int(d) for a, d in zip(best, demand, strict=True)) + 1
    gain = np.empty((len(demand), len(most) + nobodies), dtype=np.int64)
    gain[:, : len(most)] = np.where(rest.affinity < 0, -FAR, rest.affinity)
    gain[:, len(most) :] = -missing
    none = np.zeros(nobodies, dtype=np.int64)
    asked = Transport(
        gain, demand, np.append(rest.least * parts, none),
        np.append(most, none + int(demand.sum()) + 1), per_pair,
    )  # fmt: skip
    return Flow(asked).run(), missing


def proof_of(flow: Flow, rest: Rest, missing: int) -> Proof:
    return Proof(tuple(flow.prices[: len(rest.most)].tolist()), missing)


def answered(problem: Problem, rest: Rest, units: NDArray[np.int16], proof: Proof, seed: str) -> Answer:
    """What the units say, with the bound that the prices give."""
    given = units[:, : len(rest.most)] > 0
    sums = rest.had + np.where(given, rest.affinity, 0).sum(axis=1)
    missing = int(rest.demand.sum()) - int(given.sum())
    worth, low = int(sums.sum()), lowest_of(problem, sums)
    bound = sum_bound(rest, proof, missing, low)
    return Answer(
        Status.OPTIMAL if bound == worth else Status.FEASIBLE, papers_of(rest, given), worth, bound, missing,
        low, None, proof, seed=seed,
    )  # fmt: skip


def papers_of(rest: Rest, given: Truth) -> tuple[tuple[int, ...], ...]:
    """The reviewers of each proposal, in their order, finished reviews included."""
    papers = [np.flatnonzero(row).tolist() for row in given]
    for row, column in rest.kept:
        papers[row].append(column)
    return tuple(tuple(sorted(paper)) for paper in papers)
