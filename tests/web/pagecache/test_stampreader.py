import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from teranga.base import stamps
from teranga.base.writing import write
from teranga.foundation.config import Database
from teranga.web.pagecache.front import PageCache
from teranga.web.pagecache.stampreader import StampReader, StampsAway, stamp_reader
from tests.base.threads import at_once
from tests.web.pagecache.visits import PAGE, Site, visit

pytestmark = pytest.mark.django_db(transaction=True)
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
postgresql_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")


def test_the_reader_reads_what_was_bumped(read: StampReader) -> None:
    assert (read("e:7"), read("i")) == (1, 1)
    stamps.bump(["e:7"])
    assert (read("e:7"), read("i"), read("e:8")) == (2, 2, 1)
    stamps.bump(["e:8"])
    assert (read("e:7"), read("i"), read("e:8")) == (2, 3, 2)


def test_a_change_is_seen_when_it_is_committed_and_not_before(read: StampReader) -> None:
    assert read("e:7") == 1
    with write():
        stamps.bump(["e:7"])
        assert read("e:7") == 1
    assert read("e:7") == 2


def test_a_change_that_is_taken_back_is_never_seen(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    visit(cache)

    def fail() -> None:
        with write():
            stamps.bump(["e:7"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    visit(cache)
    assert site.renders == 1


def test_a_change_by_another_connection_shows_on_the_next_request_of_every_thread(read: StampReader) -> None:
    site = Site()
    cache = PageCache(site, read)
    seen: list[bytes] = []
    go, told = threading.Event(), threading.Event()

    def reader() -> None:
        seen.append(visit(cache).body)
        told.set()
        go.wait(timeout=10)
        seen.append(visit(cache).body)
        read.close()

    thread = threading.Thread(target=reader)
    thread.start()
    assert told.wait(timeout=10)
    site.body = b"new"
    at_once(lambda: stamps.bump(["e:7"]))
    go.set()
    thread.join(timeout=10)
    assert seen == [PAGE, b"new"]


CHANGE = """
import django; django.setup()
from teranga.base import stamps
from teranga.base.writing import write
with write():
    stamps.bump(["e:7"])
"""


def test_a_change_by_another_process_shows_on_the_next_request(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    assert visit(cache).body == PAGE
    told = connection.settings_dict
    address = (
        f"sqlite://{told['NAME']}" if connection.vendor == "sqlite"
        else f"postgresql://{told['USER']}@/{told['NAME']}?host={told['HOST']}"
    )  # fmt: skip
    environment = os.environ | {"TERANGA_DATABASE_URL": address, "PYTHONPATH": str(Path("src").absolute())}
    for body in (b"first", b"second"):
        subprocess.run([sys.executable, "-c", CHANGE], env=environment, check=True)
        site.body = body
        assert visit(cache).body == body
        assert visit(cache).body == body
    assert site.renders == 3


def test_readers_in_many_threads_agree_with_the_writer(read: StampReader) -> None:

    def look() -> bool:
        versions = [read("e:7") for _ in range(300)]
        read.close()
        return versions == sorted(versions)

    def change() -> bool:
        for _ in range(20):
            with write():
                stamps.bump(["e:7"])
        return True

    assert at_once(look, look, look, change) == [True] * 4
    assert read("e:7") == 21


def away(tmp_path: Path) -> Database:
    """A database that nobody serves."""
    if connection.vendor == "sqlite":
        return Database("sqlite", str(tmp_path / "not-there.sqlite3"))
    return Database("postgresql", "teranga", str(tmp_path), "5432", "nobody")


def test_a_database_that_is_away_is_told_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    read = stamp_reader(away(tmp_path))
    for _ in range(2):
        with pytest.raises(StampsAway):
            read("i")
    assert list(tmp_path.iterdir()) == []


def test_while_the_database_is_away_every_request_is_left_to_django(tmp_path: Path) -> None:
    site = Site(status="503 Service Unavailable")
    cache = PageCache(site, stamp_reader(away(tmp_path)))
    assert [visit(cache).status for _ in range(2)] == ["503 Service Unavailable"] * 2
    site.status = "200 OK"
    assert [visit(cache).status for _ in range(2)] == ["200 OK"] * 2
    assert (site.renders, cache._entries) == (4, {})


class Unplugged:
    """The real reader, whose database can be taken away and given back."""

    def __init__(self, read: StampReader, tmp_path: Path) -> None:
        self.plugged, self.here, self.gone = True, read, stamp_reader(away(tmp_path))

    def close(self) -> None:
        self.here.close()

    def __call__(self, scope: str) -> int:
        return (self.here if self.plugged else self.gone)(scope)


def test_a_kept_page_is_not_sent_blindly_and_is_good_again_when_the_database_is_back(
    tmp_path: Path, read: StampReader
) -> None:
    site, plug = Site(), Unplugged(read, tmp_path)
    cache = PageCache(site, plug)
    assert visit(cache).status == "200 OK"
    plug.plugged, site.status = False, "503 Service Unavailable"
    assert visit(cache).status == "503 Service Unavailable"
    plug.plugged = True
    assert (visit(cache).status, visit(cache).body, site.renders) == ("200 OK", PAGE, 2)


@sqlite_only
def test_the_reader_cannot_write(tmp_path: Path, read: StampReader) -> None:
    read("i")
    with pytest.raises(Exception, match="readonly"):
        read._local.connection.execute("DELETE FROM base_stamp")  # type: ignore[attr-defined]


@sqlite_only
def test_a_database_without_tables_is_away_until_it_has_them(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE other (x)")
    read = stamp_reader(Database("sqlite", str(path)))
    with pytest.raises(StampsAway):
        read("i")
    made.execute("CREATE TABLE base_stamp (scope TEXT PRIMARY KEY, version INTEGER)")
    made.commit()
    assert read("i") == 1
    made.close()
    read.close()


@postgresql_only
def test_a_connection_that_the_server_ended_is_opened_again(read: StampReader) -> None:
    assert read("i") == 1
    first = read._local.cursor.connection.info.backend_pid  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    stamps.bump(["e:7"])
    assert read("i") == 2
    assert read._local.cursor.connection.info.backend_pid != first  # type: ignore[attr-defined]


@postgresql_only
def test_a_connection_that_was_closed_here_is_opened_again(read: StampReader) -> None:
    read("i")
    read._local.cursor.connection.close()  # type: ignore[attr-defined]
    stamps.bump(["e:7"])
    assert read("e:7") == 2
    assert isinstance(read._local.cursor.connection, psycopg.Connection)  # type: ignore[attr-defined]
