"""Thousands of small calls against every programme there is: optimum, regret, reason, price, conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from teranga.engines.selection.problem import Problem
from tests.engines.selection import test_selection_properties as small

pytestmark = pytest.mark.long
EVERY = (
    small.test_no_programme_is_better_and_none_is_refused_that_exists,
    small.test_regrets_and_the_next_best_programme_are_what_trying_all_of_them_tells,
    small.test_what_stopped_a_proposal_is_what_lets_it_in_when_it_is_left_away,
    small.test_a_price_is_what_the_score_gains_without_the_rule,
    small.test_rules_that_cannot_hold_together_can_without_any_one_of_them,
)


@pytest.mark.parametrize("test", EVERY, ids=lambda test: test.__name__)
def test_small_calls_agree_with_trying_everything(test: Callable[..., None]) -> None:
    @settings(max_examples=1000, deadline=None)
    @given(small.problems())
    def many(problem: Problem) -> None:
        test.hypothesis.inner_test(problem)  # type: ignore[attr-defined]

    many()
