"""Random small rounds, against every allocation there is."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga.engines.allocation.check import check, holds
from teranga.engines.allocation.model import build
from teranga.engines.allocation.paying import NotPayable, pay
from teranga.engines.allocation.problem import (
    Applicant,
    Of,
    Option,
    Pot,
    Problem,
    Rule,
    Supply,
)
from teranga.engines.allocation.solve import solve
from teranga.engines.status import Status

GROUPS, PARTS = ("woman", "first", "student"), ("travel", "bed")
amounts = st.integers(0, 40)


@st.composite
def options(draw, key: str) -> Option:
    paid = tuple((part, draw(amounts)) for part in draw(st.sets(st.sampled_from(PARTS), min_size=1)))
    things = (("seat", draw(st.integers(0, 2))),) if draw(st.booleans()) else ()
    return Option(key, tuple(sorted(paid)), draw(st.integers(0, 20)) / 2, things)


@st.composite
def problems(draw, most: int = 4) -> Problem:
    people = tuple(
        Applicant(
            f"a{number}", tuple(draw(options(key)) for key in ("full", "partial")[: draw(st.integers(1, 2))]),
            (("travel", draw(st.integers(20, 40))),), draw(st.frozensets(st.sampled_from(GROUPS))),
            draw(st.none() | st.frozensets(st.sampled_from(("p0", "p1", "p2")))),
            draw(st.none() | st.integers(10, 60)), draw(st.sampled_from((None, None, None, ""))),
        )
        for number in range(draw(st.integers(0, most)))
    )  # fmt: skip
    pots = tuple(
        Pot(f"p{number}", draw(st.integers(0, 90)), draw(st.none() | st.frozensets(st.sampled_from(PARTS))),
            draw(st.frozensets(st.sampled_from(GROUPS), max_size=2)))
        for number in range(draw(st.integers(1, 3)))
    )  # fmt: skip
    rules = tuple(
        Rule(f"r{number}", draw(st.sampled_from(GROUPS)), Fraction(draw(st.integers(0, 4)), 4),
             draw(st.booleans()), draw(st.sampled_from(Of)))
        for number in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    return Problem(people, pots, rules, (Supply("seat", draw(st.integers(0, 3))),))


def best_of_all(problem: Problem) -> float | None:
    """The highest utility of any allocation, by trying each; None when none is allowed."""
    model, best = build(problem), None
    for tried in product(*([None, *applicant.options] for applicant in problem.applicants)):
        chosen = {one.key: option for one, option in zip(problem.applicants, tried, strict=True) if option}
        columns = [
            place for place, (number, option) in enumerate(model.options)
            if chosen.get(problem.applicants[number].key) is option
        ]  # fmt: skip
        seats = sum(count for option in chosen.values() for _thing, count in option.things)
        if len(columns) < len(chosen) or seats > problem.supplies[0].size:
            continue
        if any(one.pinned == "" and one.key in chosen for one in problem.applicants):
            continue
        if not all(holds(problem, rule, chosen) for rule in problem.rules):
            continue
        try:
            pay(model, columns)
        except NotPayable:
            continue
        worth = sum(option.utility for option in chosen.values())
        best = worth if best is None else max(best, worth)
    return best


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_allocation_is_better_and_none_is_refused_that_exists(problem: Problem):
    answer, best = solve(problem, seed="s"), best_of_all(problem)
    if best is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert (answer.status, check(problem, answer)) == (Status.OPTIMAL, [])
    assert answer.objective == pytest.approx(best)


@settings(max_examples=100, deadline=None)
@given(problems(most=12))
def test_earmarks_pots_and_needs_hold_in_every_answer(problem: Problem):
    answer = solve(problem, seconds=2, seed="s")
    if answer.status is not Status.INFEASIBLE:
        assert check(problem, answer) == []
