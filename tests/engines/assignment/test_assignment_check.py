"""Every kind of broken answer is named by the check, which shares nothing with the solver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from teranga.engines.assignment import check as checking
from teranga.engines.assignment.check import check
from teranga.engines.assignment.problem import Answer, Chances, LowestProof, Problem, Proof
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status
from tests.engines.assignment.test_assignment import committee

SUM = committee([[9, 8, -1], [8, 1, 3]], least=np.array([0, 1, 0]))
FAIR = committee([[9, 4], [4, 1]], fair=True)
LEVEL = committee([[9, 4], [4, 1]], lowest=4)
KEPT = committee([[9, 1], [9, 1]], kept=((1, 0),))
DRAWN = committee([[9, 0, 0], [9, 0, 0], [0, 0, 0]], likeliest=Fraction(1, 2))


@pytest.mark.parametrize(
    ("asked", "changed", "fault"),
    [
        (SUM, {"papers": ((1,),)}, "a proposal is not told of"),
        (SUM, {"papers": ((1,), (7,))}, "1: a reviewer who is unknown"),
        (SUM, {"papers": ((1,), (-1,))}, "1: a reviewer who is unknown"),
        (SUM, {"papers": ((1, 1), (0,))}, "0: a reviewer is there twice, or a finished review is lost"),
        (KEPT, {"papers": ((1,), ())}, "1: a reviewer is there twice, or a finished review is lost"),
        (SUM, {"papers": ((0, 1), (2,))}, "0 has more reviews than asked for"),
        (SUM, {"papers": ((2,), (0,))}, "0: a reviewer who may not review it"),
        (SUM, {"papers": ((1,), ())}, "1 reviews are missing, not 0"),
        (SUM, {"papers": ((1,), (1,))}, "1 has more than the most"),
        (SUM, {"papers": ((0,), (2,))}, "1 has less than the least"),
        (SUM, {"lowest": 5}, "the worst-served has 8, not 5"),
        (LEVEL, {"papers": ((0,), (1,)), "lowest": 1}, "the worst-served is below 4"),
        (SUM, {"objective": 17}, "the objective is 16, not 17"),
        (SUM, {"bound": 15}, "the bound is below the objective"),
        (SUM, {"bound": None}, "there is no bound"),
        (SUM, {"proof": None}, "there is no bound"),
        (SUM, {"proof": Proof((0, 0, 0), 100)}, "the prices prove 17 only, not 16"),
        (SUM, {"bound": 20, "is_searched": True}, "it is not proven to be the best"),
        (FAIR, {"lowest_bound": 3}, "the worst-served is above its bound"),
        (FAIR, {"lowest_bound": 5}, "the worst-served is not proven to be the best"),
        (FAIR, {"lowest_proof": LowestProof((1, 0), (0, 0))}, "the level could reach 9"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_assignment_is_named(asked: Problem, changed: dict, fault: str):
    answer = solve(asked)
    assert check(asked, answer) == []
    assert fault in check(asked, replace(answer, **changed))


def told(answer: Answer, **changed: object) -> Answer:
    assert answer.chances is not None
    return replace(answer, chances=replace(answer.chances, **changed))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"limit": 2}, "a pair may be more probable than asked for"),
        ({"units": (((0, 2),), ((0, 1), (2, 1)), ((1, 1), (2, 1)))}, "0: a pair is too probable"),
        ({"units": (((0, 1), (1, 1), (2, 1)), (), ())}, "0: more reviews than asked for"),
        ({"units": ((), (), ())}, "0: a pair was drawn that has no probability"),
        ({"units": (((0, 1),), ((0, 1),), ((0, 1),))}, "0 has too much or too little by expectation"),
        ({"expected": 5, "units": (((1, 1), (2, 1)),) * 3}, "the expected sum is another"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_chances_is_named(changed: dict, fault: str):
    answer = solve(DRAWN, seed="s")
    assert check(DRAWN, answer) == []
    assert isinstance(answer.chances, Chances)
    assert fault in check(DRAWN, told(answer, **changed))


def test_an_assignment_that_is_called_impossible_without_a_reason_is_a_fault():
    assert check(SUM, Answer(Status.INFEASIBLE)) == ["it says that nothing is possible, and not why"]


def test_the_check_of_assignments_knows_nothing_of_the_solver():
    used = {value.__module__ for value in vars(checking).values() if hasattr(value, "__module__")}
    assert {name for name in used if name.startswith("teranga")} == {
        "teranga.engines.assignment.check", "teranga.engines.assignment.problem", "teranga.engines.status",
    }  # fmt: skip
