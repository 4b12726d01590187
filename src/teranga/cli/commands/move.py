"""teranga move"""

from __future__ import annotations

import argparse

from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, progress, say, start_django
from teranga.foundation.config import read_configuration, read_database


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "move", run=run,
        summary="carry everything from SQLite to PostgreSQL, or back",
        description="Copy every row of this installation's database into another, empty one, and compare\n"
        "the content of every table on both sides. Stop “teranga serve” first. It happens whole or not at\n"
        "all; the old database stays as it is. Uploaded files stay where they are.",
        example="  teranga move --data /srv/teranga --to postgresql://teranga@/teranga?host=/run/postgresql",
    )  # fmt: skip
    parser.add_argument("--to", required=True, metavar="URL", help="postgresql://… or sqlite:///path/to/file")


def run(options: argparse.Namespace) -> int:
    configuration = read_configuration()
    target = read_database(options.to, configuration.data)
    if target == configuration.database:
        raise Refusal("That is the database of this installation already: name another one with --to.")
    start_django()
    migrate_if_needed()
    from teranga.base.backup import moving
    from teranga.base.backup.engines import opened, settings_for
    from teranga.base.backup.refusal import BackupRefused

    try:
        with progress("Preparing the other database"):
            moving.prepare(options.to)
        with opened(settings_for(target)) as alias:
            moved = moving.move(
                alias, progress=lambda table, rows: say(f"  {table}: {rows}") if rows else None
            )
    except BackupRefused as refused:
        raise Refusal(str(refused)) from refused
    print(f"Moved {moved.rows} rows of {moved.tables} tables; every table holds the same on both sides.")
    print(
        "Now set TERANGA_DATABASE_URL to the new address, start again, and keep the old database for a while."
    )
    return 0
