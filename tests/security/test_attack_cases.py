"""The table of attack cases is true: what it names exists, and what is not covered has its reason."""

from __future__ import annotations

import json
import re

import pytest

import run
from tests.security.attack_cases import CASES, NOT_YET, TABLE, TESTS, ids_of, names_by_case, table

COLLECTION = run.ROOT.parent / "shared" / "reference" / "attack_cases.json"
GROUPS = ("A", "B", "C", "D", "E")  # whole; of the later groups, the cases that there is something for


def test_every_case_has_a_test_or_a_reason_and_none_has_both() -> None:
    covered = set(names_by_case())
    assert covered - set(CASES) == set()
    assert sorted(set(CASES) - covered) == sorted(NOT_YET)


def test_every_test_that_the_table_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE.read_text(encoding="utf-8"))
    assert len(named) > 100
    assert [
        (file, name) for file, name in named
        if not (TESTS / file).exists() or f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ] == []  # fmt: skip


def test_the_table_is_the_one_that_the_tests_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "Run python -m tests.security.attack_cases."


def test_the_cases_are_those_of_the_collection() -> None:
    if not COLLECTION.exists():
        pytest.skip("The collection of attack cases is not here.")
    known = {case["id"] for case in json.loads(COLLECTION.read_text(encoding="utf-8"))}
    assert set(CASES) <= known
    assert {case for case in known if case.startswith(GROUPS)} <= set(CASES)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("test_a13_a14_nothing_else_is_followed", ["A13", "A14"]),
        ("test_c06_and_c09_a_session", ["C06", "C09"]),
        ("test_a_session_of_a13", []),
        ("helper_a13_x", []),
    ],
)
def test_a_test_s_name_begins_with_its_cases(name: str, ids: list[str]) -> None:
    assert ids_of(name) == ids
