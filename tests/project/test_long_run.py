"""The long run goes on where it was cut, and keeps what it found."""

from __future__ import annotations

import json
from pathlib import Path

from tests.long import in_turns


def put(tally: Path, **outcomes: str) -> None:
    rows = {
        name: {"outcome": how, "commit": "c1", "seconds": 5, "told": []} for name, how in outcomes.items()
    }
    tally.write_text(json.dumps(rows), encoding="utf-8")


class Doer:
    """Notes which items begin, in place of running them; one called `bad` fails."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def __call__(self, item: str) -> dict[str, object]:
        self.begun.append(item)
        return {
            "outcome": "failed" if item == "bad" else "passed",
            "seconds": 1,
            "told": ["12 kills, 0 lost"],
        }


def test_what_passed_at_this_commit_is_not_run_again(tmp_path: Path) -> None:
    doer = Doer()
    tally = tmp_path / "long.json"
    put(tally, one="passed", two="failed")
    assert in_turns.run_in_turns(["one", "two", "three"], "c1", 60, again=False, tally=tally, do=doer) == 0
    assert doer.begun == ["two", "three"]
    kept = in_turns.read_tally(tally)
    assert {name: row["outcome"] for name, row in kept.items()} == dict.fromkeys(
        ["one", "two", "three"], "passed"
    )
    assert kept["three"]["told"] == ["12 kills, 0 lost"]
    assert in_turns.run_in_turns(["one", "two"], "c2", 60, again=False, tally=tally, do=doer) == 0
    assert doer.begun == ["two", "three", "one", "two"]


def test_what_is_named_runs_in_any_case_and_a_failure_is_told(tmp_path: Path) -> None:
    doer = Doer()
    tally = tmp_path / "long.json"
    put(tally, bad="passed")
    assert in_turns.run_in_turns(["bad"], "c1", 60, again=True, tally=tally, do=doer) == 1
    assert (doer.begun, in_turns.read_tally(tally)["bad"]["outcome"]) == (["bad"], "failed")


def test_after_its_minutes_no_item_begins(tmp_path: Path) -> None:
    doer = Doer()
    assert in_turns.run_in_turns(["one"], "c1", 0, again=False, tally=tmp_path / "long.json", do=doer) == 3
    assert doer.begun == []


def test_the_figures_that_a_test_prints_are_kept_and_of_a_failure_its_end() -> None:
    said = ".\n1000 mails, 200 kills: 0 lost\n.                                     [100%]\n1 passed in 5s\n"
    assert in_turns.told(said, "passed") == ["1000 mails, 200 kills: 0 lost"]
    assert in_turns.told(said, "failed")[-1] == "1 passed in 5s"


def test_every_long_test_is_an_item_by_its_name() -> None:
    items = in_turns.collected(["tests/long", "tests/domains/activity"])
    assert (
        "tests/long/test_kill_mail.py::test_two_hundred_kills_lose_no_mail_and_repeat_at_most_one_each"
        in items
    )
    assert [item for item in items if "[" in item] == []
