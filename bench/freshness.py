"""Whether the very next request shows a change, while the cache answers and load goes on."""

from __future__ import annotations

import http.client
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench.changing import Changer
from bench.load import wrk_command
from bench.servers import Server, ask

VISITORS = 16  # connections kept open; with two workers the system spreads them over both


def stale_answers(server: Server, path: str, changer: Changer, changes: int) -> tuple[int, int]:
    """How many answers right after a change did not show it, and how many answers were looked at."""
    stale = seen = 0
    with ExitStack() as opened:
        visitors = []
        for _ in range(VISITORS):
            visitor = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            opened.callback(visitor.close)
            visitors.append(visitor)
        for number in range(changes):
            for visitor in visitors:
                ask(visitor, path)  # every worker has the page as it was
            ending = f"changed{number}x"
            changer.change(ending)
            for visitor in visitors[number % VISITORS :] + visitors[: number % VISITORS]:
                stale += ending not in ask(visitor, path).body.decode()
                seen += 1
    changer.change("")
    return stale, seen


@contextmanager
def under_load(server: Server, path: str, seconds: float) -> Iterator[None]:
    """Keep 16 connections busy meanwhile, where wrk is installed."""
    if not shutil.which("wrk"):
        yield
        return
    command = wrk_command(server, path, 16, seconds, "gzip")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)
