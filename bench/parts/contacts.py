"""Ten thousand contacts brought along: doubled lines, bad addresses, three encodings in one file."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from bench.contacts_made import made_list
from bench.parts.importing import prepare
from bench.rows import at_most, seen
from bench.servers import environment, teranga
from bench.session import Run

PART, LINES, SEED = "list of members", 10_000, 20261126
LONGEST = 60.0  # seconds, from the command to the last line put in
BASIS = "A generated list for the bench."


def measure(run: Run) -> None:
    run.say("A list of members")
    made = made_list(LINES, SEED)
    data, file = run.folder / "contacts", run.folder / "contacts.csv"
    file.write_bytes(made.content)
    prepare(data)
    took, told = _timed(data, str(file), "--basis", BASIS)
    outcomes = told["outcomes"]
    doubled = abs(outcomes.get("added", 0) - made.people)
    wrong = abs(outcomes.get("repeated", 0) - made.repeated) + abs(outcomes.get("bad", 0) - made.bad)
    again, second = _timed(data, str(file), "--basis", BASIS)
    _timed(data, "--undo", str(second["list"]))  # a second list that names them would keep them
    undone, taken_out = _timed(data, "--undo", str(told["list"]))
    left = made.people - taken_out["removed"]
    run.add(
        at_most(PART, f"{LINES:,} lines put in", took, LONGEST, "s"),
        at_most(PART, "double or missing persons", doubled, 0, "", f" of {made.people:,}"),
        at_most(PART, "lines with a wrong outcome", wrong, 0, ""),
        at_most(PART, "new persons when the list comes again", second["outcomes"].get("added", 0), 0, "",
                f" in {again:.1f} s"),
        at_most(PART, "persons left after taking it out", left, 0, ""),
        seen(PART, "taking it out", f"{undone:.1f} s", undone),
    )  # fmt: skip
    run.details[PART] = {"outcomes": outcomes, "again": second["outcomes"], "encodings": told["encodings"]}


def _timed(data: Path, *arguments: str) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    done = subprocess.run(
        teranga("import", "members", *arguments, "--community", "bench", "--data", str(data), "--json"),
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - began, json.loads(done.stdout)
