"""Many requests for one address: by Debian's wrk, or where it is absent by a slower generator in Python."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import threading
import time
from dataclasses import replace

from bench.arithmetic import Load, percentile, read_wrk
from bench.processes import clock, other_share
from bench.servers import Server, ask


class Refused(Exception):
    """Requests failed under load; a rate of failures says nothing."""


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "a Python generator (wrk is not installed)"


def put_load(server: Server, path: str, *, connections: int, seconds: float, encoding: str = "gzip") -> Load:
    """Keep so many connections busy for so long. Raises Refused when any request fails."""
    before = clock(server.process.pid)
    generate = wrk if shutil.which("wrk") else in_python
    load = generate(server, path, connections, seconds, encoding)
    after = clock(server.process.pid)
    if load.errors or not load.requests:
        raise Refused(f"{load.errors} of {load.requests} requests for {path} failed.")
    cpu = 1000 * (after.program - before.program) / load.requests
    return replace(load, cpu=cpu, other=other_share(before, after))


def wrk(server: Server, path: str, connections: int, seconds: float, encoding: str) -> Load:
    done = subprocess.run(wrk_command(server, path, connections, seconds, encoding),
                          capture_output=True, text=True, check=True)  # fmt: skip
    return read_wrk(done.stdout, connections)


def wrk_command(server: Server, path: str, connections: int, seconds: float, encoding: str) -> list[str]:
    return ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}", "--timeout", "60s",
            "-H", f"Accept-Encoding: {encoding}", server.url + path]  # fmt: skip


def in_python(server: Server, path: str, connections: int, seconds: float, encoding: str) -> Load:
    took: list[float] = []
    errors: list[int] = []
    until = time.perf_counter() + seconds

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        while (begun := time.perf_counter()) < until:
            try:
                status = ask(connection, path, encoding).status
            except (OSError, http.client.HTTPException):
                status = 0
            took.append(1000 * (time.perf_counter() - begun))
            if status != 200:
                errors.append(status)
        connection.close()

    threads = [threading.Thread(target=visit) for _ in range(connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(took) / (time.perf_counter() - begun)
    return Load(
        connections, len(took), rate, percentile(took, 0.5), percentile(took, 0.99), len(errors), "python"
    )
