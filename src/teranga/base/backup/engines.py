"""Copying one whole database at one moment, and reading such a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.utils import load_backend

from teranga.base.backup.refusal import BackupRefused
from teranga.base.backup.tables import applied_migrations, row_counts, table_hashes
from teranga.foundation.config import Database

COPY = "copy"  # the alias under which a second database is read


@contextmanager
def opened(settings: dict[str, Any], alias: str = COPY) -> Iterator[str]:
    """A second database under its own alias, for as long as the block runs."""
    full = connections.configure_settings({"default": settings})["default"]
    connections[alias] = load_backend(full["ENGINE"]).DatabaseWrapper(full, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


def settings_for(database: Database) -> dict[str, Any]:
    """What Django needs to connect to a database that is not the configured one."""
    if database.engine == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3", "NAME": database.name,
            "OPTIONS": {"timeout": 15, "transaction_mode": "IMMEDIATE",
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;"},
        }  # fmt: skip
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": database.name, "HOST": database.host,
        "PORT": database.port, "USER": database.user, "PASSWORD": database.password,
    }  # fmt: skip


class Told:
    """What the copied database holds, told from the very moment of the copy."""

    def __init__(self, alias: str) -> None:
        self.migrations, self.rows, self.hashes = (
            applied_migrations(alias),
            row_counts(alias),
            table_hashes(alias),
        )


def copy_sqlite(source: str, target: Path) -> Told:
    """An online copy: others may read and write meanwhile, and the copy is of one moment."""
    reading, writing = sqlite3.connect(source, timeout=15), sqlite3.connect(target)
    try:
        reading.backup(writing)  # in one step, which in WAL mode keeps no writer waiting
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal beside it
    except sqlite3.Error as failure:
        raise BackupRefused(f"The database could not be copied: {failure}.") from failure
    finally:
        writing.close()
        reading.close()
    with opened({"ENGINE": "django.db.backends.sqlite3", "NAME": str(target)}) as alias:
        return Told(alias)


def dump_postgresql(target: Path, alias: str = "default") -> Told:
    """pg_dump of a snapshot that this process counts and digests at the same time."""
    program = client("pg_dump")
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run_client(
            [program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
             f"--file={target}"], alias,
        )  # fmt: skip
        return Told(alias)


def restore_postgresql(source: Path, alias: str = "default") -> None:
    """Read a dump into the configured database, all of it or nothing."""
    _run_client([client("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner",
                 "--no-privileges", str(source)], alias, into=True)  # fmt: skip
    connections[alias].close()


def client(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise BackupRefused(
            f"{name} is not installed: it comes with PostgreSQL's client (apt install postgresql-client)."
        )
    return program


def _run_client(command: list[str], alias: str, *, into: bool = False) -> None:
    settings = connections[alias].settings_dict
    where = [f"--{option}={settings[name]}" for option, name in
             (("host", "HOST"), ("port", "PORT"), ("username", "USER")) if settings[name]]  # fmt: skip
    name = [f"--dbname={settings['NAME']}"] if into else [str(settings["NAME"])]
    environment = {**os.environ, "PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else None
    done = subprocess.run(
        [*command[:1], *where, "--no-password", *command[1:-1], *name, command[-1]] if into
        else [*command, *where, "--no-password", *name],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.strip()), "no reason was given")
        raise BackupRefused(f"{Path(command[0]).name} ended with an error: {reason}")
