"""Instances and answers as plain values, for files: similarity matrices, and what `teranga engine` writes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from teranga.engines.assignment.affinity import Proposal, Reviewer, problem_of
from teranga.engines.assignment.problem import LARGEST, MAY_NOT, Answer, Matrix, Problem, Unclear
from teranga.engines.status import Status

UNIT = 10**9


def from_matrix(
    text: str, *, demand: int, most: int, least: int = 0, fair: bool = False, lowest: float | None = None,
    likeliest: Fraction | None = None,
) -> Problem:  # fmt: skip
    """A similarity matrix: the first line says papers and reviewers, then one row a paper; 0 may not be.

    Raises Unclear with what is not as it should be.
    """
    words = text.split()
    try:
        rows, columns = int(words[0]), int(words[1])
        values = np.array(words[2:], dtype=np.float64)
    except (IndexError, ValueError) as wrong:
        raise Unclear(f"the matrix cannot be read: {wrong}") from wrong
    if values.size != rows * columns or not np.isfinite(values).all():
        raise Unclear(f"the matrix has {values.size} numbers, not {rows} x {columns}")
    table = values.reshape(rows, columns)
    unit = UNIT
    while unit > 1 and float(table.max(initial=0)) * unit > LARGEST:
        unit //= 10
    whole = np.where(table == 0, MAY_NOT, np.rint(table * unit)).astype(np.int64)
    return problem(whole, unit, demand, most, least, fair=fair, lowest=lowest, likeliest=likeliest)


def problem(
    affinity: Matrix, unit: int, demand: int, most: int, least: int = 0, *, fair: bool = False,
    lowest: float | None = None, likeliest: Fraction | None = None,
) -> Problem:  # fmt: skip
    """The same demand and load for everybody; proposals and reviewers go by their number."""
    rows, columns = affinity.shape
    return Problem(
        affinity, np.full(rows, demand, dtype=np.int64), np.full(columns, most, dtype=np.int64),
        np.full(columns, least, dtype=np.int64), tuple(map(str, range(rows))),
        tuple(map(str, range(columns))), unit, fair=fair,
        lowest=None if lowest is None else round(lowest * unit), likeliest=likeliest,
    )  # fmt: skip


def from_plain(told: Mapping[str, Any], *, fair: bool) -> Problem:
    """A committee: proposals and reviewers with topics, words and languages, and finished reviews by key."""
    try:
        proposals = [
            Proposal(str(one["key"]), _words(one, "topics"), str(one.get("text", "")),
                     str(one.get("language", "")), _words(one, "people"), int(one.get("demand", 3)))
            for one in told["proposals"]
        ]  # fmt: skip
        reviewers = [
            Reviewer(str(one["key"]), _words(one, "topics"), str(one.get("text", "")),
                     _words(one, "languages"), int(one.get("least", 0)), int(one.get("most", 10)))
            for one in told["reviewers"]
        ]  # fmt: skip
        rows = {one.key: number for number, one in enumerate(proposals)}
        columns = {one.key: number for number, one in enumerate(reviewers)}
        kept = [(rows[str(a)], columns[str(b)]) for a, b in told.get("finished", [])]
    except KeyError as missing:
        raise Unclear(f"the instance has no {missing}") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Unclear(f"the instance cannot be read: {wrong}") from wrong
    return problem_of(proposals, reviewers, kept=kept, fair=fair)


def _words(one: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(str(word) for word in one.get(name, ()))


def to_plain(problem: Problem, answer: Answer, seconds: float) -> dict[str, Any]:
    """The answer with numbers as in the instance."""
    unit, found = problem.unit, answer.status is not Status.INFEASIBLE
    plain: dict[str, Any] = {
        "papers": [list(paper) for paper in answer.papers],
        "objective": float(Fraction(answer.objective) / unit) if found else None,
        "bound": None if answer.bound is None else float(Fraction(answer.bound) / unit),
        "gap": answer.gap, "seconds": round(seconds, 3), "status": answer.status.value, "seed": answer.seed,
        "lowest": answer.lowest / unit if found else None,
        "lowest_bound": None if answer.lowest_bound is None else answer.lowest_bound / unit,
        "missing": answer.missing, "conflict": list(answer.conflict),
    }  # fmt: skip
    if answer.chances is not None:
        whole = answer.chances.whole
        plain["chances"] = [
            {str(column): parts / whole for column, parts in units} for units in answer.chances.units
        ]
    return plain
