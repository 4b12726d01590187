"""Instances and answers as plain values, for files: similarity matrices, and what `teranga engine` writes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from teranga.engines.assignment.affinity import Proposal, Reviewer, problem_of
from teranga.engines.assignment.problem import (
    LARGEST,
    MAY_NOT,
    MOST_REVIEWS,
    Answer,
    Matrix,
    Problem,
    Unclear,
)
from teranga.engines.reading import (
    MANY,
    Row,
    Unreadable,
    key_of,
    row_of,
    rows_of,
    text_of,
    whole_of,
    words_of,
)
from teranga.engines.status import Status

UNIT = 10**9
AT = "the instance"


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
    if min(rows, columns) < 0 or values.size != rows * columns:
        raise Unclear(f"the matrix has {values.size} numbers, not {rows} x {columns}")
    if not np.isfinite(values).all() or not (values >= 0).all() or not (values <= LARGEST).all():
        raise Unclear(f"the matrix has an affinity that is not a number from 0 to {LARGEST:,}")
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
    if max(most, least) > MANY or demand > MOST_REVIEWS:
        raise Unclear(f"a load is above {MANY:,}, or a demand above {MOST_REVIEWS:,}")
    if lowest is not None and not 0 <= lowest <= LARGEST // unit * MOST_REVIEWS:
        raise Unclear("the lowest sum is not a number from 0 to what affinities can be in sum")
    return Problem(
        affinity, np.full(rows, demand, dtype=np.int64), np.full(columns, most, dtype=np.int64),
        np.full(columns, least, dtype=np.int64), tuple(map(str, range(rows))),
        tuple(map(str, range(columns))), unit, fair=fair,
        lowest=None if lowest is None else round(lowest * unit), likeliest=likeliest,
    )  # fmt: skip


def from_plain(told: Any, *, fair: bool) -> Problem:
    """A committee: proposals and reviewers with topics, words and languages, and finished reviews by key."""
    try:
        instance = row_of(told, "the instance")
        proposals = [_proposal(number, row) for number, row in enumerate(rows_of(instance, "proposals", AT))]
        reviewers = [_reviewer(number, row) for number, row in enumerate(rows_of(instance, "reviewers", AT))]
        rows = {one.key: number for number, one in enumerate(proposals)}
        columns = {one.key: number for number, one in enumerate(reviewers)}
        kept = _finished(instance.get("finished", []), rows, columns)
    except Unreadable as wrong:
        raise Unclear(str(wrong)) from wrong
    return problem_of(proposals, reviewers, kept=kept, fair=fair)


def _proposal(number: int, row: Row) -> Proposal:
    place = f"proposal {number}"
    return Proposal(
        key_of(row, place), words_of(row, "topics", place), text_of(row, "text", place, default=""),
        text_of(row, "language", place, default=""), words_of(row, "people", place),
        whole_of(row, "demand", place, default=3, most=MOST_REVIEWS),
    )  # fmt: skip


def _reviewer(number: int, row: Row) -> Reviewer:
    place = f"reviewer {number}"
    return Reviewer(
        key_of(row, place), words_of(row, "topics", place), text_of(row, "text", place, default=""),
        words_of(row, "languages", place), whole_of(row, "least", place, default=0),
        whole_of(row, "most", place, default=10),
    )  # fmt: skip


def _finished(told: Any, rows: dict[str, int], columns: dict[str, int]) -> list[tuple[int, int]]:
    if not isinstance(told, list):
        raise Unreadable("'finished' of the instance is not a list")
    kept = []
    for number, pair in enumerate(told):
        if not isinstance(pair, list) or len(pair) != 2:
            raise Unreadable(f"number {number} of 'finished' is not a pair of keys")
        proposal, reviewer = map(str, pair)
        if proposal not in rows or reviewer not in columns:
            raise Unreadable(f"number {number} of 'finished' names somebody unknown")
        kept.append((rows[proposal], columns[reviewer]))
    return kept


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
