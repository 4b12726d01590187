"""Small random calls, against every programme there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from teranga.engines.selection import explain
from teranga.engines.selection.check import broken, check
from teranga.engines.selection.explain import Why
from teranga.engines.selection.problem import Problem, Proposal, Rule, Space
from teranga.engines.selection.solve import solve
from teranga.engines.status import Status

GROUPS = ("ai", "web", "french")


@st.composite
def problems(draw) -> Problem:
    spaces = (Space("hall", draw(st.integers(0, 2)), draw(st.sampled_from((45, 60, 90)))),)
    proposals = tuple(
        Proposal(
            f"p{number}", draw(st.integers(-2, 9)), draw(st.frozensets(st.sampled_from(GROUPS))),
            draw(st.frozensets(st.sampled_from(("ama", "kofi")), max_size=2)),
            draw(st.sampled_from((30, 30, 45))), draw(st.sampled_from(("hall", "hall", ""))),
            draw(st.sampled_from((None, None, None, None, True, False))),
        )
        for number in range(draw(st.integers(0, 7)))
    )  # fmt: skip
    rules = tuple(
        Rule(f"r{number}", draw(st.sampled_from(GROUPS)), draw(st.booleans()), *draw(ends))
        for number in range(draw(st.integers(0, 3)))
    )
    return Problem(
        proposals, rules, spaces, draw(st.none() | st.integers(0, 4)), draw(st.sampled_from((None, 1, 2)))
    )


ends = st.one_of(
    st.tuples(st.integers(0, 3), st.none()),
    st.tuples(st.none(), st.integers(0, 4).map(lambda quarters: Fraction(quarters, 4))),
)


def every_programme(problem: Problem) -> list[tuple[int, tuple[int, ...]]]:
    numbers = range(len(problem.proposals))
    return [
        (sum(problem.proposals[number].score for number in some), some)
        for size in range(len(problem.proposals) + 1)
        for some in combinations(numbers, size)
        if not broken(problem, some)
    ]


@settings(max_examples=100, deadline=None)
@given(problems())
def test_no_programme_is_better_and_none_is_refused_that_exists(problem: Problem):
    answer, every = solve(problem), every_programme(problem)
    assert check(problem, answer) == []
    if not every:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.status is Status.OPTIMAL
    assert answer.objective == max(worth for worth, _some in every)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_regrets_and_the_next_best_programme_are_what_trying_all_of_them_tells(problem: Problem):
    answer, every = solve(problem), every_programme(problem)
    if answer.status is Status.INFEASIBLE:
        return
    for told in explain.regrets(problem, answer):
        having = _unsettled(problem, told.proposal)
        best = max((worth for worth, some in every_programme(having) if told.proposal in some), default=None)
        assert (told.lost, told.is_exact) == (None if best is None else answer.objective - best, True)
    other = explain.next_best(problem, answer)
    others = [worth for worth, some in every if some != answer.chosen]
    assert (other.objective if other else None) == (max(others) if others else None)


def _unsettled(problem: Problem, number: int) -> Problem:
    own = replace(problem.proposals[number], settled=None)
    return replace(problem, proposals=(*problem.proposals[:number], own, *problem.proposals[number + 1 :]))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_what_stopped_a_proposal_is_what_lets_it_in_when_it_is_left_away(problem: Problem):
    answer = solve(problem)
    if answer.status is Status.INFEASIBLE:
        return
    taken = Counter(person for number in answer.chosen for person in problem.proposals[number].people)
    for told in explain.regrets(problem, answer):
        assert (told.why, told.rule) == _stopped(problem, taken, told.proposal, told.lost)


def _stopped(problem: Problem, taken: Counter[str], number: int, lost: int | None) -> tuple[Why, str]:
    one = problem.proposals[number]
    if one.settled is False:
        return Why.SETTLED, ""
    if not lost:
        return (Why.IMPOSSIBLE if lost is None else Why.EQUAL), ""
    full = sorted(person for person in one.people if taken[person] >= (problem.per_person or 99))
    free = tuple(replace(other, people=other.people - set(full)) for other in problem.proposals)
    if full and _is_in_a_best(replace(problem, proposals=free), number):
        return Why.PERSON, full[0]
    for rule in problem.rules:
        if _is_in_a_best(_without(problem, rule), number):
            return Why.RULE, rule.key
    space = f"space:{one.space}" if one.space else ""
    return Why.RIVAL, space if problem.choose is None else "choose"


def _is_in_a_best(problem: Problem, number: int) -> bool:
    every = every_programme(problem)
    return max(every)[0] == max((worth for worth, some in every if number in some), default=None)


def _without(problem: Problem, rule: Rule) -> Problem:
    return replace(problem, rules=tuple(other for other in problem.rules if other != rule))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_price_is_what_the_score_gains_without_the_rule(problem: Problem):
    answer = solve(problem)
    if answer.status is Status.INFEASIBLE:
        return
    for told, rule in zip(explain.prices(problem, answer), problem.rules, strict=True):
        best = max(worth for worth, _some in every_programme(_without(problem, rule)))
        assert (told.rule, told.without) == (rule.key, best - answer.objective)
        assert 0 <= told.by_one <= told.without


@settings(max_examples=60, deadline=None)
@given(problems())
def test_rules_that_cannot_hold_together_can_without_any_one_of_them(problem: Problem):
    answer = solve(problem)
    if answer.status is not Status.INFEASIBLE:
        return
    for name in answer.conflict:
        assert every_programme(_only(problem, set(answer.conflict) - {name})) != []
    assert every_programme(_only(problem, set(answer.conflict))) == []


def _only(problem: Problem, names: set[str]) -> Problem:
    def eased(one: Proposal) -> Proposal:
        settled = one.settled if f"settled:{one.key}" in names else None
        return replace(one, settled=settled, space=one.space if f"space:{one.space}" in names else "")

    return replace(
        problem, proposals=tuple(eased(one) for one in problem.proposals),
        rules=tuple(
            rule if problem.choose is None or rule.share is None else
            replace(rule, share=None, count=rule.end(problem.choose))
            for rule in problem.rules if rule.key in names
        ),
        choose=problem.choose if "choose" in names else None,
        per_person=problem.per_person if "per_person" in names else None,
    )  # fmt: skip
