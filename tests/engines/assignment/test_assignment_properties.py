"""Small random committees, against every assignment there is."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga.engines.assignment.check import check
from teranga.engines.assignment.problem import Problem
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status

MODES = ("sum", "fair", "lowest", "likeliest")


@st.composite
def problems(draw, modes=MODES[:3]) -> Problem:
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    cells = st.sampled_from((-1, 0, 1, 2, 3, 5, 8))
    table = [[draw(cells) for _column in range(columns)] for _row in range(rows)]
    affinity = np.array(table, dtype=np.int64).reshape(rows, columns)
    demand = np.array([draw(st.integers(0, 2)) for _row in range(rows)], dtype=np.int64)
    most = np.array([draw(st.integers(0, 3)) for _column in range(columns)], dtype=np.int64)
    least = np.array([draw(st.integers(0, min(1, int(high)))) for high in most], dtype=np.int64)
    every = list(product(range(rows), range(columns)))
    kept = tuple(sorted(draw(st.sets(st.sampled_from(every), max_size=2)))) if every else ()
    mode = draw(st.sampled_from(modes))
    return Problem(
        affinity, demand, most, least, tuple(f"p{n}" for n in range(rows)),
        tuple(f"r{n}" for n in range(columns)), 1, kept, mode == "fair",
        draw(st.integers(0, 9)) if mode == "lowest" else None,
        draw(st.sampled_from((Fraction(1, 2), Fraction(2, 3), Fraction(1)))) if mode == "likeliest" else None,
    )  # fmt: skip


def every_assignment(problem: Problem):
    """(missing, worst-served, sum) of each assignment that may be."""
    done = {row: {c for at, c in problem.kept if at == row} for row in range(len(problem.proposals))}
    choices = []
    for row, wanted in enumerate(problem.demand.tolist()):
        free = [c for c in np.flatnonzero(problem.affinity[row] >= 0).tolist() if c not in done[row]]
        left = max(0, wanted - len(done[row]))
        choices.append([some for size in range(left + 1) for some in combinations(free, size)])
    for chosen in product(*choices):
        load, sums, missing = [0] * len(problem.reviewers), [], 0
        for row, some in enumerate(chosen):
            for column in (*some, *done[row]):
                load[column] += 1
            sums.append(sum(max(0, int(problem.affinity[row, c])) for c in (*some, *done[row])))
            missing += max(0, int(problem.demand[row]) - len(done[row])) - len(some)
        finished = [sum(column == c for _row, c in problem.kept) for column in range(len(load))]
        if all(max(int(least), has) <= got <= max(int(most), has) for least, most, got, has
               in zip(problem.least, problem.most, load, finished, strict=True)):  # fmt: skip
            wanting = [one for one, wanted in zip(sums, problem.demand, strict=True) if wanted]
            yield missing, min(wanting, default=0), sum(sums)


@settings(max_examples=80, deadline=None)
@given(problems(modes=("sum",)))
def test_as_few_as_possible_are_missing_and_no_sum_is_higher(problem: Problem):
    answer, every = solve(problem), list(every_assignment(problem))
    if not every:
        assert (answer.status, bool(answer.conflict)) == (Status.INFEASIBLE, True)
        return
    assert (answer.status, check(problem, answer)) == (Status.OPTIMAL, [])
    assert (answer.missing, answer.objective) == min(
        ((missing, total) for missing, _low, total in every), key=lambda one: (one[0], -one[1])
    )


@settings(max_examples=80, deadline=None)
@given(problems(modes=("fair", "lowest")))
def test_levels_and_sums_stay_within_their_bounds_and_what_is_called_best_is(problem: Problem):
    answer, every = solve(problem, seconds=1.0), list(every_assignment(problem))
    assert check(problem, answer) == []
    fewest = min((missing for missing, _low, _sum in every), default=0)
    full = [(low, total) for missing, low, total in every if missing == fewest]
    if problem.lowest is not None and problem.demand.any():
        full = [(low, total) for low, total in full if low >= problem.lowest]
    if answer.status is Status.INFEASIBLE:
        assert full == []
        return
    if not full:
        assert answer.status is Status.UNKNOWN
        return
    best = max(full) if problem.fair else max(full, key=lambda one: one[1])
    assert answer.lowest_bound is None or answer.lowest_bound >= max(low for low, _sum in full)
    if answer.status is Status.OPTIMAL or not answer.missing:
        assert (answer.status, answer.objective) == (Status.OPTIMAL, best[1])
    if problem.fair:
        assert answer.lowest <= best[0]


@settings(max_examples=80, deadline=None)
@given(problems(modes=("likeliest",)))
def test_no_pair_is_drawn_with_more_than_the_probability_asked_for(problem: Problem):
    answer = solve(problem, seed="s")
    assert check(problem, answer) == []
    if answer.status is not Status.INFEASIBLE:
        assert answer.status is Status.OPTIMAL
        assert solve(problem, seed="s") == answer
