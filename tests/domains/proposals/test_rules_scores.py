"""Scores out of what several people gave: who happens to read a proposal does not decide."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.domains.proposals.rules_scores import (
    Line,
    majority,
    manners,
    means,
    normalised,
    sheet_points,
)

POINTS = st.floats(0, 1)
SHEETS = st.dictionaries(
    st.sampled_from("pqrstu"), st.dictionaries(st.sampled_from("abcd"), POINTS, max_size=4), max_size=6
)


def test_lines_count_by_their_weight_and_from_their_least_to_their_most() -> None:
    assert sheet_points([(Line(2, 0, 4), 4), (Line(1, 1, 5), 1)]) == pytest.approx(2 / 3)
    assert sheet_points([(Line(0, 0, 4), 4)]) is None
    assert sheet_points([]) is None


def test_a_plain_mean_is_a_plain_mean() -> None:
    assert means({"p": {"a": 0.5, "b": 1.0}, "q": {}}) == {"p": 0.75}


def test_who_was_read_by_a_strict_reviewer_is_not_worse_off() -> None:
    sheets = {
        "both": {"strict": 0.2, "kind": 0.8}, "also": {"strict": 0.3, "kind": 0.9},
        "again": {"strict": 0.25, "kind": 0.85}, "unlucky": {"strict": 0.4}, "lucky": {"kind": 0.6},
    }  # fmt: skip
    assert means(sheets)["unlucky"] < means(sheets)["lucky"]
    assert normalised(sheets)["unlucky"] > normalised(sheets)["lucky"]
    told = manners(sheets)
    assert told["strict"].severity > 0 > told["kind"].severity
    assert (told["strict"].reviews, told["kind"].reviews) == (4, 4)


def test_one_review_says_less_than_three_that_agree() -> None:
    sheets = {
        "once": {"a": 0.9}, "thrice": {"a": 0.9, "b": 0.9, "c": 0.9}, "low": {"a": 0.1, "b": 0.1, "c": 0.1},
    }  # fmt: skip
    scores = normalised(sheets)
    assert scores["low"] < scores["once"] < scores["thrice"]


def test_normalised_scores_are_nearer_to_the_truth_than_means() -> None:
    """300 proposals read by 3 of 30 people each; some are strict, some use half of the scale."""
    chance = random.Random(6)
    truth = {f"p{nth}": chance.gauss(0.55, 0.13) for nth in range(300)}
    manner = {f"r{nth}": (chance.gauss(0, 0.15), chance.uniform(0.5, 1.4)) for nth in range(30)}
    sheets: dict[str, dict[str, float]] = {}
    for key, worth in truth.items():
        for reviewer in chance.sample(sorted(manner), 3):
            lean, spread = manner[reviewer]
            points = 0.55 + lean + spread * (worth - 0.55 + chance.gauss(0, 0.08))
            sheets.setdefault(key, {})[reviewer] = min(1.0, max(0.0, points))

    def order_kept(scores: dict[str, float]) -> float:
        keys = sorted(truth)
        pairs = [(one, other) for one in keys for other in keys if one < other]
        right = sum((truth[one] < truth[other]) == (scores[one] < scores[other]) for one, other in pairs)
        return right / len(pairs)

    plain, fair = order_kept(means(sheets)), order_kept(normalised(sheets))
    assert (round(plain, 2), round(fair, 2)) == (0.8, 0.89)


@given(SHEETS)
def test_scores_stay_between_0_and_1_for_every_proposal_that_was_reviewed(
    sheets: dict[str, dict[str, float]],
) -> None:
    scores = normalised(sheets)
    assert scores.keys() == {key for key, sheet in sheets.items() if sheet}
    assert all(0 <= score <= 1 for score in scores.values())


@given(SHEETS, st.randoms())
def test_the_order_in_which_reviews_came_says_nothing(
    sheets: dict[str, dict[str, float]], chance: random.Random
) -> None:
    shuffled = [(key, list(sheet.items())) for key, sheet in sheets.items()]
    chance.shuffle(shuffled)
    for _key, sheet in shuffled:
        chance.shuffle(sheet)
    assert normalised({key: dict(sheet) for key, sheet in shuffled}) == normalised(sheets)


@given(st.dictionaries(st.sampled_from("pqrs"), POINTS, min_size=1))
def test_where_all_read_all_and_differ_by_severity_alone_the_order_of_the_means_stays(
    worth: dict[str, float],
) -> None:
    sheets = {key: {"a": points / 2, "b": points / 2 + 0.5} for key, points in worth.items()}
    plain, fair = means(sheets), normalised(sheets)
    for one in worth:
        for other in worth:
            assert plain[one] + 1e-6 >= plain[other] or fair[one] <= fair[other] + 1e-9


def test_the_middle_grade_decides_and_equal_ones_by_those_above_and_below() -> None:
    grades = {"even": [3, 3, 3], "liked": [3, 3, 4], "less": [2, 3, 3], "loved": [4, 4, 0], "lower": [1, 2]}
    scores = majority(grades, least=0, most=4)
    assert sorted(scores, key=scores.__getitem__) == ["lower", "less", "even", "liked", "loved"]
    assert scores["even"] == pytest.approx(0.7)
    assert majority({"none": []}, least=0, most=4) == {}


@given(st.dictionaries(st.sampled_from("pq"), st.lists(st.integers(0, 4), min_size=1), min_size=2))
def test_a_higher_middle_grade_is_never_beaten(grades: dict[str, list[int]]) -> None:
    scores = majority(grades, least=0, most=4)
    middle = {key: sorted(given)[(len(given) - 1) // 2] for key, given in grades.items()}
    assert all(0 <= score <= 1 for score in scores.values())
    if middle["p"] > middle["q"]:
        assert scores["p"] >= scores["q"]
