"""Small committees solved by hand, and real bids where they are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from bench.parts.assignment import UNIT, scarce
from teranga.engines.assignment.affinity import Proposal, Reviewer, problem_of, words_of
from teranga.engines.assignment.check import check
from teranga.engines.assignment.explain import Why, explain, trade
from teranga.engines.assignment.plain import from_matrix, from_plain, problem
from teranga.engines.assignment.problem import Problem, Unclear
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status

BIDS = Path(__file__).parents[4] / "shared" / "data" / "optimise" / "review"


def committee(rows: list[list[int]], demand: int = 1, most: int = 1, **more) -> Problem:
    return replace(problem(np.array(rows, dtype=np.int64), 1, demand, most), **more)


def test_the_sum_is_the_highest_there_is_and_the_prices_prove_it():
    asked = committee([[9, 8], [8, 1]])
    answer = solve(asked)
    assert (answer.papers, answer.objective, answer.bound) == (((1,), (0,)), 16, 16)
    assert (answer.status, check(asked, answer)) == (Status.OPTIMAL, [])


def test_the_worst_served_comes_first_when_that_is_asked_for():
    rows = [[9, 5], [6, 1]]
    best, fair = solve(committee(rows)), solve(committee(rows, fair=True))
    assert (best.objective, best.lowest) == (11, 5)
    assert (fair.objective, fair.lowest, fair.lowest_bound) == (11, 5, 5)
    rows = [[9, 4], [4, 1]]
    best, fair = solve(committee(rows)), solve(committee(rows, fair=True))
    assert (best.objective, best.lowest) == (10, 1)
    assert (fair.objective, fair.lowest, fair.status) == (8, 4, Status.OPTIMAL)


def test_a_level_that_nothing_reaches_is_named_as_the_conflict():
    answer = solve(committee([[9, 4], [4, 1]], lowest=5))
    assert (answer.status, answer.conflict, answer.papers) == (Status.INFEASIBLE, ("lowest",), ())
    assert answer.lowest_bound == 4


def test_least_loads_that_cannot_hold_are_named_and_no_others():
    asked = committee([[1, 1, 1], [1, 1, 1]], least=np.array([1, 1, 1]))
    answer = solve(asked)
    assert answer.status is Status.INFEASIBLE
    assert answer.conflict == ("least:0", "least:1", "least:2")
    alone = committee([[1, -1, 1], [1, -1, 1]], least=np.array([1, 1, 0]))
    assert solve(alone).conflict == ("least:1",)


def test_what_nobody_may_review_is_missing_and_counted():
    asked = committee([[-1, -1], [3, 2]], demand=2)
    answer = solve(asked)
    assert (answer.papers, answer.missing, answer.objective) == (((), (0, 1)), 2, 5)
    assert (answer.status, check(asked, answer)) == (Status.OPTIMAL, [])
    assert explain(asked, answer)[0].why is Why.FEW


def test_finished_reviews_stay_and_use_up_load():
    asked = committee([[9, 1], [9, 1]], kept=((1, 0),))
    answer = solve(asked)
    assert answer.papers == ((1,), (0,))
    assert check(asked, answer) == []


def test_the_check_finds_what_is_wrong():
    asked = committee([[9, 8], [8, 1]])
    answer = solve(asked)
    assert check(asked, replace(answer, objective=17)) == [
        "the objective is 16, not 17", "the bound is below the objective", "it is not proven to be the best",
    ]  # fmt: skip
    assert check(asked, replace(answer, papers=((0,), (0,)))) == ["0 has more than the most"]
    swapped = replace(answer, papers=((0,), (1,)), objective=10, lowest=1)
    assert check(asked, swapped) == ["it is not proven to be the best"]
    assert check(asked, replace(swapped, bound=10)) == [
        "the prices prove 16 only, not 10", "it is not proven to be the best",
    ]  # fmt: skip


def test_a_better_reviewer_who_is_needed_elsewhere_is_named_with_the_cost():
    asked = committee([[9, 8], [8, 1]])
    first, second = explain(asked, solve(asked))
    assert (first.why, second.why) == (Why.LOAD, Why.BEST)
    assert [(one.reviewer, one.affinity) for one in first.better] == [(0, 9)]
    assert 0 <= first.better[0].costs <= 6
    assert second.better == ()


def test_probabilities_are_met_by_the_draws():
    asked = committee([[9, 0, 0], [9, 0, 0], [0, 0, 0]], likeliest=Fraction(1, 2))
    drawn = Counter(solve(asked, seed=str(number)).papers[0][0] for number in range(200))
    chances = solve(asked).chances
    assert chances is not None
    assert dict(chances.units[0])[0] == 1
    assert chances.whole == 2
    assert 70 <= drawn[0] <= 130


def test_the_sum_falls_as_the_worst_served_is_lifted():
    points = list(trade(committee([[9, 4], [4, 1]]), (1, 4, 5)))
    assert [(one.lowest, one.objective) for one in points] == [(1, 10), (4, 8)]


def test_a_level_that_is_hard_to_reach_is_proven_and_the_same_every_time():
    table = scarce(24, 24, 3)
    asked = problem(table, UNIT, 3, 3, fair=True)
    best, answer = solve(problem(table, UNIT, 3, 3)), solve(asked, seconds=60)
    assert (answer.status, answer.lowest, answer.lowest_bound) == (Status.OPTIMAL, 1068664760, 1068664760)
    assert (check(asked, answer), solve(asked, seconds=60)) == ([], answer)
    assert (best.lowest, best.objective > answer.objective) == (555010028, True)
    above = solve(replace(asked, fair=False, lowest=answer.lowest + 1), seconds=60)
    assert (above.status, above.conflict) == (Status.INFEASIBLE, ("lowest",))


def test_words_and_topics_bring_those_together_who_fit():
    proposals = [
        Proposal("bees", frozenset({"data"}), "Counting bees with sensors", "en", frozenset({"ama"}), 1),
        Proposal("loom", frozenset({"web"}), "Weaving patterns for a loom", "fr", demand=1),
    ]
    reviewers = [
        Reviewer("ama", frozenset({"data"}), "I count bees", frozenset({"en"})),
        Reviewer("kofi", frozenset({"data"}), "Sensors for bees", frozenset({"en"})),
        Reviewer("sena", frozenset({"web"}), "Patterns of a loom", frozenset({"fr", "en"})),
    ]
    asked = problem_of(proposals, reviewers)
    assert (asked.affinity >= 0).tolist() == [[False, True, True], [False, False, True]]
    assert solve(asked).papers == ((1,), (2,))
    assert words_of("L'été à Lomé, an 2026 !") == ["ete", "lome"]


def test_a_committee_is_read_from_plain_values_and_refused_in_words():
    told = {
        "proposals": [{"key": "a", "demand": 1}],
        "reviewers": [{"key": "b", "most": 1}],
        "finished": [["a", "b"]],
    }
    assert solve(from_plain(told, fair=True)).papers == ((0,),)
    with pytest.raises(Unclear, match="has no 'proposals'"):
        from_plain({}, fair=False)
    with pytest.raises(Unclear, match="has 1 numbers, not 1 x 2"):
        from_matrix("1 2\n0.5", demand=1, most=1)


@pytest.mark.parametrize(("name", "load", "best"), [("preflib1", 6, 124.25), ("aamas2016", 12, 949.5)])
def test_real_bids_are_assigned_with_a_proof(name: str, load: int, best: float):
    if not (file := BIDS / f"{name}.in").exists():
        pytest.skip("shared/data/optimise/review is not here")
    asked = from_matrix(file.read_text(encoding="utf-8"), demand=3, most=load)
    answer = solve(asked)
    assert (answer.status, answer.missing, answer.objective / asked.unit) == (Status.OPTIMAL, 0, best)
    assert check(asked, answer) == []
