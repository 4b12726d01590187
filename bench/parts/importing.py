"""A very big programme: FOSDEM 2015, 551 sessions. Its file is not part of the repository."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import run as project
from bench.rows import at_most, not_measured, seen, with_unit
from bench.servers import environment, teranga
from bench.session import LANGUAGE, Run

FILE = Path("shared/data/conferences/fosdem-2015/schedule.xml")
OPTIONS = ("--event", "fosdem/2015", "--create", "--json")
LONGEST_IMPORT = 8.0  # seconds
SLOWEST_PAGE = 400.0  # milliseconds
PAGE = f"/{LANGUAGE}/fosdem/2015/schedule/"


def measure(run: Run) -> None:
    run.say("FOSDEM 2015")
    file = project.ROOT.parent / FILE
    if not file.exists():
        why = f"the file {FILE.name} of FOSDEM 2015 is not beside this clone"
        run.add(not_measured("FOSDEM 2015", "import, timetable cold", why, "≤ 8 s, ≤ 400 ms"))
        return
    data = run.folder / "fosdem"
    prepare(data)
    began = time.perf_counter()
    done = subprocess.run(
        teranga("import", "schedule", str(file), "--data", str(data), *OPTIONS),
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    took = time.perf_counter() - began
    counts = json.loads(done.stdout)
    run.add(at_most("FOSDEM 2015", f"import of {counts['sessions']} sessions", took, LONGEST_IMPORT, "s"))
    page(run, data)


def prepare(data: Path) -> None:
    options = ("--name", "Bench", "--languages", "en", "--currency", "EUR", "--email", "bench@example.org")
    subprocess.run(
        teranga("init", *options, "--data", str(data)),
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )


def page(run: Run, data: Path) -> None:
    """Cold is the first page of a process that just started: templates to compile, nothing kept anywhere."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(1 if run.quick else 3):
        server = run.start("serve", data)
        for times, address in ((first, PAGE), (second, f"{PAGE}?uncached")):
            began = time.perf_counter()
            answer = server.get(address, "gzip")
            times.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}.")
        server.stop()
    slow, warm = sorted(first)[len(first) // 2], sorted(second)[len(second) // 2]
    run.details["FOSDEM 2015"] = {"first page of a process, ms": first, "made again, ms": second}
    run.add(
        at_most("FOSDEM 2015", "timetable, first page of a new process", slow, SLOWEST_PAGE, "ms"),
        seen("FOSDEM 2015", "timetable, made again", with_unit(warm, "ms"), warm),
    )
