"""Carrying an installation from one database to another, all of it or nothing, and comparing both."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.models import Model

from teranga.base.backup import search_index
from teranga.base.backup.refusal import BackupRefused
from teranga.base.backup.tables import applied_migrations, our_models, rows_of, table_hashes

ROWS_AT_ONCE = 1_000
FILLED_BY_MIGRATING = {"django_content_type", "auth_permission"}
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    tables: int
    rows: int


def prepare(url: str) -> None:
    """Bring the other database's tables up to date, by a process that knows no other database."""
    environment = {
        **os.environ, "TERANGA_DATABASE_URL": url, "TERANGA_DATA": str(settings.DATA_DIR),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise BackupRefused(f"The other database could not be prepared: {reason}")


def move(target: str, *, source: str = "default", progress: Progress | None = None) -> Moved:
    """Copy every row into the prepared database `target` in one transaction, then compare both sides.

    Nobody else can write to an SQLite source meanwhile. Ended half-way, it leaves the target empty.
    """
    if applied_migrations(source) != applied_migrations(target):
        raise BackupRefused(
            "The two databases are of different versions: start “teranga serve” on each once."
        )
    _refuse_filled(target)
    with transaction.atomic(using=source):
        if connections[source].vendor == "postgresql":
            _read_one_moment(source)
        with transaction.atomic(using=target):
            moved = _copy(source, target, progress or (lambda table, rows: None))
            _refuse_difference(table_hashes(source), table_hashes(target))
    return moved


def _refuse_filled(target: str) -> None:
    filled = [model._meta.db_table for model in our_models()
              if model._meta.db_table not in FILLED_BY_MIGRATING
              and model._base_manager.using(target).exists()]  # fmt: skip
    if filled:
        raise BackupRefused(f"The other database is not empty ({filled[0]} has rows): name an empty one.")


def _read_one_moment(source: str) -> None:
    with connections[source].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _copy(source: str, target: str, progress: Progress) -> Moved:
    models = our_models()
    for model in reversed(models):
        if model._meta.db_table in FILLED_BY_MIGRATING:
            model._base_manager.using(target).all().delete()
    total = 0
    for model in models:
        total += (rows := _copy_table(model, source, target))
        progress(model._meta.db_table, rows)
    search_index.copy(source, target)
    _restart_numbers(models, target)
    return Moved(len(models), total)


def _copy_table(model: type[Model], source: str, target: str) -> int:
    connection = connections[target]
    fields = model._meta.concrete_fields
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"  # noqa: S608 -- our names
    rows, copied = rows_of(model, source), 0
    with connection.cursor() as cursor:
        while page := list(islice(rows, ROWS_AT_ONCE)):
            values = [
                [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                for row in page
            ]
            try:
                cursor.executemany(statement, values)
            except (DatabaseError, ValueError) as failure:
                raise BackupRefused(
                    f"A row of {model._meta.db_table} does not fit the other database, so nothing was moved"
                    f" ({_first_line(failure)})."
                ) from failure
            copied += len(page)
    return copied


def _first_line(failure: Exception) -> str:
    return str(failure).strip().partition("\n")[0]


def _restart_numbers(models: list[type[Model]], target: str) -> None:
    """New rows must get numbers after the copied ones."""
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _refuse_difference(here: dict[str, Any], there: dict[str, Any]) -> None:
    for table in sorted(here):
        if here[table] != there.get(table):
            raise BackupRefused(f"Table {table} is not the same on both sides; nothing was moved.")
