"""python3 run.py bench: measure, print one table, keep it as JSON."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import run as project
from bench.load import tool
from bench.parts import (
    allocation,
    applying,
    assignment,
    contacts,
    drafts,
    importing,
    joining,
    matching,
    overrun,
    queries,
    scale,
    selection,
    serving,
    slow_phone,
    starting,
    turnout,
    weight,
)
from bench.rows import OK, Row, missed, report, table, write_report
from bench.session import Run

RESULTS = project.ROOT / "bench" / "results" / "latest.json"
LONGEST_REASON = 1500  # letters; the end of a long story is what says why
Part = Callable[[Run], None]
PARTS: dict[str, Part] = {
    "start": starting.measure,
    "queries": queries.measure,
    "sqlite": serving.on_sqlite,
    "postgresql": serving.on_postgresql,
    "weight": weight.measure,
    "phone": slow_phone.measure,
    "join": joining.measure,
    "apply": applying.measure,
    "scale": scale.measure,
    "memory": serving.memory,
    "fosdem": importing.measure,
    "pyday": overrun.on_sqlite,
    "pyday-postgresql": overrun.on_postgresql,
    "contacts": contacts.measure,
    "drafts": drafts.measure,
    "turnout": turnout.measure,
    "matching": matching.measure,
    "allocation": allocation.measure,
    "assignment": assignment.measure,
    "selection": selection.measure,
}
APART: dict[str, Part] = {"fresh-clone": starting.from_a_clone}


def main(arguments: list[str]) -> int:
    """0 when every figure is as it must be, 1 when one is missed or could not be taken, 130 when stopped."""
    options = read(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends the servers on the way out
    wanted = chosen(options)
    began = time.monotonic()
    failed: list[str] = []
    with Run(quick=options.quick) as run:
        try:
            for name, part in wanted.items():
                measure(run, name, part, failed)
        except KeyboardInterrupt:
            run.say("Stopped; the servers are being ended.")
            return 130
    about = {
        "commit": commit(),
        "when": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "load": tool(),
        "quick": options.quick,
        "seconds": round(time.monotonic() - began),
        "failed": failed,
    }
    content = report(run.rows, run.details, about)
    if not options.only and not options.fresh_clone:
        write_report(RESULTS, content)
    print(json.dumps(content, ensure_ascii=False) if options.json else closing(run.rows, failed, began))
    return 1 if failed or missed(run.rows) else 0


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 run.py bench", description="Measure, and print one table.")
    parser.add_argument(
        "--quick", action="store_true", help="one short round of everything; for a first look only"
    )
    parser.add_argument(
        "--only", choices=[*PARTS, *APART], action="append", help="just this part; may be repeated"
    )
    parser.add_argument("--fresh-clone", action="store_true",
                        help="just the time from a fresh clone to the first page")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args(arguments)


def chosen(options: argparse.Namespace) -> dict[str, Part]:
    if options.fresh_clone:
        return APART
    every = {**PARTS, **APART}
    return {name: every[name] for name in every if name in options.only} if options.only else PARTS


def measure(run: Run, name: str, part: Part, failed: list[str]) -> None:
    """One part that fails must not hide the figures of the others."""
    try:
        part(run)
    except Exception as failure:
        said = getattr(failure, "stderr", "") or ""
        lines = f"{failure} {said}".strip()[-LONGEST_REASON:]
        run.say(f"“{name}” failed: {type(failure).__name__}: {lines}")
        failed.append(name)


def closing(rows: list[Row], failed: list[str], began: float) -> str:
    good = sum(row.verdict == OK for row in rows)
    lines = [table(rows), "", f"{good} figures as they must be, {len(missed(rows))} missed; "
             f"{time.monotonic() - began:.0f} s, load by {tool()}."]  # fmt: skip
    if failed:
        lines.append(f"Not measured, because they failed (see above): {', '.join(failed)}.")
    return "\n".join(lines)


def commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=project.ROOT, capture_output=True,
                          text=True, check=False)  # fmt: skip
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
