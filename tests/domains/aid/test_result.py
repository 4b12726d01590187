"""What everybody may see of a decided round: fixed when it was signed, and nobody to be found in it."""

from __future__ import annotations

import pytest

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions.answers import decline_offer
from teranga.domains.aid.queries_result import result_of
from tests.factories.aid import an_application
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided
from tests.factories.communities import a_community

pytestmark = pytest.mark.django_db


def test_nothing_shows_before_the_decision_and_the_same_ever_after():
    row, _funds = a_funded_round(a_community(), 60_000)
    people = [asking(row, 10_000, 1 - nth / 20, groups=["women"] if nth % 2 else []) for nth in range(12)]
    assert result_of(row) is None
    decided(row)
    row.refresh_from_db()
    told = result_of(row)
    assert told is not None
    assert (told.applied, told.awarded, told.money) == (12, 6, 60_000)
    assert told.parts == (("travel", 60_000),)
    assert dict(told.tables)["country"].cells == ((6, 6),)
    assert dict(told.tables)["women"].cells == ((None, None), (None, None))  # three of each
    assert told.seed == row.draw_seed
    decline_offer(award=award_of(people[0]), by=COMMAND_LINE, at=AFTER)
    assert result_of(row) == told


def test_f16_too_few_awards_show_neither_their_number_nor_their_money():
    row, _funds = a_funded_round(a_community(), 40_000)
    for nth in range(10):
        asking(row, 10_000, 1 - nth / 20)
    decided(row)
    row.refresh_from_db()
    told = result_of(row)
    assert told is not None
    assert (told.applied, told.awarded, told.money, told.parts, told.tables) == (10, None, None, (), ())


def test_f16_the_money_of_a_part_that_few_got_is_told_with_others_alone():
    row, _funds = a_funded_round(a_community(), 900_000)
    for nth in range(7):
        an_application(
            row,
            "in_review",
            points=0.9,
            asks={"travel": 10_000, "ticket": 5_000, **({"bed": 3_000} if nth < 2 else {})},
        )
    decided(row)
    row.refresh_from_db()
    told = result_of(row)
    assert told is not None
    assert (told.money, told.parts) == (111_000, (("travel", 70_000), ("others", 41_000)))
