"""A real installation of one's own: `teranga init` in a fresh folder, served by `teranga serve`."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import run
from tests.demo_server import DemoServer, free_port, one_at_a_time, remember, stop

LONGEST_START = 90  # seconds
PAUSE = threading.Event()
INIT = ("init", "--name", "Python Anécho", "--languages", "fr,en", "--currency", "XOF")


def teranga(*arguments: str, data: Path) -> str:
    """What a command says. It must end well."""
    command = [sys.executable, "-c", run.CLI, *arguments, "--data", str(data)]
    done = subprocess.run(
        command, cwd=data.parent, env=run.clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def founded(data: Path) -> str:
    """A community that `init` just founded, and what it said: made once a test run, then copied."""
    master = Path(os.environ["TERANGA_TEST_RUN"]) / "founded"
    said = master.with_suffix(".txt")
    with one_at_a_time(master.with_suffix(".lock")):
        if not said.exists():
            told = teranga(*INIT, "--email", "ama@example.org", data=master)
            said.write_text(told, encoding="utf-8")
    shutil.copytree(master, data)
    return said.read_text(encoding="utf-8")


@contextmanager
def served(data: Path) -> Iterator[DemoServer]:
    """The installation over HTTP, ended afterwards."""
    port, log = free_port(), data.with_name("serve.log")
    command = [sys.executable, "-c", run.CLI, "serve", "--port", str(port), "--data", str(data)]
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, cwd=data.parent, env=run.clean_environment(), stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    remember(process)
    server = DemoServer(f"http://localhost:{port}", str(data), process.pid)
    try:
        wait_for(server, log)
        yield server
    finally:
        stop(process.pid)


def wait_for(server: DemoServer, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            if server.get("/healthz")[0] == 200:
                return
        except (URLError, ConnectionError):
            PAUSE.wait(0.1)
    raise AssertionError(f"The installation did not start. It said:\n{log.read_text(encoding='utf-8')}")


def let_minutes_pass(data: Path) -> None:
    """`init` has just issued a link to sign in with; the next code for the same address waits a minute."""
    connection = sqlite3.connect(data / "teranga.sqlite3")
    with connection:
        connection.execute("UPDATE people_signincode SET created_at = datetime(created_at, '-5 minutes')")
    connection.close()


def mailed_code(server: DemoServer) -> str:
    """The six digits of the newest mail; nothing leaves this installation, so it waits in the outbox."""
    connection = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT body FROM mail_outgoingmail ORDER BY id DESC LIMIT 1").fetchall()
    finally:
        connection.close()
    found = re.search(r"\b\d{6}\b", rows[0][0])
    assert found is not None, rows
    return found[0]
