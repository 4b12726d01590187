"""An attacker with a solver gets every published table with its margins, and bounds every hidden cell."""

from __future__ import annotations

import random

import highspy
import numpy as np
import pytest

from teranga.foundation.suppression import OTHERS, WIDTH, Table, interval, publishable

SEED, MANY = 1926, 60


def attacked(table: Table) -> list[tuple[int, int]]:
    """(least, most) of each hidden cell, by linear programming over what was published, nothing else."""
    hidden = [(r, c) for r, row in enumerate(table.cells) for c, n in enumerate(row) if n is None]
    if not hidden:
        return []
    solver = highspy.Highs()
    solver.silent()
    for _cell in hidden:
        solver.addVar(0, highspy.kHighsInf)
    lines = [([k for k, (r, _) in enumerate(hidden) if r == row],
              total - sum(n or 0 for n in table.cells[row]))
             for row, total in enumerate(table.row_totals)]  # fmt: skip
    lines += [([k for k, (_, c) in enumerate(hidden) if c == column],
               total - sum(row[column] or 0 for row in table.cells))
              for column, total in enumerate(table.column_totals)]  # fmt: skip
    for places, left in lines:
        if places:
            solver.addRow(left, left, len(places), np.array(places), np.ones(len(places)))
    found = []
    for place in range(len(hidden)):
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeColsCost(len(hidden), np.arange(len(hidden)), np.eye(len(hidden))[place])
            solver.changeObjectiveSense(sense)
            solver.run()
            ends.append(round(solver.getInfo().objective_function_value))
        found.append((ends[0], ends[1]))
    return found


def tables(many: int, seed: int = SEED) -> list[dict[str, list[int]]]:
    dice = random.Random(seed)
    found = []
    for _ in range(many):
        rows, columns = dice.randint(1, 7), dice.randint(2, 4)
        found.append({
            f"group {row}": [dice.choice((0, 1, 2, 3, 4, 6, 9, 15, 40)) for _ in range(columns)]
            for row in range(rows)
        })  # fmt: skip
    return found


def narrow(table: Table) -> int:
    return sum(most - least < WIDTH for least, most in attacked(table))


def test_f16_no_hidden_cell_is_unique_or_within_three_for_an_attacker_with_a_solver():
    published = [publishable(rows) for rows in tables(MANY)]
    assert sum(narrow(table) for table in published) == 0
    assert sum(bool(table.rows) for table in published) > MANY // 3


def test_with_complementary_suppression_off_the_same_attacker_finds_people():
    published = [publishable(rows, complementary=False) for rows in tables(MANY)]
    assert sum(narrow(table) for table in published) > MANY // 3


def test_no_small_cell_row_or_column_is_shown_and_the_margins_are_true():
    for rows in tables(MANY):
        table = publishable(rows)
        assert table.column_totals in ((), tuple(map(sum, zip(*rows.values(), strict=True))))
        assert not any(0 < total < 5 for total in table.column_totals)
        for row, total in zip(table.cells, table.row_totals, strict=True):
            assert total == 0 or total >= 5
            assert not any(n is not None and 0 < n < 5 for n in row)
        assert sum(table.row_totals) in (0, sum(map(sum, rows.values())))


def test_the_intervals_are_those_that_the_solver_finds():
    for rows in tables(20, seed=7):
        table = publishable(rows)
        if not table.rows or OTHERS in table.rows:
            continue
        counts = [list(rows[name]) for name in table.rows]
        hidden = {(r, c) for r, row in enumerate(table.cells) for c, n in enumerate(row) if n is None}
        assert [interval(counts, hidden, cell) for cell in sorted(hidden)] == attacked(table)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"TG": [20, 30], "BJ": [10, 15]}, ((20, 30), (10, 15))),
        ({"TG": [20, 30], "BJ": [3, 15]}, ((None, None), (None, None))),
        ({"TG": [2, 1]}, ()),
        ({}, ()),
    ],
)
def test_what_is_hidden_takes_its_neighbours_along(
    rows: dict[str, list[int]], expected: tuple[tuple[int | None, ...], ...]
):
    assert publishable(rows).cells == expected


def test_groups_too_small_to_show_are_put_together():
    table = publishable({"TG": [20, 30], "BJ": [2, 1], "GH": [1, 2], "SN": [0, 0]})
    assert (table.rows, table.row_totals) == (("TG", OTHERS), (50, 6))
