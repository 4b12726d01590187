"""teranga worker"""

from __future__ import annotations

import argparse
import signal
import threading

from teranga.cli.parsing import Commands, command
from teranga.cli.starting import migrate_if_needed, say, start_django

LOOK_EVERY = 2.0  # seconds


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "worker", run=run,
        summary="do the waiting work: mails and other jobs",
        description="Do the work that waits in the database: mails and other jobs. “teranga serve” does\n"
        "this itself; a worker of its own belongs beside “teranga serve --no-worker”.",
        example="  teranga worker --data /srv/teranga",
    )  # fmt: skip
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(options: argparse.Namespace) -> int:
    start_django()
    migrate_if_needed()
    from teranga.base import jobs

    if options.once:
        say(f"Jobs done: {jobs.run_due()}")
        return 0
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    say("The worker is looking for jobs. Ctrl-C ends it.")
    while not stop.is_set():
        if jobs.run_due(limit=50) < 50:
            stop.wait(LOOK_EVERY)
    return 0
