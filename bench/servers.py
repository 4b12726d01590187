"""The programs that are measured: each on a free port of this machine alone, each ended by its own id."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import run

READY = "Teranga is ready at "
LONGEST_START, LONGEST_STOP = 180, 15  # seconds


class DidNotStart(Exception):
    """A program ended or fell silent before it answered. Its text holds what it said."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes


@dataclass(slots=True)
class Server:
    port: int
    process: subprocess.Popen[str]
    data: Path
    seconds: float = 0.0  # from the start of the process to the line that says it answers
    listener: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, encoding: str = "identity") -> Answer:
        return get(self.port, path, encoding)

    def stop(self) -> None:
        end(self.process)
        if self.listener:
            self.listener.join(LONGEST_STOP)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def get(port: int, path: str, encoding: str = "identity") -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return ask(connection, path, encoding)
    finally:
        connection.close()


def ask(connection: http.client.HTTPConnection, path: str, encoding: str = "identity") -> Answer:
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, headers, answer.read())


def environment(database_url: str = "", **more: str) -> dict[str, str]:
    extra = {"TERANGA_DATABASE_URL": database_url} if database_url else {}
    return {
        **run.clean_environment(),
        "PYTHONPATH": f"{run.ROOT / 'src'}{os.pathsep}{run.ROOT}",
        **extra,
        **more,
    }


def teranga(*arguments: str) -> list[str]:
    return [sys.executable, "-c", run.CLI, *arguments]


def start_teranga(
    command: str, data: Path, *, database_url: str = "", options: tuple[str, ...] = ()
) -> Server:
    """`teranga demo` or `teranga serve` on a data directory."""
    port = free_port()
    arguments = teranga(command, "--port", str(port), "--data", str(data), *options)
    return start(arguments, port, data, environment(database_url))


def start(
    arguments: list[str], port: int, data: Path, env: Mapping[str, str], folder: Path = run.ROOT
) -> Server:
    """Start a program and wait for its line. Raises DidNotStart."""
    began = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    said: list[str] = []
    ready = threading.Event()
    moment: list[float] = []

    def listen() -> None:
        with process.stdout as output:  # type: ignore[union-attr]  # it is a pipe
            for line in output:
                if line.startswith(READY):
                    moment.append(time.perf_counter())
                    ready.set()
                said.append(line)
        ready.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    with ended_on_failure(process):
        ready.wait(LONGEST_START)
        if not moment:
            raise DidNotStart("".join(said).strip() or "It said nothing.")
    return Server(port, process, data, moment[0] - began, listener)


@contextmanager
def ended_on_failure(process: subprocess.Popen[str]) -> Iterator[None]:
    """Until its owner knows of it, a started program is ended here, also when Ctrl-C comes in between."""
    try:
        yield
    except BaseException:
        end(process)
        raise


def wait_for_port(process: subprocess.Popen[str], port: int) -> None:
    """Raises DidNotStart when nothing listens after a while."""
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise DidNotStart(f"Nothing listens on port {port}.")


def end(process: subprocess.Popen[str]) -> None:
    """End the program and what it started; by force when it does not go by itself."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
            process.wait(LONGEST_STOP)
        except (ProcessLookupError, PermissionError):
            return
        except subprocess.TimeoutExpired:
            continue
        return
