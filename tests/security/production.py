"""The program as it stands behind a proxy that holds the certificate: its real server, over a socket."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import run
from tests.demo_server import free_port

ADDRESS = "https://python.example.org"
LONGEST = 60  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]  # the last of each name
    cookies: list[str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Production:
    port: int
    process: subprocess.Popen[str]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask as the proxy does; a header's name is written with _ for -."""
        told = {"Host": "python.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "196.200.1.1"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request(method, path, body=body, headers=told)
            with connection.getresponse() as response:
                pairs = response.getheaders()
                cookies = [value for name, value in pairs if name.lower() == "set-cookie"]
                return Answer(response.status, {n.lower(): v for n, v in pairs}, cookies, response.read())
        finally:
            connection.close()

    @property
    def memory(self) -> int:
        """The highest number of bytes that the process ever held."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise LookupError("VmHWM")


def serve(data: Path, *options: str, **settings: str) -> subprocess.Popen[str]:
    """`teranga serve` with these settings, on its way."""
    command = [sys.executable, "-c", run.CLI, "serve", "--data", str(data), *options]
    environment = {**run.clean_environment(), "TERANGA_BASE_URL": ADDRESS, **settings}
    return subprocess.Popen(
        command, cwd=data.parent, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, umask=0o000,
    )  # fmt: skip


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Production]:
    port = free_port()
    process = serve(data, "--port", str(port), **settings)
    said: list[str] = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith("Teranga is ready at "):
                yield Production(port, process)
                return
        raise AssertionError("".join(said))
    finally:
        process.terminate()
        process.communicate(timeout=LONGEST)


def django_check(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`check --deploy` of this configuration."""
    own = {name: value for name, value in run.clean_environment().items() if not name.startswith("DJANGO_")}
    environment = {
        **own,
        "DJANGO_SETTINGS_MODULE": "teranga.project.settings",
        "TERANGA_DATA": str(data),
        "TERANGA_BASE_URL": ADDRESS,
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, cwd=data.parent if data.parent.exists() else os.getcwd(), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
