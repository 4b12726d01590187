"""Chances instead of a certainty: no pair is drawn with more than a given probability.

Whoever bids for a friend's proposal, or against a rival's, then cannot count on getting it (Jecmen and
others, Mitigating Manipulation in Peer Review via Randomized Reviewer Assignments, NeurIPS 2020). The
probabilities with the highest expected sum are a transport problem again, in parts of the whole: a proposal
that needs three reviews takes 3 x 20 parts of 1/20 each, and a pair carries as many as the limit allows.
Then one assignment is drawn that has exactly these probabilities (dependent rounding; Gandhi, Khuller,
Parthasarathy and Srinivasan, Dependent rounding and its applications to approximation algorithms, 2006,
which samples one term of a decomposition as Birkhoff's): along a cycle or a path of undecided pairs,
probability moves from every other pair to those between them, this way or that by the toss of a fair-
weighted coin, until every pair is decided.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import numpy as np

from teranga.engines.assignment.problem import (
    PARTS,
    Answer,
    Chances,
    Matrix,
    Problem,
    Proof,
    Rest,
    Truth,
    lowest_of,
)
from teranga.engines.status import Status


def limit_of(likeliest: Fraction) -> tuple[int, int]:
    """(parts a pair may have, parts of the whole): the limit itself where it has a small denominator, else
    rounded down."""
    if likeliest.denominator <= PARTS:
        return likeliest.numerator, likeliest.denominator
    return int(likeliest * PARTS), PARTS


def solve(problem: Problem, rest: Rest, seed: str) -> Answer:
    """Raises Unreachable as the flow does."""
    from teranga.engines.assignment.solve import papers_of, start

    limit, whole = limit_of(problem.likeliest or Fraction(1))
    flow, missing_price = start(rest, per_pair=limit, parts=whole)
    columns = len(rest.most)
    units = flow.units[:, :columns].astype(np.int64)
    expected = int((units * np.maximum(rest.affinity, 0)).sum()) + whole * int(rest.had.sum())
    short = whole * int(rest.demand.sum()) - int(units.sum())
    proof = Proof(tuple(flow.prices[:columns].tolist()), missing_price)
    given = drawn(units, whole, random.Random(seed))  # noqa: S311 - to be repeated by anybody, not to be secret
    sums = rest.had + np.where(given, rest.affinity, 0).sum(axis=1)
    told = tuple(tuple((int(c), int(row[c])) for c in np.flatnonzero(row)) for row in units)
    chances = Chances(whole, limit, told, expected)
    objective = Fraction(expected, whole)
    bound = Fraction(parts_bound(rest, proof, limit, whole, short), whole)
    return Answer(
        Status.OPTIMAL if bound == objective else Status.FEASIBLE, papers_of(rest, given), objective, bound,
        int(rest.demand.sum()) - int(given.sum()), lowest_of(problem, sums), proof=proof, chances=chances,
        seed=seed,
    )  # fmt: skip


def parts_bound(rest: Rest, proof: Proof, limit: int, whole: int, short: int) -> int:
    """Of the expected sum times `whole`: as sum_bound, with pairs that carry up to `limit` parts."""
    prices = np.array(proof.prices, dtype=np.int64)
    value = np.where(rest.affinity < 0, -proof.missing, rest.affinity - prices)
    total = -(-rest.demand * whole // limit)
    widest = int(total.max(initial=0))
    nobody = np.full((len(value), widest), -proof.missing, dtype=np.int64)
    padded = -np.sort(-np.hstack([np.maximum(value, -proof.missing), nobody]), axis=1)[:, :widest]
    left = np.clip(rest.demand[:, None] * whole - limit * np.arange(widest)[None, :], 0, limit)
    worth = sum(int(one) for one in (padded * left).sum(axis=1).tolist())
    loads = np.where(prices > 0, rest.most, rest.least) * whole
    worth += sum(int(load) * int(price) for load, price in zip(loads, prices, strict=True))
    return worth + proof.missing * short + whole * int(rest.had.sum())


def drawn(units: Matrix, whole: int, coin: random.Random) -> Truth:
    """One assignment in which each pair is with probability units / whole; the sum of each row and column
    that is a whole number stays so, any other goes up or down to the next whole number."""
    rows = len(units)
    state = {
        (row, column): int(units[row, column])
        for row, column in np.argwhere((units > 0) & (units < whole)).tolist()
    }
    open_: dict[int, set[int]] = {}
    for row, column in state:
        open_.setdefault(row, set()).add(rows + column)
        open_.setdefault(rows + column, set()).add(row)
    given = units >= whole
    while state:
        line = _line(open_)
        edges = [(min(a, b), max(a, b) - rows) for a, b in pairwise(line)]
        up = min([whole - state[edge] for edge in edges[::2]] + [state[edge] for edge in edges[1::2]])
        down = min([state[edge] for edge in edges[::2]] + [whole - state[edge] for edge in edges[1::2]])
        step = up if coin.randrange(up + down) < down else -down
        for place, edge in enumerate(edges):
            state[edge] += -step if place % 2 else step
            if state[edge] in (0, whole):
                given[edge] = state.pop(edge) == whole
                _close(open_, edge[0], rows + edge[1])
    return given


def _line(open_: dict[int, set[int]]) -> list[int]:
    """A cycle of undecided pairs, or a path that cannot be made longer at either end."""
    ends = [node for node, others in open_.items() if len(others) == 1]
    line = [min(ends) if ends else min(open_)]
    place = {line[0]: 0}
    while True:
        others = [node for node in sorted(open_[line[-1]]) if len(line) < 2 or node != line[-2]]
        if not others:
            return line
        if others[0] in place:
            return [*line[place[others[0]] :], others[0]]
        place[others[0]] = len(line)
        line.append(others[0])


def _close(open_: dict[int, set[int]], a: int, b: int) -> None:
    for one, other in ((a, b), (b, a)):
        open_[one].discard(other)
        if not open_[one]:
            del open_[one]
