"""teranga restore"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, progress, start_django
from teranga.foundation.config import Database, read_database


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "restore", run=run,
        summary="bring an installation back from a backup",
        description="Read a backup into a new, empty data directory (and, for PostgreSQL, into the empty\n"
        "database that TERANGA_DATABASE_URL names). The archive is checked before anything is put in its\n"
        "place; afterwards every table is compared with what the backup says.",
        example="  teranga restore teranga-20261121-030000.tar.gz --data /srv/teranga-again",
    )  # fmt: skip
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup made by “teranga backup”")


def run(options: argparse.Namespace) -> int:
    from teranga.base.backup.refusal import BackupRefused

    try:
        return _restore(options.file)
    except BackupRefused as refused:
        raise Refusal(str(refused)) from refused


def _restore(file: Path) -> int:
    from teranga.base.backup import restoring

    data, database = _place()
    with progress(f"Checking {file.name}"):
        unpacked = restoring.check_and_unpack(file, data, database)
    try:
        restoring.put_in_place(unpacked, data, database)
        start_django()
        with progress("Restoring"):
            if database.engine == "postgresql":
                restoring.load_dump(unpacked)
        with progress("Comparing every table"):
            compared = restoring.compare(unpacked.manifest)
    except BaseException:
        restoring.clear(data, database)
        raise
    shutil.rmtree(unpacked.aside)
    migrate_if_needed()
    how = "the same content" if compared.by_content else "the same number of rows (an older version's tables)"
    print(
        f"Restored into {data}: {compared.tables} tables with {compared.rows} rows, {how} as in the backup."
    )
    return 0


def _place() -> tuple[Path, Database]:
    """Where to, from the settings; the full configuration would make a new secret key there."""
    data = Path(os.environ.get("TERANGA_DATA", "data")).expanduser().resolve()
    return data, read_database(os.environ.get("TERANGA_DATABASE_URL", ""), data)
