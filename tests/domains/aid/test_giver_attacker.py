"""The public page and two givers' reports together tell no more of a small group than each does alone."""

from __future__ import annotations

import pytest

from tests.domains.aid.giver_attacker import narrow, rounds

MANY, SEED = 150, 1926


@pytest.mark.parametrize("funds", [2, 3, 5])
def test_f16_who_holds_two_givers_reports_and_the_page_finds_no_hidden_cell(funds: int) -> None:
    held = rounds(MANY, SEED, funds)
    assert sum(narrow(one) for one in held) == 0
    assert len(held) > MANY // 10


def test_without_one_plan_for_both_the_reports_of_two_funds_tell_of_people() -> None:
    assert sum(narrow(one) for one in rounds(MANY, SEED, 2, planned=False)) > 0
