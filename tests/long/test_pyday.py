"""PyDay a hundred times: two hundred people for fifty places at the real server, on both databases."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from bench.parts import overrun
from bench.rows import OK
from bench.session import Run

pytestmark = pytest.mark.long


def test_a_hundred_pydays_of_two_hundred_keep_every_promise_on_sqlite(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _keep_every_promise(overrun.on_sqlite, monkeypatch)


def test_a_hundred_pydays_of_two_hundred_keep_every_promise_on_postgresql(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _keep_every_promise(overrun.on_postgresql, monkeypatch)


def _keep_every_promise(measure: Callable[[Run], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERANGA_LONG_REPEATS", os.environ.get("TERANGA_LONG_REPEATS", "100"))
    with Run() as run:
        measure(run)
    for row in run.rows:
        print(f"{row.figure}: {row.measured}")
    assert [row for row in run.rows if row.verdict != OK] == []
