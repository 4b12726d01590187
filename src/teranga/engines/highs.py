"""The solver: HiGHS (Huangfu and Hall, Parallelizing the dual revised simplex method, 2018), one thread.

Everything is maximised here; HiGHS minimises, so signs are turned on the way in and out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs  # the public class greets on standard output, where answers go
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Row = tuple[float, float, list[int], list[float]]
OPTIMAL = highspy.HighsModelStatus.kOptimal
INFEASIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum without whole numbers: a bound, and what columns and rows are worth there."""

    objective: float
    values: Vector
    reduced: Vector  # what one unit more of a column would add
    prices: Vector  # what one unit more at the end of a row would add


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found in the time: `values` None when nothing was; `bound` for these ends of the columns."""

    values: Vector | None
    objective: float
    bound: float
    is_proven: bool
    is_infeasible: bool
    seconds: float


def relax(
    gain: Vector, rows: Sequence[Row], least: Vector, most: Vector, *, seconds: float = np.inf
) -> Relaxed | None:
    """None when nothing satisfies the rows, or nothing was found in so many seconds."""
    if not len(gain):
        nothing = np.zeros(0)
        return Relaxed(0.0, nothing, nothing, np.zeros(len(rows))) if _allow_nothing(rows) else None
    solver = _loaded(gain, rows, least, most)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    if solver.getModelStatus() != OPTIMAL:
        return None
    solution = solver.getSolution()
    return Relaxed(
        -float(solver.getInfo().objective_function_value), _vector(solution.col_value),
        -_vector(solution.col_dual), -_vector(solution.row_dual),
    )  # fmt: skip


def linear(gain: Vector, rows: Sequence[Row]) -> Vector | None:
    """A corner of the rows with the most gain; None when there is none."""
    found = relax(gain, rows, np.zeros(len(gain)), np.full(len(gain), np.inf))
    return None if found is None else found.values


def whole(
    gain: Vector, rows: Sequence[Row], least: Vector, most: Vector, *, choices: int, seconds: float,
    start: Vector | None = None, gap: float = 1e-6,
) -> Whole:  # fmt: skip
    """The same with the first `choices` columns whole, for so many seconds, perhaps from a known answer."""
    if not len(gain):
        return Whole(gain, 0.0, 0.0, is_proven=True, is_infeasible=not _allow_nothing(rows), seconds=0.0)
    solver = _loaded(gain, rows, least, most, choices)
    solver.setOptionValue("time_limit", max(0.05, seconds))
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        solver.setSolution(known)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    has_answer = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Whole(
        values=_vector(solver.getSolution().col_value) if has_answer else None,
        objective=-float(info.objective_function_value) if has_answer else -np.inf,
        bound=-float(info.mip_dual_bound),
        is_proven=status == OPTIMAL,
        is_infeasible=status in INFEASIBLE,
        seconds=float(solver.getRunTime()),
    )


def _allow_nothing(rows: Sequence[Row]) -> bool:
    return all(low <= 0 <= high for low, high, _columns, _values in rows)


def _vector(values: Iterable[float]) -> Vector:
    return np.array(list(values), dtype=np.float64)


def _loaded(gain: Vector, rows: Sequence[Row], least: Vector, most: Vector, choices: int = 0) -> _Highs:
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(gain), len(rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.negative(gain), least, most
    model.row_lower_ = np.array([row[0] for row in rows], dtype=float)
    model.row_upper_ = np.array([row[1] for row in rows], dtype=float)
    if choices:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger] * choices + [kinds.kContinuous] * (len(gain) - choices)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in rows)])
    model.a_matrix_.index_ = np.array([column for row in rows for column in row[2]], dtype=np.int32)
    model.a_matrix_.value_ = np.array([value for row in rows for value in row[3]], dtype=float)
    solver.passModel(model)
    return solver


class Warm:
    """One relaxation that is solved again and again with other ends: each time from where it was."""

    def __init__(self, gain: Vector, rows: Sequence[Row], least: Vector, most: Vector) -> None:
        self.solver = _loaded(gain, rows, least, most)

    def set_column(self, column: int, least: float, most: float) -> None:
        self.solver.changeColBounds(column, least, most)

    def set_row(self, row: int, least: float, most: float) -> None:
        self.solver.changeRowBounds(row, least, most)

    def solve(self) -> tuple[float, Vector] | None:
        """The objective and the columns; None when nothing satisfies the rows."""
        self.solver.run()
        if self.solver.getModelStatus() != OPTIMAL:
            return None
        values = _vector(self.solver.getSolution().col_value)
        return -float(self.solver.getInfo().objective_function_value), values

    def worth(self) -> tuple[Vector, Vector]:
        """After `solve`: what one unit more of each column, and at the end of each row, would add."""
        solution = self.solver.getSolution()
        return -_vector(solution.col_dual), -_vector(solution.row_dual)
