"""`teranga engine` reads an instance, tells objective, bound and gap, and writes the answer."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_a_broken_instance_is_refused_in_one_sentence(teranga: Teranga, tmp_path: Path) -> None:
    bids = tmp_path / "bids.in"
    bids.write_text("2 2\n0.9\n", encoding="utf-8")
    answer = teranga("engine", "assignment", str(bids))
    assert answer.code != 0
    assert "the matrix has 1 numbers, not 2 x 2." in answer.err
