"""Committees of the size of a conference, tight and loose: levels, bounds and the independent check."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from bench.parts.assignment import UNIT, scarce, texts
from teranga.engines.assignment.check import check
from teranga.engines.assignment.plain import problem
from teranga.engines.assignment.problem import Problem
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status
from tests.engines.assignment import test_assignment_properties as small

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("load", [2, 3, 4])
def test_the_worst_served_of_texts_is_proven(seed: int, load: int) -> None:
    asked = problem(texts(118, 177, seed), UNIT, 3, load, fair=True)
    answer = solve(asked, seconds=60)
    assert (answer.status, check(asked, answer)) == (Status.OPTIMAL, [])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("demand", [1, 2, 4])
def test_scarce_experts_are_shared_within_the_bounds(seed: int, demand: int) -> None:
    table = scarce(60, 80, seed)
    table[np.random.default_rng(seed).random(table.shape) < 0.1] = -1
    best = solve(problem(table, UNIT, demand, demand))
    asked = problem(table, UNIT, demand, demand, fair=True)
    answer = solve(asked, seconds=5)
    assert check(asked, answer) == []
    assert best.lowest <= answer.lowest <= (answer.lowest_bound or 0)
    assert answer.objective <= best.objective


@settings(max_examples=2000, deadline=None)
@given(small.problems(modes=("fair", "lowest")))
def test_what_is_called_the_best_is_the_best_of_all(asked: Problem) -> None:
    small.test_levels_and_sums_stay_within_their_bounds_and_what_is_called_best_is.hypothesis.inner_test(
        asked
    )
