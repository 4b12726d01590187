"""Reads one stamp row as cheaply as the database allows: a connection of its own in each thread."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any, Protocol

import psycopg

from teranga.base.stamps import READ_SQL
from teranga.foundation.config import Database


class StampReader(Protocol):
    def __call__(self, scope: str) -> int: ...


class SqliteStamps:
    """A prepared SELECT on a read-only connection; `data_version` tells without a query that nothing changed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._local = threading.local()

    def __call__(self, scope: str) -> int:
        local = self._local
        try:
            connection: sqlite3.Connection = local.connection
        except AttributeError:
            connection = local.connection = sqlite3.connect(self._path, isolation_level=None, timeout=15)
            local.seen, local.known = None, {}
        seen = connection.execute("PRAGMA data_version").fetchone()
        if seen != local.seen:
            local.seen, local.known = seen, {}
        version = local.known.get(scope)
        if version is None:
            row = connection.execute(READ_SQL + "?", (scope,)).fetchone()
            version = local.known[scope] = row[0] if row else 1
        return int(version)


class PostgresqlStamps:
    """One prepared statement per thread, in autocommit; a lost connection is opened again once."""

    def __init__(self, database: Database) -> None:
        self._arguments: dict[str, Any] = {
            "dbname": database.name, "host": database.host or None, "port": database.port or None,
            "user": database.user or None, "password": database.password or None,
        }  # fmt: skip
        self._local = threading.local()

    def __call__(self, scope: str) -> int:
        try:
            return self._read(scope)
        except (AttributeError, psycopg.OperationalError, psycopg.InterfaceError):
            self._local.cursor = psycopg.connect(autocommit=True, prepare_threshold=0, **self._arguments).cursor()
            return self._read(scope)

    def _read(self, scope: str) -> int:
        row = self._local.cursor.execute(READ_SQL + "%s", (scope,), prepare=True).fetchone()
        return int(row[0]) if row else 1


def stamp_reader(database: Database) -> StampReader:
    return PostgresqlStamps(database) if database.engine == "postgresql" else SqliteStamps(database.name)
