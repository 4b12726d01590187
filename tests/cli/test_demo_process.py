"""The demo as a person starts it: a process of its own, a line when it answers, an end with Ctrl-C."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.demo_server import free_port
from tests.drawn import some_each_run

pytestmark = pytest.mark.sqlite
LONGEST = 60  # seconds


def demo(data: Path, *options: str) -> subprocess.Popen[str]:
    """Its worker is off: how far the hour's jobs are when it ends says nothing about the demo world."""
    command = [sys.executable, "-c", run.CLI, "demo", "--no-browser", "--data", str(data), *options]
    return subprocess.Popen(
        command, cwd=data.parent, env={**run.clean_environment(), "TERANGA_WORKER": "no"}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def start(data: Path, port: int) -> tuple[subprocess.Popen[str], list[str]]:
    """The running demo and what it said up to the line that it is ready."""
    process = demo(data, "--port", str(port))
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:  # ends when the process does, so this cannot hang on a crash
        said.append(line.rstrip())
        if line.startswith("Teranga is ready at "):
            return process, said
    raise AssertionError(process.communicate()[1])


def end(process: subprocess.Popen[str], how: signal.Signals) -> tuple[int, str]:
    process.send_signal(how)
    _, errors = process.communicate(timeout=LONGEST)
    return process.returncode, errors


def rows(data: Path) -> list[str]:
    with sqlite3.connect(data / "teranga.sqlite3") as database:
        return list(database.iterdump())


@pytest.mark.parametrize("how", some_each_run([signal.SIGINT, signal.SIGTERM], 1, of="ends of the demo"))
def test_the_demo_starts_answers_ends_and_starts_again_unchanged(tmp_path: Path, how: signal.Signals) -> None:
    data, port = tmp_path / "demo", free_port()
    process, said = start(data, port)
    assert said[-1] == f"Teranga is ready at http://localhost:{port}/"
    assert sum("@example.org" in line for line in said) == 2  # members to sign in as, and an organiser
    code, errors = end(process, how)
    assert (code, "Traceback" in errors) == (0, False)
    assert stat.S_IMODE(data.stat().st_mode) == 0o750
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in data.iterdir()}
    assert modes["secret-key"] == 0o600
    assert [name for name, mode in modes.items() if mode & 0o007] == []
    before = rows(data)
    process, again = start(data, port)
    end(process, how)
    assert again == said
    assert rows(data) == before


def test_a_second_demo_on_the_same_port_is_refused_before_it_writes(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = demo(tmp_path / "demo", "--port", str(port))
        out, errors = process.communicate(timeout=LONGEST)
    assert (process.returncode, out) == (2, "")
    assert (
        errors
        == f"teranga: Port {port} is in use: stop the other program, or choose another port with --port.\n"
    )
    assert not os.path.exists(tmp_path / "demo")
