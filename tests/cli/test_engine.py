"""`teranga engine` reads an instance, tells objective, bound and gap, and writes the answer."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Teranga


def test_reviewers_are_assigned_from_a_matrix(teranga: Teranga, tmp_path: Path) -> None:
    bids, out = tmp_path / "bids.in", tmp_path / "papers.json"
    bids.write_text("2 2\n0.9 0.4\n0.4 0.1\n", encoding="utf-8")
    words = ("engine", "assignment", str(bids), "--demand", "1", "--load", "1", "--out", str(out))
    assert teranga(*words).code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["papers"] == [[0], [1]]
    answer = teranga(*words, "--fair", "lowest")
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["papers"], told["lowest"], told["objective"], told["gap"]) == ([[1], [0]], 0.4, 0.8, 0.0)
    assert "status     optimal\nobjective  0.8\nbound      0.8\ngap        0.0\n" in answer.out


def test_a_programme_is_chosen_with_its_regrets(teranga: Teranga, tmp_path: Path) -> None:
    call, out = tmp_path / "call.json", tmp_path / "programme.json"
    rows = [{"score": 9, "speaker": 1}, {"score": 8, "speaker": 2}, {"score": 5, "speaker": 3, "french": 1}]
    rule = {"key": "french", "group": "french", "floor": True, "count": 1}
    call.write_text(json.dumps({"choose": 2, "proposals": rows, "rules": [rule]}), encoding="utf-8")
    answer = teranga("engine", "selection", str(call), "--out", str(out))
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (answer.code, told["chosen"], told["objective"], told["regrets"]) == (0, [0, 2], 14.0, {"1": 1.0})
    assert "french: 3.0 without it, 3.0 with one more" in answer.out
    assert told["next"] == {"objective": 13.0, "chosen": [1, 2]}


CALL = {
    "choose": 1, "spaces": [{"key": "hall", "rooms": 1, "minutes": 60}],
    "rules": [{"key": "r", "group": "ai", "floor": False, "share": "0.5"}],
    "proposals": [{"key": "a", "score": 1}, {"key": "b", "score": 2, "space": "hall", "minutes": 30}],
}  # fmt: skip
COMMITTEE = {
    "proposals": [{"key": "bees", "topics": ["data"], "demand": 1}],
    "reviewers": [{"key": "kofi", "topics": ["data"], "most": 1}],
}
TWICE = {"key": "kofi", "least": 2, "most": 2}
A, B = ("proposals", 0), ("proposals", 1)


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ((), [], "the instance is not an object with fields"),
        (("proposals",), None, "'proposals' of the instance is not a list"),
        (("choose",), -1, "'choose' of the instance is not a whole number from 0 to 1,000,000"),
        (("choose",), 1.5, "'choose' of the instance is not a whole number from 0 to 1,000,000"),
        (("per_person",), 0, "nobody may have a proposal chosen"),
        ((*A, "score"), None, "'score' of proposal 0 is not a number"),
        ((*A, "score"), 10**400, "'score' of proposal 0 is too large"),
        ((*A, "score"), 10**9, "the score of a is too large"),
        ((*A, "key"), "b", "two proposals have the same key"),
        ((*A, "speakers"), "ama", "'speakers' of proposal 0 is not a list of texts"),
        ((*A, "settled"), "yes", "'settled' of proposal 0 is neither true nor false"),
        ((*B, "space"), "cave", "b needs a space that is not there"),
        ((*B, "minutes"), 0, "the minutes of b are below 1"),
        (("rules", 0, "share"), "1/0", "'share' of rule 0 is not a number"),
        (("rules", 0, "share"), 1.5, "the share of r is not from 0 to 1"),
        (("rules", 0, "count"), 1, "r needs a count or a share"),
        (("spaces", 0, "rooms"), -1, "'rooms' of space 0 is not a whole number from 0 to 1,000"),
    ],
)  # fmt: skip
def test_a_broken_call_is_refused_in_one_sentence(
    teranga: Teranga, place: tuple[Any, ...], value: Any, sentence: str
) -> None:
    _refused(teranga, "selection", changed(CALL, place, value), sentence)


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ((*A, "key"), "", "'key' of proposal 0 is empty"),
        ((*A, "demand"), -1, "'demand' of proposal 0 is not a whole number from 0 to 1,000"),
        ((*A, "topics"), "data", "'topics' of proposal 0 is not a list of texts"),
        (("reviewers", 0, "most"), -1, "'most' of reviewer 0 is not a whole number from 0 to 1,000,000"),
        (("reviewers", 0, "least"), 2, "the least load of kofi is above the most"),
        (("reviewers",), [{"key": "a"}, {"key": "a"}], "two reviewers have the same key"),
        (("finished",), [["bees"]], "number 0 of 'finished' is not a pair of keys"),
        (("finished",), [["bees", "ama"]], "number 0 of 'finished' names somebody unknown"),
        (("finished",), [["bees", "kofi"]] * 2, "a finished review is told twice"),
    ],
)
def test_a_broken_committee_is_refused_in_one_sentence(
    teranga: Teranga, place: tuple[Any, ...], value: Any, sentence: str
) -> None:
    _refused(teranga, "assignment", changed(COMMITTEE, place, value), sentence)


@pytest.mark.parametrize("words", ["{", '{"choose": NaN}', '{"choose": Infinity}', "[" * 100_000, ""])
def test_what_is_no_json_is_refused_in_one_sentence(teranga: Teranga, words: str) -> None:
    answer = teranga("engine", "selection", teranga.file("call.json", words))
    assert (answer.code, answer.err.count("\n"), "is no JSON (" in answer.err) == (2, 1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2 2\n0.9\n", "the matrix has 1 numbers, not 2 x 2"),
        ("-1 -1\n0.9\n", "the matrix has 1 numbers, not -1 x -1"),
        ("1 1\nnan\n", "the matrix has an affinity that is not a number from 0 to 10,000,000,000"),
        ("1 1\n-0.5\n", "the matrix has an affinity that is not a number from 0 to 10,000,000,000"),
        ("a b\n1\n", "the matrix cannot be read: invalid literal for int() with base 10: 'a'"),
    ],
)
def test_a_broken_matrix_is_refused_in_one_sentence(teranga: Teranga, words: str, sentence: str) -> None:
    file = teranga.file("bids.in", words)
    answer = teranga("engine", "assignment", file)
    assert (answer.code, answer.err) == (2, f"teranga: {file}: {sentence}.\n")


def test_options_that_make_no_sense_and_places_that_cannot_be_written_are_refused(teranga: Teranga) -> None:
    words = ("engine", "assignment", teranga.file("bids.in", "1 1\n0.5\n"), "--demand", "1")
    for option, value in (
        ("--seconds", "nan"), ("--seconds", "-1"), ("--at-least", "inf"), ("--likeliest", "1/0"),
        ("--demand", "-1"),
    ):  # fmt: skip
        assert teranga(*words, option, value).code == 2
    answer = teranga(*words, "--out", teranga.folder / "nowhere" / "out.json")
    assert (answer.code, "cannot be written (No such file or directory)." in answer.err) == (2, True)


def test_where_reviews_must_be_missing_the_rest_is_still_the_best(teranga: Teranga, tmp_path: Path) -> None:
    out = tmp_path / "papers.json"
    bids = teranga.file("bids.in", "3 2\n0.9 0.4\n0.4 0.1\n0 0\n")
    answer = teranga("engine", "assignment", bids, "--demand", "1", "--load", "1", "--out", out)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (answer.code, told["papers"], told["missing"], told["status"]) == (0, [[0], [1], []], 1, "optimal")


ALWAYS = {"objective", "bound", "gap", "seconds", "status", "seed", "conflict"}


@pytest.mark.parametrize(
    ("engine", "own", "may", "may_not"),
    [
        (
            "assignment",
            {"papers"},
            COMMITTEE,
            COMMITTEE | {"reviewers": [TWICE]},
        ),
        ("selection", {"chosen", "regrets"}, CALL, CALL | {"choose": 5}),
    ],
)
def test_an_answer_file_has_what_a_checker_reads(
    teranga: Teranga, engine: str, own: set[str], may: Any, may_not: Any
) -> None:
    out = teranga.folder / "out.json"
    for instance, status in ((may, "optimal"), (may_not, "infeasible")):
        file = teranga.file("instance.json", json.dumps(instance))
        assert teranga("engine", engine, file, "--seconds", "5", "--out", out).code == 0
        told = json.loads(out.read_text(encoding="utf-8"))
        assert told.keys() >= ALWAYS | own
        assert (told["status"], bool(told["conflict"])) == (status, status == "infeasible")
        assert (told["objective"] is None) is (status == "infeasible")


def changed(instance: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    copy = deepcopy(instance)
    inner = copy
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return copy


def _refused(teranga: Teranga, engine: str, instance: Any, sentence: str) -> None:
    file = teranga.file("instance.json", json.dumps(instance))
    answer = teranga("engine", engine, file)
    assert (answer.code, answer.err) == (2, f"teranga: {file}: {sentence}.\n")
