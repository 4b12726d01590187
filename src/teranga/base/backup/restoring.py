"""Reading a backup back: checked first, then put in its place, then compared table by table."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from teranga.base.backup.archive import (
    DATABASES,
    FOLDER_MODE,
    MANIFEST,
    MEDIA,
    SECRET_KEY,
    Manifest,
    unpack,
)
from teranga.base.backup.refusal import BackupRefused
from teranga.foundation.config import Database


@dataclass(frozen=True, slots=True)
class Compared:
    tables: int
    rows: int
    by_content: bool  # False: the program's tables are newer than the backup's, so only rows were counted


@dataclass(frozen=True, slots=True)
class Unpacked:
    manifest: Manifest
    aside: Path


def check_and_unpack(file: Path, data: Path, database: Database) -> Unpacked:
    """Extract the archive aside, within the empty data directory, unless that cannot be. No Django."""
    refuse_what_is_there(data, database)
    data.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    aside = data / f".restore-{secrets.token_hex(4)}"
    aside.mkdir(mode=FOLDER_MODE)
    try:
        manifest = unpack(file, aside)
        if manifest.engine != database.engine:
            raise BackupRefused(_other_engine(manifest.engine))
    except BaseException:
        shutil.rmtree(aside)
        data.rmdir()
        raise
    return Unpacked(manifest, aside)


def refuse_what_is_there(data: Path, database: Database) -> None:
    if data.is_dir() and any(data.iterdir()):
        raise BackupRefused(
            f"{data} is not empty: name a new directory with --data, so that nothing is overwritten."
        )
    if database.engine == "sqlite" and Path(database.name).exists():
        raise BackupRefused(f"{database.name} exists already: it would be overwritten.")


def _other_engine(engine: str) -> str:
    if engine == "sqlite":
        return "This backup is of SQLite: unset TERANGA_DATABASE_URL to restore it, then use “teranga move”."
    return "This backup is of PostgreSQL: name an empty database in TERANGA_DATABASE_URL."


def put_in_place(unpacked: Unpacked, data: Path, database: Database) -> None:
    """Give everything but a PostgreSQL dump its own name. No Django: it needs the secret to start."""
    aside = unpacked.aside
    if database.engine == "sqlite":
        target = Path(database.name)
        target.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        shutil.move(aside / DATABASES["sqlite"], target)
    os.replace(aside / SECRET_KEY, data / SECRET_KEY)
    if (aside / MEDIA).is_dir():
        os.replace(aside / MEDIA, data / MEDIA)
    else:
        (data / MEDIA).mkdir(mode=FOLDER_MODE)
    (aside / MANIFEST).unlink()


def load_dump(unpacked: Unpacked) -> None:
    """Read a PostgreSQL dump into the configured database, which must be empty."""
    from django.db import connection

    from teranga.base.backup.engines import restore_postgresql

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise BackupRefused(
            f"The database holds {len(tables)} tables already: name an empty one in TERANGA_DATABASE_URL."
        )
    restore_postgresql(unpacked.aside / DATABASES["postgresql"])


def compare(manifest: Manifest) -> Compared:
    """Compare the restored database with the manifest. Raises BackupRefused with the table that differs."""
    from teranga.base.backup.tables import applied_migrations, known_migrations, row_counts, table_hashes

    if unknown := sorted(set(manifest.migrations) - set(known_migrations())):
        raise BackupRefused(
            f"The backup was made by a newer Teranga ({manifest.program}), which knows {unknown[0]}:"
            " install that version first."
        )
    _refuse_difference(manifest.rows, row_counts(), "rows")
    same_program = sorted(applied_migrations()) == sorted(known_migrations())
    if same_program:
        _refuse_difference(manifest.hashes, table_hashes(), "content")
    return Compared(len(manifest.rows), sum(manifest.rows.values()), same_program)


def _refuse_difference(told: dict[str, int] | dict[str, str], found: dict, what: str) -> None:
    for table in sorted({*told, *found}):
        if told.get(table) != found.get(table):
            raise BackupRefused(
                f"Table {table} differs in {what}: in the backup {told.get(table)}, here {found.get(table)}."
            )


def clear(data: Path, database: Database) -> None:
    """Take away what a restore that failed put into the directory, which was empty before."""
    for left in data.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    if database.engine == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(database.name + end).unlink(missing_ok=True)
    data.rmdir()
