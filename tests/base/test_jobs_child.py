from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from teranga.base.jobs_child import ChildFailed, run_in_child

HERE = "tests.base.test_jobs_child"


def add(a: int, b: int) -> dict[str, int]:
    print("what a library prints is no answer")
    return {"sum": a + b, "process": os.getpid()}


def count(to: int, progress: Callable[[int, int], None]) -> int:
    for done in range(1, to + 1):
        progress(done, to)
    return to


def fail() -> None:
    raise ZeroDivisionError("seven is too many")


def hang() -> None:
    while True:
        pass


def die() -> None:
    os.kill(os.getpid(), 9)


def test_plain_values_go_into_another_process_and_come_back() -> None:
    result = run_in_child(f"{HERE}:add", {"a": 2, "b": 3})
    assert result["sum"] == 5
    assert result["process"] != os.getpid()


def test_a_child_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    assert run_in_child(f"{HERE}:count", {"to": 3}, progress=lambda *step: seen.append(step)) == 3
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_parent_that_gives_up_ends_the_child() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyError("cancelled")

    with pytest.raises(KeyError, match="cancelled"):
        run_in_child(f"{HERE}:count", {"to": 10**9}, progress=stop)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("fail", "ZeroDivisionError: seven is too many"),
        ("die", r"It was ended from outside \(code -9\)"),
        ("absent", "AttributeError: module .* has no attribute 'absent'"),
    ],
)
def test_what_ended_a_child_is_said(function: str, words: str) -> None:
    with pytest.raises(ChildFailed, match=words):
        run_in_child(f"{HERE}:{function}", {})


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ChildFailed, match="ended from outside"):
        run_in_child(f"{HERE}:hang", {}, longest=1.5)
