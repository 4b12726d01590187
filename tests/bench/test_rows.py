"""The table: verdicts, digits, columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.rows import (
    MISSED,
    NOT_MEASURED,
    OK,
    PLAIN,
    at_least,
    at_most,
    missed,
    not_measured,
    number,
    report,
    seen,
    table,
    write_report,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (31_204.4, "31,204"),
        (100.6, "101"),
        (45.23, "45.2"),
        (3.414, "3.41"),
        (0.736, "0.74"),
        (6.0, "6"),
        (0, "0"),
    ],
)
def test_a_number_has_the_digits_that_a_reader_needs(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(("value", "verdict"), [(59.9, OK), (60.0, OK), (60.1, MISSED)])
def test_the_limit_itself_is_still_within_it(value: float, verdict: str) -> None:
    assert at_most("speed", "p50", value, 60.0, "ms").verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [(0.51, OK), (0.5, OK), (0.49, MISSED)])
def test_a_lower_limit_is_met_from_the_limit_upward(value: float, verdict: str) -> None:
    assert at_least("speed", "ratio", value, 0.5, "").verdict == verdict


def test_a_verdict_is_of_the_measured_value_and_not_of_its_rounded_text() -> None:
    row = at_least("speed", "ratio", 0.4996, 0.5, "")
    assert (row.measured, row.must, row.verdict) == ("0.50", "≥ 0.50", MISSED)


def test_what_was_not_measured_is_neither_good_nor_missed() -> None:
    rows = [not_measured("speed", "nginx", "nginx is not installed", "≥ 0.5"), seen("speed", "rate", "12/s")]
    assert [row.verdict for row in rows] == [NOT_MEASURED, PLAIN]
    assert missed(rows) == []


def test_the_table_names_each_part_once_and_keeps_its_columns() -> None:
    rows = [
        at_most("memory", "whole program", 110.4, 180.0, "MB"),
        at_most("memory", "with PostgreSQL", 190.0, 180.0, "MB"),
        seen("start-up", "serve", "1.20 s"),
    ]
    assert table(rows).splitlines() == [
        "figure             measured  must",
        "",
        "memory",
        "  whole program    110 MB    ≤ 180 MB  ok",
        "  with PostgreSQL  190 MB    ≤ 180 MB  missed",
        "",
        "start-up",
        "  serve            1.20 s",
    ]


def test_a_report_is_kept_as_json_with_the_machine_it_was_taken_on(tmp_path: Path) -> None:
    row = at_most("memory", "whole program", 110.5, 180.0, "MB")
    file = tmp_path / "results" / "latest.json"
    write_report(file, report([row], {"rounds": [1, 2]}, {"commit": "abc"}))
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["rows"] == [
        {"part": "memory", "figure": "whole program", "measured": "110 MB", "must": "≤ 180 MB",
         "verdict": "ok", "value": 110.5},
    ]  # fmt: skip
    assert kept["details"] == {"rounds": [1, 2]}
    assert kept["about"]["commit"] == "abc"
    assert set(kept["about"]) == {"commit", "python", "system", "cores"}
