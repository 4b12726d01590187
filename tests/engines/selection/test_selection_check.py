"""Every kind of broken programme is named by the check, which shares nothing with the solver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from teranga.engines.selection import check as checking
from teranga.engines.selection.check import check
from teranga.engines.selection.problem import Answer, Problem, Proposal, Rule, Space
from teranga.engines.selection.solve import solve
from teranga.engines.status import Status

AI = Rule("ai", "ai", floor=False, count=1)
FRENCH = Rule("french", "french", floor=True, share=Fraction(1, 2))
PROPOSALS = (
    Proposal("p0", 9, frozenset({"ai"}), frozenset({"ama"}), 30, "hall"),
    Proposal("p1", 8, frozenset({"ai", "french"}), frozenset({"ama"}), 30, "hall"),
    Proposal("p2", 5, frozenset({"french"}), frozenset({"kofi"}), 30, "hall"),
    Proposal("p3", 4, frozenset(), frozenset({"esi"}), 45, "hall"),
    Proposal("p4", 3, frozenset({"french"}), frozenset({"yao"}), settled=False),
    Proposal("p5", 1, frozenset(), frozenset({"abla"}), settled=True),
    Proposal("p6", 2, frozenset({"ai"}), frozenset({"kwame"})),
)
HALL = Space("hall", 1, 60)
FIXED = Problem(PROPOSALS, (AI, FRENCH), (HALL,), 3)
OPEN = replace(FIXED, choose=None)


@pytest.mark.parametrize(
    ("asked", "chosen", "fault"),
    [
        (FIXED, (0, 0, 5), "a proposal is there twice, or unknown"),
        (FIXED, (0, 2, 99), "a proposal is there twice, or unknown"),
        (FIXED, (0, -1, 5), "a proposal is there twice, or unknown"),
        (FIXED, (0, 2, 5, 6), "choose: 4 are chosen"),
        (FIXED, (0, 2, 6), "settled: p5"),
        (FIXED, (0, 4, 5), "settled: p4"),
        (FIXED, (2, 6, 0), "rule: ai"),
        (FIXED, (0, 5, 6), "rule: french"),
        (OPEN, (0, 5, 2), "rule: french"),
        (FIXED, (0, 1, 5), "per_person: ama"),
        (FIXED, (0, 3, 5), "space: hall"),
    ],
)  # fmt: skip
def test_a_rule_that_a_programme_breaks_is_named(asked: Problem, chosen: tuple[int, ...], fault: str):
    worth = sum(PROPOSALS[n].score for n in chosen if n < len(PROPOSALS))
    answer = replace(solve(asked), chosen=chosen, objective=worth, bound=worth, is_searched=True)
    assert fault in check(asked, answer)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"objective": 20, "bound": 20}, "the objective is 15, not 20"),
        ({"bound": 14}, "the bound is below the objective"),
        ({"bound": None}, "the bound is below the objective"),
        ({"prices": ()}, "the prices prove 29 only, not 15"),
        ({"bound": 16, "is_searched": True}, "it is not proven to be the best"),
    ],
)
def test_what_is_told_of_a_programme_is_worked_out_again(changed: dict, fault: str):
    answer = replace(solve(FIXED), is_searched=False)
    assert (answer.chosen, answer.objective) == ((0, 2, 5), 15)
    assert fault in check(FIXED, replace(answer, **changed))


def test_a_programme_that_is_called_impossible_without_a_reason_is_a_fault():
    assert check(FIXED, Answer(Status.INFEASIBLE)) == ["it says that nothing is possible, and not why"]


def test_the_check_of_programmes_knows_nothing_of_the_solver():
    used = {value.__module__ for value in vars(checking).values() if hasattr(value, "__module__")}
    assert {name for name in used if name.startswith("teranga")} == {
        "teranga.engines.selection.check", "teranga.engines.selection.problem", "teranga.engines.status",
    }  # fmt: skip
