"""The command's options, and what it does with a part that fails."""

from __future__ import annotations

import pytest

from bench.__main__ import APART, PARTS, chosen, closing, measure, read
from bench.nginx import directives
from bench.processes import Clock, other_share
from bench.rows import at_most, seen
from bench.session import Run


def test_without_options_every_part_is_measured_in_the_order_of_the_table() -> None:
    assert list(chosen(read([]))) == list(PARTS)


def test_chosen_parts_keep_that_order_and_the_clone_can_be_chosen_too() -> None:
    assert list(chosen(read(["--only", "fresh-clone", "--only", "join", "--only", "start"]))) == [
        "start", "join", "fresh-clone",
    ]  # fmt: skip
    assert chosen(read(["--fresh-clone"])) == APART


def test_a_part_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        read(["--only", "weather"])
    assert refused.value.code == 2
    assert "weather" in capsys.readouterr().err


def test_a_part_that_fails_does_not_hide_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(run: Run) -> None:
        raise RuntimeError("the page answered 500")

    failed: list[str] = []
    with Run() as run:
        measure(run, "weight", fail, failed)
        measure(run, "memory", lambda run: run.add(seen("memory", "program", "100 MB")), failed)
    assert failed == ["weight"]
    assert [row.figure for row in run.rows] == ["program"]
    assert "“weight” failed: RuntimeError: the page answered 500" in capsys.readouterr().err
    assert "because they failed (see above): weight." in closing(run.rows, failed, 0.0)


def test_the_last_lines_count_what_is_good_and_what_is_missed() -> None:
    rows = [
        at_most("memory", name, value, 180.0, "MB")
        for name, value in (("one", 1), ("two", 181), ("three", 2))
    ]
    assert "2 figures as they must be, 1 missed" in closing(rows, [], 0.0)


def test_what_is_ended_with_a_run_is_ended_in_the_opposite_order_even_after_ctrl_c() -> None:
    ended: list[str] = []

    def stopped() -> None:
        with Run() as run:
            run.stack.callback(ended.append, "database")
            run.stack.callback(ended.append, "server")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert ended == ["server", "database"]


def test_what_others_took_is_neither_idle_nor_the_program_nor_the_load() -> None:
    before = Clock(all=100.0, idle=50.0, program=10.0, children=5.0)
    assert other_share(before, Clock(all=108.0, idle=52.0, program=13.0, children=6.0)) == 0.25
    assert other_share(before, before) == 0.0


def test_nginx_is_told_to_send_every_header_that_it_does_not_send_by_itself() -> None:
    headers = {
        "content-type": "text/html",
        "etag": '"1"',
        "date": "now",
        "x-frame-options": "DENY",
        "vary": "A",
    }
    assert directives(headers) == 'add_header x-frame-options "DENY";\n    add_header vary "A";'
