"""Votes of those who come as a part of the score, and ranks: pure values in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.domains.proposals.rules_scores import FEWEST_VOTERS, MOST_OF_VOTES, mixed, ranks

KEYS = st.sampled_from("pqrstu")
SCORES = st.dictionaries(KEYS, st.floats(0.25, 0.75), min_size=1)
VOTES = st.dictionaries(
    KEYS, st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from((0, 1 / 3, 2 / 3, 1.0)), min_size=1)
)
PERCENT = st.integers(0, MOST_OF_VOTES)
NEAR = pytest.approx


def said(**wishes: float) -> dict[str, dict[str, float]]:
    """As many as count say the same of each."""
    return {key: {f"voter {nth}": wish for nth in range(FEWEST_VOTERS)} for key, wish in wishes.items()}


def test_votes_lift_what_people_want_and_lower_what_they_do_not_by_as_much():
    told = mixed({"p": 0.5, "q": 0.5, "r": 0.8, "s": 0.2}, said(p=1.0, q=0.0, r=0.5, s=0.5), percent=20)
    assert told["p"] > 0.5 > told["q"]
    assert told["p"] - 0.5 == NEAR(0.5 - told["q"])


def test_half_the_score_is_the_most_that_votes_make():
    scores, votes = {"p": 0.9, "q": 0.1}, said(p=0.0, q=1.0)
    assert mixed(scores, votes, percent=50) == mixed(scores, votes, percent=80) == NEAR({"p": 0.5, "q": 0.5})


def test_generous_voters_move_nothing():
    scores = {"p": 0.6, "q": 0.3, "r": 0.5}
    assert mixed(scores, said(p=0.0, q=1 / 3, r=2 / 3), percent=30) == NEAR(
        mixed(scores, said(p=1 / 3, q=2 / 3, r=1.0), percent=30)
    )


@given(scores=SCORES, votes=VOTES)
def test_votes_that_weigh_nothing_change_nothing(
    scores: dict[str, float], votes: dict[str, dict[str, float]]
):
    assert mixed(scores, votes, percent=0) == scores


@given(scores=SCORES, votes=VOTES, percent=PERCENT)
def test_scores_stay_scores_and_with_too_few_votes_they_stay_what_they_are(
    scores: dict[str, float], votes: dict[str, dict[str, float]], percent: int
):
    told = mixed(scores, votes, percent=percent)
    assert told.keys() == scores.keys()  # nobody gets a score by votes alone
    for key, score in told.items():
        assert 0 <= score <= 1
        if len(votes.get(key, ())) < FEWEST_VOTERS:
            assert score == NEAR(scores[key])


@given(scores=SCORES, votes=VOTES, percent=PERCENT)
def test_those_who_were_voted_on_are_together_no_better_off_than_those_who_were_not(
    scores: dict[str, float], votes: dict[str, dict[str, float]], percent: int
):
    told = mixed(scores, votes, percent=percent)
    if min(told.values()) > 0 and max(told.values()) < 1:  # nothing was cut off at the end of the scale
        assert sum(told.values()) == NEAR(sum(scores.values()))


@given(scores=SCORES, votes=VOTES, percent=PERCENT)
def test_names_of_proposals_and_voters_do_not_matter(
    scores: dict[str, float], votes: dict[str, dict[str, float]], percent: int
):
    other = {
        key + "'": {who + "'": wish for who, wish in reversed(sheet.items())} for key, sheet in votes.items()
    }
    told = mixed({key + "'": score for key, score in scores.items()}, other, percent=percent)
    assert told == NEAR({key + "'": score for key, score in mixed(scores, votes, percent=percent).items()})


def test_ranks_begin_at_one_and_equal_scores_share_one():
    assert ranks({"p": 0.5, "q": 0.9, "r": 0.5, "s": 0.1}) == {"q": 1, "p": 2, "r": 2, "s": 4}
    assert ranks({}) == {}


@given(scores=SCORES)
def test_as_many_are_before_one_as_its_rank_says(scores: dict[str, float]):
    rounded = {key: round(score, 6) for key, score in scores.items()}
    found = ranks(scores)
    assert found == {
        key: 1 + sum(other > score for other in rounded.values()) for key, score in rounded.items()
    }
