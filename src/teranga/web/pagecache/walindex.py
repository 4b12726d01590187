"""Whether SQLite's database changed, seen without a query: the header of its WAL index differs then.

The index is the file with -shm at its end; its layout stands in sqlite.org/walformat.html. Every commit
rewrites the header. Looking at it takes no lock and no system call, and keeps Python's own lock, where
`PRAGMA data_version` costs all three.
"""

from __future__ import annotations

import mmap
import os
import sqlite3
import sys
import threading
from pathlib import Path

HEADER = 48  # bytes; the index begins with two copies of its header
VERSION = 3_007_000  # of the format, the same since there are WAL files
_turn = threading.Lock()
_open: dict[str, list[WalIndex]] = {}


class WalIndex:
    """One index file, mapped and never closed: closing it would drop SQLite's locks in this process."""

    def __init__(self, path: str) -> None:
        # While a connection stands, nobody deletes the file and makes another one in its place.
        self._keeper = sqlite3.connect(
            f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        self._keeper.execute("SELECT count(*) FROM sqlite_master").fetchone()
        file = os.open(f"{path}-shm", os.O_RDONLY)  # a bare number, so that nothing ever closes it
        self.inode = os.fstat(file).st_ino
        self._bytes = mmap.mmap(file, 2 * HEADER, access=mmap.ACCESS_READ)

    def read(self) -> bytes:
        return self._bytes[:HEADER]

    def is_understood(self) -> bool:
        return int.from_bytes(self._bytes[:4], sys.byteorder) == VERSION


def wal_index(path: str) -> WalIndex | None:
    """The index of this database, None where it has none that can be read (no WAL, Windows)."""
    if sys.platform == "win32":
        return None
    with _turn:
        try:
            inode = os.stat(f"{path}-shm").st_ino
            known = _open.setdefault(path, [])
            if not known or known[-1].inode != inode:  # else the database itself was put in anew
                known.append(WalIndex(path))
            return known[-1] if known[-1].is_understood() else None
        except (OSError, ValueError, sqlite3.Error):
            return None
