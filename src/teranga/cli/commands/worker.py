"""teranga worker"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time

from teranga.cli.parsing import Commands, command, whole_number
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, say, start_django

LOOK_EVERY = 1.0  # seconds between two looks at the processes
PATIENCE = 60.0  # seconds that a process gets to end the job it is at


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "worker", run=run,
        summary="do the waiting work: mails and other jobs",
        description="Do the work that waits in the database: mails and other jobs. “teranga serve” does\n"
        "this itself; a worker of its own belongs beside “teranga serve --no-worker”. On PostgreSQL several\n"
        "may run, on one machine or on many.",
        example="  teranga worker --data /srv/teranga --processes 2",
    )  # fmt: skip
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument(
        "--processes", type=whole_number(1, 32), default=1, metavar="N",
        help="how many at once, on PostgreSQL (default: 1)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    start_django()
    if options.processes > 1:
        _refuse_many_on_sqlite()
    migrate_if_needed()
    from django.utils import timezone

    from teranga.base import jobs

    if options.once:
        jobs.plan_scheduled(timezone.now())
        say(f"Jobs done: {jobs.run_due()}")
        return 0
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    if options.processes > 1:
        say(f"{options.processes} workers are looking for jobs. Ctrl-C ends them.")
        return _keep_processes(options, stop)
    say("The worker is looking for jobs. Ctrl-C ends it.")
    jobs.work_until(stop)
    return 0


def _refuse_many_on_sqlite() -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        raise Refusal(
            "SQLite has one writer at a time, so more workers would only wait for each other. Leave out"
            " --processes, or use PostgreSQL."
        )


def _keep_processes(options: argparse.Namespace, stop: threading.Event) -> int:
    """Start the processes, start those again that end, and end all of them on request."""
    running = [_start(options) for _ in range(options.processes)]
    while not stop.wait(LOOK_EVERY):
        for place, process in enumerate(running):
            if process.poll() is not None:
                say(f"A worker ended with code {process.returncode}; another one takes its place.")
                running[place] = _start(options)
    for process in running:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()  # what it was at is taken up by another worker when its lease runs out
    return 0


def _start(options: argparse.Namespace) -> subprocess.Popen[bytes]:
    command_line = [sys.executable, "-m", "teranga.cli.main", "worker"]
    path = os.pathsep.join(filter(None, sys.path))
    data = ["--data", options.data] if options.data else []
    return subprocess.Popen([*command_line, *data], env={**os.environ, "PYTHONPATH": path})
