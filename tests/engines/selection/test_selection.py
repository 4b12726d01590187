"""Small programmes solved by hand, and the instances of the benchmark where they are there."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from teranga.engines.selection import explain
from teranga.engines.selection.check import broken, check
from teranga.engines.selection.explain import Why
from teranga.engines.selection.plain import from_plain, to_plain
from teranga.engines.selection.problem import Problem, Proposal, Rule, Space, Unclear
from teranga.engines.selection.solve import solve
from teranga.engines.status import Status

INSTANCES = Path(__file__).parents[4] / "shared" / "data" / "optimise" / "synthetic"


def call(*rows: tuple[int, str, str], **more) -> Problem:
    proposals = tuple(
        Proposal(f"p{number}", score, frozenset(groups.split()), frozenset(people.split()))
        for number, (score, groups, people) in enumerate(rows)
    )
    return Problem(proposals, **more)


AI_AT_MOST_ONE = Rule("ai at most one", "ai", floor=False, count=1)
FRENCH = Rule("french", "french", floor=True, count=1)


def test_the_best_scores_are_chosen_and_a_quota_has_its_price():
    asked = call((9, "ai", "a"), (8, "ai", "b"), (5, "web", "c"), choose=2, rules=(AI_AT_MOST_ONE,))
    answer = solve(asked)
    assert (answer.chosen, answer.objective, answer.bound) == ((0, 2), 14, 14)
    assert (answer.status, check(asked, answer)) == (Status.OPTIMAL, [])
    (price,) = explain.prices(asked, answer)
    assert (price.rule, price.by_one, price.without) == ("ai at most one", 3, 3)
    assert 3.0 <= price.shadow <= 4.0  # between what one more brings and what one less would cost


def test_who_is_left_out_is_told_what_stopped_them():
    asked = call(
        (9, "ai", "a"), (8, "ai", "b"), (5, "web", "c"), (4, "web", "d"), (8, "web", "a"), choose=2,
        rules=(AI_AT_MOST_ONE,),
    )  # fmt: skip
    answer = solve(asked)
    assert answer.chosen == (1, 4)
    told = {one.proposal: one for one in explain.regrets(asked, answer)}
    assert {number: one.lost for number, one in told.items()} == {0: 2, 2: 2, 3: 3}
    assert told[0].instead_of == (1, 4)
    assert told[0].along_with == (2,)
    assert told[3].instead_of in ((4,), (1, 4))


def test_two_proposals_of_one_person_are_each_others_rival():
    asked = call((9, "", "ama"), (8, "", "ama"), (1, "", "kofi"), choose=2)
    answer = solve(asked)
    (told,) = explain.regrets(asked, answer)
    assert (told.proposal, told.lost, told.why, told.rule) == (1, 1, Why.PERSON, "ama")
    assert told.instead_of == (0,)


def test_what_is_settled_by_hand_counts_for_the_quotas():
    keynote = Proposal("keynote", 0, frozenset({"ai"}), settled=True)
    asked = call((9, "ai", "a"), (3, "web", "b"), choose=2, rules=(AI_AT_MOST_ONE,))
    asked = replace(asked, proposals=(*asked.proposals, keynote))
    answer = solve(asked)
    assert answer.chosen == (1, 2)
    out = replace(asked.proposals[1], settled=False)
    none = replace(asked, proposals=(asked.proposals[0], out, keynote))
    assert solve(none).status is Status.INFEASIBLE


def test_sessions_of_several_lengths_go_whole_into_rooms():
    hall = Space("hall", rooms=2, minutes=60)
    rows = [Proposal(f"p{n}", 10, minutes=45, space="hall") for n in range(3)]
    asked = Problem((*rows, Proposal("short", 1, minutes=15, space="hall")), spaces=(hall,))
    answer = solve(asked)
    assert (answer.objective, len(answer.chosen)) == (21, 3)
    assert check(asked, answer) == []
    assert broken(asked, (0, 1, 2)) == ["space: hall"]


def test_a_share_of_an_open_number_holds_exactly():
    third = Rule("third", "french", floor=True, share=Fraction(1, 3))
    asked = call((9, "", "a"), (8, "", "b"), (7, "", "c"), (1, "french", "d"), rules=(third,))
    assert solve(asked).chosen == (0, 1, 3)


def test_rules_that_cannot_hold_together_are_named_and_no_others():
    two = Rule("two french", "french", floor=True, count=2)
    asked = call((9, "french", "a"), (8, "french", "a"), (7, "", "b"), choose=2, rules=(two, AI_AT_MOST_ONE))
    answer = solve(asked)
    assert (answer.status, answer.conflict) == (Status.INFEASIBLE, ("two french", "per_person"))


def test_the_next_best_programme_is_another_one():
    asked = call((9, "", "a"), (8, "", "b"), (7, "", "c"), choose=2)
    other = explain.next_best(asked, solve(asked))
    assert other is not None
    assert (other.objective, other.chosen) == (16, (0, 2))
    only = call((9, "", "a"), choose=1)
    assert explain.next_best(only, solve(only)) is None


def test_the_check_finds_what_is_wrong():
    asked = call(
        (9, "ai", "a"), (8, "ai french", "b"), (5, "web", "c"), choose=2, rules=(AI_AT_MOST_ONE, FRENCH)
    )
    answer = solve(asked)
    assert check(asked, answer) == []
    assert check(asked, replace(answer, chosen=(0, 1), objective=17, bound=17)) == ["rule: ai at most one"]
    assert check(asked, replace(answer, objective=20, bound=20)) == [
        "the objective is 13, not 20", "it is not proven to be the best",
    ]  # fmt: skip
    assert broken(asked, (0,)) == ["choose: 1 are chosen", "rule: french"]
    assert check(asked, replace(answer, bound=12)) == ["the bound is below the objective"]


def test_an_instance_is_read_from_plain_values_and_refused_in_words():
    told = {
        "choose": 1, "rules": [{"key": "fr", "group": "french", "floor": True, "count": 1}],
        "proposals": [{"score": 9.5, "speaker": 1}, {"score": 2.25, "speaker": 2, "french": 1}],
    }  # fmt: skip
    asked = from_plain(told)
    answer = solve(asked)
    plain = to_plain(asked, answer, 0.0, explain.prices(asked, answer), explain.regrets(asked, answer))
    assert (plain["chosen"], plain["objective"], plain["bound"], plain["gap"]) == ([1], 2.25, 2.25, 0.0)
    assert plain["regrets"] == {"0": None}
    assert plain["prices"] == [{"rule": "fr", "one_more": 7.25, "without": 7.25, "shadow": 7.25}]
    with pytest.raises(Unclear, match="has no 'proposals'"):
        from_plain({"choose": 1})


@pytest.mark.parametrize(
    ("size", "choose", "best"), [(150, 40, 291.67), (400, 90, 722.81), (2000, 250, 2086.59)]
)
def test_the_instances_of_the_benchmark_are_proven(size: int, choose: int, best: float):
    if not (file := INSTANCES / f"selection_{size}_{choose}.json").exists():
        pytest.skip("shared/data/optimise/synthetic is not here")
    asked = from_plain(json.loads(file.read_text(encoding="utf-8")))
    answer = solve(asked)
    assert (answer.status, answer.objective / asked.unit) == (Status.OPTIMAL, best)
    assert check(asked, answer) == []
