"""The real `teranga demo`: one for all who read in a test run, and a copy for each who writes."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest

import run

READY = "Teranga is ready at "
LONGEST_START = 180  # seconds
LONGEST_STOP = 15
PAUSE = threading.Event()  # between two looks at a process that is no child of ours
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class DemoServer:
    url: str  # without a trailing slash
    data: str
    pid: int

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of one address, as a plain program reads it."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()

    @property
    def database(self) -> Path:
        return Path(self.data) / "teranga.sqlite3"


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return opened.getsockname()[1]


def start(data: Path) -> DemoServer:
    """Start the demo on a data directory, new or copied, and wait for the line that says it answers."""
    said = data.with_name(data.name + ".log")
    options = ["--no-browser", "--port", str(free_port()), "--data", str(data)]
    with said.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", run.CLI, "demo", *options],
            cwd=data.parent,
            env=run.clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    remember(process)
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        for line in said.read_text(encoding="utf-8").splitlines():
            if line.startswith(READY):
                return DemoServer(line.removeprefix(READY).strip().rstrip("/"), str(data), process.pid)
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    stop(process.pid)
    raise AssertionError(f"The demo did not start. It said:\n{said.read_text(encoding='utf-8')}")


def remember(process: subprocess.Popen[bytes]) -> None:
    """Let `stop` know a child of this process: one that nobody waits for seems to run for ever."""
    _children[process.pid] = process


def stop(pid: int) -> None:
    """End the server and whatever it started; by force when it does not go by itself."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(pid, kind)
        except ProcessLookupError:
            return
        if gone(pid):
            return


def gone(pid: int) -> bool:
    if pid in _children:
        try:
            _children[pid].wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            return False
        del _children[pid]
        return True
    deadline = time.monotonic() + LONGEST_STOP
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        PAUSE.wait(0.05)
    return False


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def shared(folder: Path) -> DemoServer:
    """The run's one demo server: whichever process needs it first starts it."""
    known = folder / "demo.json"
    with one_at_a_time(folder / "demo.lock"):
        if not known.exists():
            known.write_text(json.dumps(asdict(start(folder / "demo"))), encoding="utf-8")
    return DemoServer(**json.loads(known.read_text(encoding="utf-8")))


def stop_shared(folder: Path) -> None:
    known = folder / "demo.json"
    if known.exists():
        stop(json.loads(known.read_text(encoding="utf-8"))["pid"])


def wait_for_the_worker(server: DemoServer) -> None:
    """Until the jobs that were due when the demo was loaded are done: the program answers before that."""
    due = "SELECT name FROM base_job WHERE state = 'running' OR (state = 'waiting' AND run_after <= ?)"
    deadline = time.monotonic() + LONGEST_START
    connection = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)
    try:
        while left := connection.execute(due, [str(datetime.now(UTC).replace(tzinfo=None))]).fetchall():
            assert time.monotonic() < deadline, f"Still to be done: {left}"
            PAUSE.wait(0.2)
    finally:
        connection.close()


def copy_of(server: DemoServer, folder: Path) -> Path:
    """The data of a running demo in a folder of its own, the database as one consistent moment."""
    wait_for_the_worker(server)
    folder.mkdir(parents=True)
    for file in Path(server.data).iterdir():
        if file.is_file() and not file.name.startswith("teranga.sqlite3"):
            (folder / file.name).write_bytes(file.read_bytes())
    source = sqlite3.connect(server.database)
    target = sqlite3.connect(folder / "teranga.sqlite3")
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    return folder


@pytest.fixture(scope="session")
def demo_server() -> DemoServer:
    """The demo world over HTTP, for reading only: every test of the run sees the same one."""
    return shared(Path(os.environ["TERANGA_TEST_RUN"]))


@pytest.fixture
def own_demo_server(demo_server: DemoServer, tmp_path: Path) -> Iterator[DemoServer]:
    """A server of this test's own on a copy of the demo world: here it may join, write and break."""
    server = start(copy_of(demo_server, tmp_path / "demo"))
    yield server
    stop(server.pid)


@pytest.fixture(scope="module")
def module_demo_server(
    demo_server: DemoServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoServer]:
    """One copy for the tests of a module: they write, each about a person of its own."""
    server = start(copy_of(demo_server, tmp_path_factory.mktemp("module") / "demo"))
    yield server
    stop(server.pid)
