"""Processes that begin where another one already stands: forked from a program that has imported everything.

Starting Python and Django anew takes longer than the moment that is to be tried. What is forked is a process
like any other: it dies of SIGKILL without a word. Run as a program, this module is what is forked from.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path


class Forked:
    """A running command of the program, with the two things of Popen that killing needs."""

    def __init__(self, origin: Origin, pid: int) -> None:
        self.origin, self.pid = origin, pid

    def send_signal(self, kind: signal.Signals) -> None:
        os.kill(self.pid, kind)

    def wait(self, timeout: float | None = None) -> int:
        """Its parent waits for it; that takes no longer than the process lives."""
        return int(self.origin.ask("wait", self.pid))


class Origin:
    """The program that waits to be forked."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.domains.mail.forking"], env=environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output,
            )  # fmt: skip

    def start(self, *arguments: str) -> Forked:
        return Forked(self, int(self.ask("start", *arguments)))

    def ask(self, *words: str | int) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the program that is forked from has ended"
        return answer

    def end(self) -> None:
        self.process.communicate(timeout=30)  # which closes what it reads from


def child(arguments: list[str]) -> None:
    from teranga.cli.main import main

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what it says goes to the log, not into the answers
    code = 1
    try:
        code = main(arguments)
    finally:
        os._exit(code)


def answer_until_the_end() -> None:
    import_module("teranga.cli.main")
    from teranga.cli.starting import start_django

    start_django()
    import_module("django.db.migrations.executor")
    import_module("teranga.web.urls")

    for line in sys.stdin:
        verb, *words = json.loads(line)
        if verb == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(words[0], 0)[1]), flush=True)
            continue
        pid = os.fork()
        if not pid:
            child(words)
        print(pid, flush=True)


if __name__ == "__main__":
    answer_until_the_end()
