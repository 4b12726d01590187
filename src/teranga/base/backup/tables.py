"""Every table of an installation, counted and digested in a way that both databases agree on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

READ_AT_ONCE = 2_000
SIZE = 1 << 256


def our_models() -> list[type[Model]]:
    """Every model with a table of its own, those below first."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def rows_of(model: type[Model], alias: str) -> Iterator[tuple[Any, ...]]:
    """Every row by its key, a few thousand at a time."""
    rows = model._base_manager.db_manager(alias).order_by("pk")
    return rows.values_list(*columns(model)).iterator(chunk_size=READ_AT_ONCE)


def row_counts(alias: str = "default") -> dict[str, int]:
    """Rows per table as the database itself counts them, whatever the program's version."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        counts = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            if not name.startswith("base_searchindex_"):  # the full-text index's own tables
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 -- our names
                counts[name] = cursor.fetchone()[0]
    return counts


def table_hashes(alias: str = "default") -> dict[str, str]:
    """A digest of each model's rows that does not depend on their order, nor on the database."""
    return {model._meta.db_table: _digest(rows_of(model, alias)) for model in our_models()}


def _digest(rows: Iterator[tuple[Any, ...]]) -> str:
    total, number = 0, 0
    for row in rows:
        told = json.dumps(row, default=_told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        total += int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest(), "big")
        number += 1
    return f"{number}:{total % SIZE:064x}"


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if hasattr(value, "items"):  # text in several languages
        return dict(value)
    return str(value)


def applied_migrations(alias: str = "default") -> list[str]:
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def known_migrations() -> list[str]:
    """Those that this version of the program has."""
    loader = MigrationLoader(None)
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)
