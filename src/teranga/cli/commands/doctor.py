"""teranga doctor"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from teranga.cli.parsing import Commands, command


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "doctor", run=run,
        summary="say what is missing or unsafe here, and how to mend it",
        description="Look at this installation: the data directory and its secrets, the database, the\n"
        "address, mail, versions and disk. Each line is ok, warn or bad and says how to mend it.\n"
        "The exit code is 1 when something is bad. Nothing is changed.",
        example="  teranga doctor --data /srv/teranga",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the lines as JSON")


def run(options: argparse.Namespace) -> int:
    from teranga.cli.checkup import BAD, look_at_everything

    found = look_at_everything()
    if options.json:
        print(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=1))
    else:
        for line in found:
            print(f"{line.level:<5} {line.what:<16} {line.found}")
            if line.mend:
                print(f"{'':<23}→ {line.mend}")
    return 1 if any(line.level == BAD for line in found) else 0
