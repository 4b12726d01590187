"""Heavy work in a process of its own that ends afterwards, so that pages stay quick and memory comes back.

Plain values in and out, as JSON. The child ends when its parent does.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

LONGEST = 1800.0  # seconds


class ChildFailed(Exception):
    """The work raised, was killed, or took too long. The text says which, with the last line it wrote."""


def run_in_child(
    function: str, arguments: dict[str, Any], *, longest: float = LONGEST,
    progress: Callable[[int, int], None] | None = None,
) -> Any:  # fmt: skip
    """Call "module:function" with these keyword arguments in a new process and return its plain result.

    The function may take `progress` and call it with what is done and the total; `progress` here is then
    called with each such pair, and what it raises ends the child.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "teranga.base.jobs_child", function],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    alarm = threading.Timer(longest, child.kill)
    words: list[str] = []
    listener = threading.Thread(target=lambda: words.extend(child.stderr or ()), daemon=True)
    alarm.start()
    listener.start()
    try:
        return _converse(child, arguments, progress, words, listener)
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
        listener.join(timeout=5)
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what the child never read
                    continue


def _converse(
    child: subprocess.Popen[str], arguments: dict[str, Any], progress: Callable[[int, int], None] | None,
    words: list[str], listener: threading.Thread,
) -> Any:  # fmt: skip
    if child.stdin is None or child.stdout is None:
        raise ChildFailed("It has no pipes.")
    try:
        child.stdin.write(json.dumps(arguments) + "\n")
        child.stdin.flush()  # left open: its end tells the child that the parent is gone
    except BrokenPipeError:
        pass  # it ended at once; what it wrote says why
    for line in child.stdout:
        told = json.loads(line)
        if "result" in told:
            return told["result"]
        if progress:
            progress(*told["progress"])
    child.wait()
    listener.join(timeout=5)
    last = next((word.strip() for word in reversed(words) if word.strip()), "")
    raise ChildFailed(last or f"It was ended from outside (code {child.returncode}).")


def main() -> None:
    """The child's side."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what the work prints must not be read as an answer
    arguments = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    module, _colon, name = sys.argv[1].partition(":")
    function = getattr(importlib.import_module(module), name)

    def tell(**told: Any) -> None:
        answers.write(json.dumps(told) + "\n")
        answers.flush()

    if "progress" in inspect.signature(function).parameters:
        arguments["progress"] = lambda done, total: tell(progress=[done, total])
    tell(result=function(**arguments))


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
