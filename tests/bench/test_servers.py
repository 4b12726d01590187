"""What is started is ended, whatever happens in between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import DidNotStart, ended_on_failure, environment, start

WAITS = [sys.executable, "-c", "import threading; threading.Event().wait()"]


def test_a_program_that_ends_before_it_answers_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(DidNotStart, match=r"^no such port$"):
        start([sys.executable, "-c", "print('no such port')"], 1, tmp_path, environment())


def test_the_seconds_end_with_the_line_that_says_it_answers(tmp_path: Path) -> None:
    says = "import threading; print('Teranga is ready at x', flush=True); threading.Event().wait()"
    server = start([sys.executable, "-c", says], 1, tmp_path, environment())
    server.stop()
    assert 0 < server.seconds < 60
    assert server.process.returncode is not None


def interrupt(process: subprocess.Popen[str]) -> None:
    with ended_on_failure(process):
        raise KeyboardInterrupt


def test_a_program_that_was_just_started_does_not_outlive_ctrl_c() -> None:
    process = subprocess.Popen(WAITS, text=True, start_new_session=True)
    with pytest.raises(KeyboardInterrupt):
        interrupt(process)
    assert process.returncode is not None
