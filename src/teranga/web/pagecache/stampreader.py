"""Reads one stamp row as cheaply as the database allows: a connection of its own in each thread."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any, Protocol

import psycopg

from teranga.base.stamps import READ_SQL
from teranga.foundation.config import Database
from teranga.web.pagecache.walindex import wal_index

PATIENCE = 5  # seconds to wait for a PostgreSQL that does not answer


class StampsAway(Exception):
    """The database does not tell its stamps: locked, stopped, or not there yet."""


class StampReader(Protocol):
    def __call__(self, scope: str) -> int:
        """The newest version of the scope. Raises StampsAway."""

    def close(self) -> None:
        """End this thread's connection; the next reading opens another."""


class SqliteStamps:
    """A prepared SELECT on a read-only connection, asked again only after something was written."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._address = f"{Path(path).absolute().as_uri()}?mode=ro"
        self._local = threading.local()

    def __call__(self, scope: str) -> int:
        try:
            return self._read(scope)
        except sqlite3.Error as away:
            self.close()
            raise StampsAway(str(away)) from away

    def close(self) -> None:
        connection = vars(self._local).pop("connection", None)
        if connection:
            connection.close()

    def _read(self, scope: str) -> int:
        local = self._local
        try:
            connection: sqlite3.Connection = local.connection
        except AttributeError:
            connection = local.connection = self._connect()
            local.seen, local.known = None, {}
            connection.execute(READ_SQL + "?", (scope,)).fetchone()  # SQLite opens its WAL index now
            local.index = wal_index(self._path)
        seen = local.index.read() if local.index else connection.execute("PRAGMA data_version").fetchone()
        if seen != local.seen:
            local.seen, local.known = seen, {}
        version = local.known.get(scope)
        if version is None:
            row = connection.execute(READ_SQL + "?", (scope,)).fetchone()
            version = local.known[scope] = row[0] if row else 1
        return int(version)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._address, uri=True, isolation_level=None, timeout=15)


class PostgresqlStamps:
    """One prepared statement per thread, in autocommit; a lost connection is opened again once."""

    def __init__(self, database: Database) -> None:
        self._arguments: dict[str, Any] = {
            "dbname": database.name, "host": database.host or None, "port": database.port or None,
            "user": database.user or None, "password": database.password or None, "connect_timeout": PATIENCE,
        }  # fmt: skip
        self._local = threading.local()

    def __call__(self, scope: str) -> int:
        try:
            try:
                return self._read(scope)
            except (AttributeError, psycopg.OperationalError, psycopg.InterfaceError):
                self.close()
                self._local.cursor = psycopg.connect(
                    autocommit=True, prepare_threshold=0, **self._arguments
                ).cursor()
                return self._read(scope)
        except psycopg.Error as away:
            raise StampsAway(str(away)) from away

    def close(self) -> None:
        cursor = vars(self._local).pop("cursor", None)
        if cursor:
            cursor.connection.close()

    def _read(self, scope: str) -> int:
        row = self._local.cursor.execute(READ_SQL + "%s", (scope,), prepare=True).fetchone()
        return int(row[0]) if row else 1


def stamp_reader(database: Database) -> StampReader:
    return PostgresqlStamps(database) if database.engine == "postgresql" else SqliteStamps(database.name)
