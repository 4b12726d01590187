"""Whoever only reads leaves no trace: every public address is fetched, and no row of any table is another."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from html import unescape

from tests.demo_server import DemoServer

MOST_PAGES = 5000
NOT_FOLLOWED = re.compile(r"/static/|/media/|\.(?:png|webp|jpg)$")
LANGUAGES = ("fr", "en", "es")
IN_A_LANGUAGE = re.compile(r"^/(?:fr|en|es)/")
NOT_CONTENT = {
    "base_job",  # the worker's
    "people_recenttries",  # how often lists of people were looked at: digests, forgotten after a day
}


def fingerprints(server: DemoServer) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of all they hold."""
    connection = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)
    try:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_") and name not in NOT_CONTENT
        ]
        return {name: fingerprint(connection, name) for name in names}
    finally:
        connection.close()


def fingerprint(connection: sqlite3.Connection, table: str) -> tuple[int, str]:
    rows = sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def links_in(server: DemoServer, html: str) -> set[str]:
    found = {unescape(link) for link in re.findall(r'(?:href|src|action)="([^"#]+)', html)}
    own = {link.removeprefix(server.url) for link in found if link.startswith((server.url, "/"))}
    return {link for link in own if link.startswith("/") and not NOT_FOLLOWED.search(link)}


def in_one_language(path: str) -> str:
    """The address in the language whose turn it is: the same code answers in all, and a third suffices."""
    turn = LANGUAGES[zlib.crc32(IN_A_LANGUAGE.sub("/", path).encode()) % len(LANGUAGES)]
    return IN_A_LANGUAGE.sub(f"/{turn}/", path)


def test_reading_every_public_page_changes_nothing(own_demo_server: DemoServer) -> None:
    before = fingerprints(own_demo_server)
    waiting, seen, broken = {"/fr/", "/en/", "/es/", "/robots.txt", "/sitemap.xml"}, set(), []
    while waiting and len(seen) < MOST_PAGES:
        path = min(waiting)
        waiting.remove(path)
        seen.add(path)
        status, text = own_demo_server.get(path)
        if status >= 400 and status != 405:  # 405: where a form is sent to, which is not for reading
            broken.append((path, status))
        waiting |= {in_one_language(link) for link in links_in(own_demo_server, text)} - seen
    assert len(seen) > 500
    assert not waiting
    assert broken == []
    assert fingerprints(own_demo_server) == before
