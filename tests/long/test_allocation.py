"""Two thousand random rounds of aid, each checked by whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from teranga.engines.allocation.check import check
from teranga.engines.allocation.problem import Problem
from teranga.engines.allocation.solve import solve
from teranga.engines.status import Status
from tests.engines.allocation.test_allocation_properties import problems

pytestmark = pytest.mark.long


@settings(max_examples=2000, deadline=None)
@given(problems(most=14))
def test_no_earmark_pot_or_need_is_ever_broken(problem: Problem) -> None:
    answer = solve(problem, seconds=5, seed="long")
    if answer.status is not Status.INFEASIBLE:
        assert check(problem, answer) == []
