"""The one way to write: a short transaction, and on SQLite one writer of this process at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_turn = threading.RLock()  # SQLite's own waiting is unfair: a queue in the process is 6 x quicker at worst


class _Ending(threading.local):
    """What this thread's outermost write still has to do before it commits."""

    depth = 0

    def __init__(self) -> None:
        self.works: dict[Callable[[list[Any]], None], list[Any]] = {}


_ending = _Ending()


def before_commit(work: Callable[[list[Any]], None], item: Any) -> None:
    """Give the item, with all others for `work`, to it as this thread's outermost write() ends; else at once.

    For locks that many writers want: taken last, they are held the shortest and always in the same order.
    What a savepoint took back in between is for `work` to notice.
    """
    if _ending.depth:
        _ending.works.setdefault(work, []).append(item)
    else:
        work([item])


@contextmanager
def write(*, durable: bool = False, savepoint: bool = True) -> Iterator[None]:
    """Run the block in one transaction (nested: the caller's). `durable` survives a power cut on SQLite.

    The disk is waited for after the turn, so that a slow one holds up nobody else's writing, and several
    that wait share what the disk does. Raises OSError when it fails then.

    Without `savepoint` a nested block that fails takes the whole transaction along: where nobody catches.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic(savepoint=savepoint), _finishing():
            yield
        return
    with _turn, transaction.atomic(), _finishing():
        yield
    if durable:
        _wait_for_the_disk()


@contextmanager
def _finishing() -> Iterator[None]:
    _ending.depth += 1
    try:
        yield
        if _ending.depth == 1:
            while _ending.works:
                work = next(iter(_ending.works))
                work(_ending.works.pop(work))
    finally:
        _ending.depth -= 1
        if not _ending.depth:
            _ending.works.clear()


def _wait_for_the_disk() -> None:
    """What SQLite itself does at the end of a transaction with synchronous=FULL, but outside its lock.

    All that is committed stands in the log (sqlite.org/wal.html), whose end after a power cut is the last
    whole transaction. SQLite puts no lock on this file, so that opening and closing it takes none away.
    """
    try:
        log = os.open(f"{connection.settings_dict['NAME']}-wal", os.O_RDWR)
    except FileNotFoundError:  # a database in memory
        return
    try:
        getattr(os, "fdatasync", os.fsync)(log)
    finally:
        os.close(log)
