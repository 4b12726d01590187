"""A committee and its assignment as plain values that can be kept, and computed again by whoever has them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from teranga.engines.assignment.check import check
from teranga.engines.assignment.explain import Reason, explain
from teranga.engines.assignment.plain import from_plain
from teranga.engines.assignment.problem import Answer, Problem
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status

Plain = dict[str, Any]
FOUND = (Status.OPTIMAL, Status.FEASIBLE)
STEPS = 3


def computed(
    problem: Plain, *, fair: bool = True, seconds: float = 10.0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Plain:  # fmt: skip
    """The best assignment with its figures, faults found by the independent check, and why each has whom."""
    began = time.perf_counter()
    asked = from_plain(problem, fair=fair)
    progress(1, STEPS)
    answer = solve(asked, seconds=seconds)
    progress(2, STEPS)
    told: Plain = {
        "status": answer.status.value, "conflict": list(answer.conflict),
        "seconds": round(time.perf_counter() - began, 3),
    }  # fmt: skip
    if answer.status not in FOUND:
        return told
    return told | _figures(asked, answer) | {"faults": check(asked, answer)}


def _figures(problem: Problem, answer: Answer) -> Plain:
    kept = set(problem.kept)
    load = Counter(column for paper in answer.papers for column in paper)
    unit = problem.unit
    return {
        "papers": {
            problem.proposals[row]: [problem.reviewers[column] for column in paper]
            for row, paper in enumerate(answer.papers)
        },
        "new": sum((row, column) not in kept for row, paper in enumerate(answer.papers) for column in paper),
        "missing": answer.missing, "unit": unit,
        "sum": float(answer.objective) / unit,
        "bound": None if answer.bound is None else float(answer.bound) / unit,
        "lowest": answer.lowest / unit,
        "lowest_bound": None if answer.lowest_bound is None else answer.lowest_bound / unit,
        "gap": answer.gap,
        "loads": {name: load[column] for column, name in enumerate(problem.reviewers)},
        "reasons": {
            problem.proposals[one.proposal]: _reason(problem, one) for one in explain(problem, answer)
        },
    }  # fmt: skip


def _reason(problem: Problem, told: Reason) -> Plain:
    """Why these, how well each fits from 0 to 1, and whom it would rather have had."""
    unit = problem.unit
    return {
        "why": told.why.value, "missing": told.missing, "worth": told.worth / unit,
        "best": told.own_best / unit,
        "fits": {problem.reviewers[column]: value / unit for column, value in told.reviewers},
        "better": [
            {"reviewer": problem.reviewers[one.reviewer], "fits": one.affinity / unit,
             "costs": one.costs / unit}
            for one in told.better
        ],
    }  # fmt: skip
