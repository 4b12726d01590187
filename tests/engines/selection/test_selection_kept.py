"""The reserve in its order, and answers as plain values."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from teranga.engines.selection import explain, kept
from teranga.engines.selection.closest import closest
from teranga.engines.selection.problem import Problem, Proposal, Rule, Space
from teranga.engines.selection.solve import solve
from teranga.engines.status import Status
from tests.engines.selection.test_selection import AI_AT_MOST_ONE, call
from tests.engines.selection.test_selection_properties import problems

A_CALL = call(
    (9, "ai", "ama"), (8, "ai", "kofi"), (5, "web", "esi"), (4, "web", "yao"), (3, "web", "yao"),
    (7, "web", "ama"), choose=2, rules=(AI_AT_MOST_ONE,),
)  # fmt: skip


def test_a_problem_is_kept_whole():
    proposals = (Proposal("a", 7, frozenset({"x"}), frozenset({"p"}), 30, "hall", True), Proposal("b", 2))
    rules = (Rule("r", "x", floor=True, share=Fraction(1, 3)), Rule("s", "x", floor=False, count=4))
    problem = Problem(proposals, rules, (Space("hall", 2, 90),), 5, None, 1000)
    assert kept.from_kept(kept.to_kept(problem)) == problem


def test_an_answer_tells_who_is_in_who_waits_and_what_each_rule_costs():
    asked = kept.to_kept(A_CALL)
    told = kept.computed(problem=asked, reserve=2)
    assert (told["status"], told["chosen"], told["objective"], told["bound"]) == (
        "optimal", ["p1", "p5"], 15, 15,
    )  # fmt: skip
    assert (told["prices"], told["free"], told["faults"]) == ({"ai at most one": [2, 2]}, 17, [])
    assert told["reserve"] == ["p2", "p3"]  # not p0 and p4: Ama is in already, and Yao waits once
    regret = told["regrets"]["p2"]
    assert (regret["lost"], regret["instead_of"], regret["along_with"]) == (1, ["p1", "p5"], ["p0"])
    assert kept.why_not(problem=asked, key="p2") == regret
    assert kept.why_not(problem=asked, key="p1") == {}


def test_everything_is_explained_and_the_next_best_is_named():
    steps: list[tuple[int, int]] = []
    told = kept.explained(
        problem=kept.to_kept(A_CALL), progress=lambda done, total: steps.append((done, total))
    )
    assert {key: one["lost"] for key, one in told["regrets"].items()} == {"p0": 1, "p2": 1, "p3": 2, "p4": 3}
    assert (told["next"]["lost"], told["next"]["is_exact"]) == (1, True)
    assert steps == [(0, 4)]


def test_where_nothing_is_possible_the_rules_are_named_and_nothing_is_explained():
    asked = kept.to_kept(call((1, "ai", "a"), (2, "ai", "b"), choose=2, rules=(AI_AT_MOST_ONE,)))
    told = kept.computed(problem=asked)
    assert (told["status"], told["chosen"], sorted(told["conflict"])) == (
        "infeasible", [], ["ai at most one", "choose"],
    )  # fmt: skip
    assert kept.explained(problem=asked) == {"regrets": {}, "next": None}


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_reserve_has_the_lowest_regrets_of_all_that_may_wait(problem: Problem):
    answer = solve(problem)
    if answer.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return
    ranked, known = closest(problem, answer, 2)
    every = {one.proposal: one for one in explain.regrets(problem, answer)}
    taken = [person for number in answer.chosen for person in problem.proposals[number].people]
    waits: list[int] = []
    for number in sorted(every, key=lambda one: (every[one].lost or 0, -problem.proposals[one].score, one)):
        one = problem.proposals[number]
        full = problem.per_person is not None and any(
            taken.count(person) >= problem.per_person for person in one.people
        )
        if every[number].lost is not None and one.settled is None and not full and len(waits) < 2:
            waits.append(number)
            taken += one.people
    assert ranked == tuple(waits)
    assert {one.proposal: one.lost for one in known} == {
        one.proposal: every[one.proposal].lost for one in known
    }
