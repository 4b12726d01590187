"""The one way to write: a short transaction, and on SQLite one writer of this process at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_turn = threading.RLock()  # SQLite's own waiting is unfair: a queue in the process is 6 x quicker at worst


@contextmanager
def write(*, durable: bool = False) -> Iterator[None]:
    """Run the block in one transaction (nested: the caller's). `durable` survives a power cut on SQLite."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turn:
        if durable:
            _synchronous("FULL")
        try:
            with transaction.atomic():
                yield
        finally:
            if durable:
                _synchronous("NORMAL")


def _synchronous(level: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")
