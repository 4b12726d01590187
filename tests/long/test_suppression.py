"""A thousand published tables against the attacker with a solver, and the same with suppression off."""

from __future__ import annotations

import pytest

from teranga.foundation.suppression import publishable
from tests.domains.aid import giver_attacker
from tests.domains.proposals import statistics_attacker
from tests.foundation.test_suppression import narrow, tables

pytestmark = pytest.mark.long
MANY, SEED = 1_000, 2027


def test_f16_no_hidden_cell_of_a_thousand_tables_is_unique_or_within_three() -> None:
    published = [publishable(rows) for rows in tables(MANY, SEED)]
    assert sum(narrow(table) for table in published) == 0
    assert sum(bool(table.rows) for table in published) > MANY // 3


def test_without_complementary_suppression_the_same_attacker_finds_people_in_many() -> None:
    published = [publishable(rows, complementary=False) for rows in tables(MANY, SEED)]
    assert sum(narrow(table) for table in published) > MANY // 3


@pytest.mark.parametrize("funds", [2, 3, 4, 7])
def test_f16_the_page_of_a_round_and_the_reports_to_two_givers_give_nobody_away(funds: int) -> None:
    held = giver_attacker.rounds(4 * MANY, SEED, funds)
    assert sum(giver_attacker.narrow(one) for one in held) == 0
    assert len(held) > MANY // 4


def test_f16_the_statistics_of_a_thousand_calls_show_no_number_of_few_people() -> None:
    bounded, of_few, said = statistics_attacker.attack(MANY, SEED)
    assert (bounded, of_few) == (0, 0)
    assert said > MANY // 4
