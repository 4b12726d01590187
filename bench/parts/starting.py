"""From starting the program to its answer: with the demo to make, and with data that is there."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import run as project
from bench.arithmetic import median_of
from bench.rows import at_most, seen, with_unit
from bench.servers import environment, free_port, get, start
from bench.session import EVENT, Run

LONGEST_FROM_CLONE = 60.0  # seconds


def measure(run: Run) -> None:
    run.say("Start-up")
    made = run.demo.seconds
    run.add(seen("start-up", "teranga demo, everything made anew", with_unit(made, "s"), made))
    data = run.folder / "started"
    copy_data(run.demo.data, data)
    for command in ("serve", "demo"):
        options = ("--no-browser",) if command == "demo" else ()
        times = []
        for _ in range(1 if run.quick else 3):
            server = run.start(command, data, options=options)
            times.append(server.seconds)
            server.stop()
        run.add(
            seen(
                "start-up",
                f"teranga {command}, data there",
                with_unit(median_of(times), "s"),
                median_of(times),
            )
        )


def copy_data(source: Path, target: Path) -> None:
    """A running installation's data, the database as one consistent moment."""
    target.mkdir()
    for file in source.iterdir():
        if file.is_file() and not file.name.startswith("teranga.sqlite3"):
            shutil.copy2(file, target)
    kept, copied = sqlite3.connect(source / "teranga.sqlite3"), sqlite3.connect(target / "teranga.sqlite3")
    kept.backup(copied)
    kept.close()
    copied.close()


def from_a_clone(run: Run) -> None:
    """The first command of a newcomer: a fresh clone, an empty home, the package cache of this machine."""
    run.say("From a fresh clone: python3 run.py demo")
    place = Path(tempfile.mkdtemp(dir=run.folder))
    clone, home = place / "teranga", place / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(project.ROOT), str(clone)], check=True)
    port = free_port()
    python = getattr(sys, "_base_executable", sys.executable)
    began = time.perf_counter()
    command = [python, "run.py", "demo", "--no-browser", "--port", str(port), "--data", str(place / "data")]
    server = start(command, port, place / "data", newcomer(home), folder=clone)
    run.stack.callback(server.stop)
    status = get(port, EVENT).status
    took = time.perf_counter() - began
    server.stop()
    if status != 200:
        raise RuntimeError(f"The first page of the clone answered {status}.")
    run.add(at_most("start-up", "from python3 run.py demo in a fresh clone to the first page", took,
                    LONGEST_FROM_CLONE, "s", " with a warm package cache"))  # fmt: skip


def newcomer(home: Path) -> dict[str, str]:
    """This machine's environment with an empty home, and the caches of packages where they were."""
    dropped = ("VIRTUAL_ENV", "PYTHONPATH", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in environment().items() if name not in dropped}
    cache = Path.home() / ".cache"
    caches = {"UV_CACHE_DIR": str(cache / "uv"), "PIP_CACHE_DIR": str(cache / "pip")}
    return {**caches, **kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
