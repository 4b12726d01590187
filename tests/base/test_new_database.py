"""A new database has what all migrations in turn lead to, on both kinds."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field

from teranga.base.backup.engines import opened, settings_for
from teranga.foundation.config import read_database

ON_POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, "
    "is_identity FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)


@contextmanager
def empty_database(name: str, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    if connection.vendor == "sqlite":
        url = f"sqlite:///{folder}/{name}.sqlite3"
    else:
        main = os.environ["TERANGA_DATABASE_URL"]
        name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        with psycopg.connect(main, autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {name}")
        parts = urlsplit(main)
        url = parts._replace(path=f"/{name}").geturl()
    with opened(settings_for(read_database(url, folder)), alias=name) as alias:
        yield connections[alias]


def what_is_there(database: BaseDatabaseWrapper) -> set[tuple[object, ...]]:
    """Every column, constraint and index, in no order."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            found: set[tuple[object, ...]] = set()
            for question in ON_POSTGRESQL:
                cursor.execute(question)
                found |= set(cursor.fetchall())
            return found
        cursor.execute("SELECT type, name, sql FROM sqlite_master")
        return {
            (kind, name, clause) for kind, name, sql in cursor.fetchall() for clause in clauses(sql or "")
        }


def clauses(sql: str) -> list[str]:
    """The parts of a statement between the commas that stand in no inner brackets."""
    depth, parts = 0, [""]
    for sign in re.sub(r"\s+", " ", sql.partition("(")[2].rpartition(")")[0]):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def applied(database: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    return set(MigrationRecorder(database).applied_migrations())


class Parts:
    """What each field of the migrations is made of, asked once; Django asks half a million times."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[Field, list[Any], dict[str, Any]]] = {}

    def clone_of(self, field: Field) -> Field:
        if id(field) not in self.known:
            _, _, arguments, named = field.deconstruct()
            self.known[id(field)] = (
                field,
                arguments,
                named,
            )  # the field itself, so that its number stays its own
        _, arguments, named = self.known[id(field)]
        return type(field)(*arguments, **named)


@pytest.mark.django_db(transaction=True)
def test_a_new_database_is_what_all_migrations_in_turn_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database("at_once", tmp_path) as short, empty_database("in_turn", tmp_path) as long:
        call_command("migrate", database=short.alias, verbosity=0, interactive=False)
        in_turn = MigrationExecutor(long)
        gc.disable()  # each step draws all models anew; looking through them again costs a third of the time
        parts = Parts()
        monkeypatch.setattr(Field, "clone", lambda field: parts.clone_of(field))
        try:
            in_turn.migrate(in_turn.loader.graph.leaf_nodes())
        finally:
            gc.enable()
        assert what_is_there(short) ^ what_is_there(long) == set()
        assert applied(short) ^ applied(long) == set()
        assert len(what_is_there(short)) > 1000
        assert MigrationExecutor(short).migration_plan(in_turn.loader.graph.leaf_nodes()) == []


def test_a_step_that_carries_rows_over_is_told_from_one_that_makes_something() -> None:
    """A step that a new database needs too would be lost if it were marked; these are all there are."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("teranga.")}
    needed = {
        (label, name)
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if label in ours and isinstance(operation, RunPython | RunSQL) and not operation.elidable
    }
    assert needed == {("base", "0002_search")}
