"""The long run, item by item: python3 run.py test --long [--only NAME] [--minutes M] [PATH …].

An item is one long test (with all its parameters) in a process of its own. What passed at this commit is not
run again, so that a run that was cut goes on where it was; `--only` runs what it names in any case. After
`--minutes` no further item begins. The tally is kept in bench/long.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import run

TALLY = run.ROOT / "bench" / "long.json"
LONGEST_ITEM = 75 * 60  # seconds; a hundred PyDays take three quarters of an hour
Tally = dict[str, dict[str, Any]]


def main(arguments: list[str]) -> int:
    options = read(arguments)
    items = [item for item in collected(options.paths) if options.only in item]
    if not items:
        print("No long test is called like that.")
        return 2
    return run_in_turns(items, commit(), options.minutes, again=bool(options.only), tally=TALLY)


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 run.py test --long", description=(__doc__ or "").strip())
    parser.add_argument("--only", default="", metavar="NAME", help="items whose name holds these words")
    parser.add_argument(
        "--minutes", type=float, default=24 * 60, metavar="M", help="begin no item after that"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="where to look (default: tests)")
    return parser.parse_args(arguments)


def run_in_turns(
    items: list[str],
    at: str,
    minutes: float,
    *,
    again: bool,
    tally: Path,
    do: Callable[[str], dict[str, Any]] | None = None,
) -> int:
    """Run what is not known to be good at this commit; returns 1 when an item failed, 3 when time ran out."""
    until, failed = time.monotonic() + minutes * 60, False
    for item in items:
        known = read_tally(tally).get(item, {})
        if not again and known.get("commit") == at and known.get("outcome") == "passed":
            print(f"{item}: passed before, {known['seconds']} s", flush=True)
            continue
        if time.monotonic() >= until:
            print(
                f"{item}: not begun, the {minutes:g} minutes are over. Run the same command again to go on."
            )
            return 1 if failed else 3
        found = (do or run_item)(item) | {"commit": at, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        write_tally(tally, read_tally(tally) | {item: found})
        failed = failed or found["outcome"] != "passed"
        print(f"{item}: {found['outcome']}, {found['seconds']} s", *found["told"], sep="\n  ", flush=True)
    return 1 if failed else 0


def run_item(item: str) -> dict[str, Any]:
    """One item in its own process. No item may take longer than LONGEST_ITEM."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "-m", "long", item,
               "-o", f"faulthandler_timeout={LONGEST_ITEM}"]  # fmt: skip
    try:
        done = subprocess.run(command, cwd=run.ROOT, env=environment(), text=True, capture_output=True,
                              check=False, timeout=LONGEST_ITEM)  # fmt: skip
        outcome, said = "passed" if done.returncode == 0 else "failed", done.stdout + done.stderr
    except subprocess.TimeoutExpired as late:
        outcome, said = "too long", str(late.stdout or "")
    return {"outcome": outcome, "seconds": round(time.monotonic() - began), "told": told(said, outcome)}


def told(said: str, outcome: str) -> list[str]:
    """What the test printed, which is its figures; of one that failed, the end of everything."""
    lines = [line.strip() for line in said.splitlines() if line.strip(" .")]
    if outcome != "passed":
        return lines[-20:]
    return [line for line in lines if " passed" not in line and "[100%]" not in line][-10:]


def collected(paths: list[str]) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-m", "long", *paths]
    done = subprocess.run(
        command, cwd=run.ROOT, env=environment(), text=True, capture_output=True, check=False
    )
    names = [line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line]
    return list(dict.fromkeys(names))


def environment() -> dict[str, str]:
    """What a test run of its own begins with, even where it is begun by a worker of another test run."""
    own = {name: value for name, value in run.clean_environment().items() if not name.startswith("PYTEST_")}
    del own["DJANGO_SETTINGS_MODULE"]  # the tests choose the database first
    return own


def commit() -> str:
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, cwd=run.ROOT, text=True, capture_output=True, check=False)
    return done.stdout.strip()


def read_tally(file: Path) -> Tally:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_tally(file: Path, tally: Tally) -> None:
    text = json.dumps(dict(sorted(tally.items())), ensure_ascii=False, indent=1) + "\n"
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
