"""J08: a backup restored on an empty machine holds the same rows, files and key, on both databases."""

from __future__ import annotations

import json
import stat
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from teranga.base.backup.making import back_up
from teranga.base.backup.tables import table_hashes
from tests.base.backup.worlds import a_photo, an_empty_database, fill, teranga

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LONGEST_DRILL = 300.0  # seconds, with 50,000 rows in each big table


def drill(rows: int, place: Path) -> tuple[str, dict[str, str]]:
    """What `teranga restore` said, and the digests that the backup's manifest tells."""
    fill(rows)
    photo = a_photo()
    back_up(place / "copy.tar.gz", at=NOON)
    told = json.loads(manifest_of(place / "copy.tar.gz"))
    again = place / "again"
    with an_empty_database() as database:
        done = teranga("restore", str(place / "copy.tar.gz"), data=again, database=database)
        assert done.returncode == 0, done.stderr
        checked = teranga("audit", "verify", data=again, database=database)
    assert checked.stdout.count("ok ") == 1
    assert (again / "media" / "photos" / "ama.webp").read_bytes() == photo.read_bytes()
    assert (again / "secret-key").read_text(encoding="ascii") == settings.SECRET_KEY
    return done.stdout, told["hashes"]


def manifest_of(file: Path) -> bytes:
    with tarfile.open(file) as tar:
        member = tar.extractfile("manifest.json")
        assert member is not None
        return member.read()


def test_j08_a_backup_of_some_thousand_rows_comes_back_identical(tmp_path: Path) -> None:
    said, hashes = drill(300, tmp_path)
    assert hashes == table_hashes()
    assert "the same content as in the backup" in said


@pytest.mark.long
def test_j08_fifty_thousand_rows_of_each_big_table_come_back_within_five_minutes(tmp_path: Path) -> None:
    began = time.perf_counter()
    said, hashes = drill(50_000, tmp_path)
    took = time.perf_counter() - began
    print(f"Restore drill on {connection.vendor}, 50,000 rows in each of 10 tables: {took:.0f} s. {said}")
    assert hashes == table_hashes()
    assert took <= LONGEST_DRILL


def test_b12_what_a_restore_leaves_is_for_its_owner_and_group_alone(tmp_path: Path) -> None:
    a_photo()
    back_up(tmp_path / "copy.tar.gz", at=NOON)
    again = tmp_path / "again"
    with an_empty_database() as database:
        assert (
            teranga("restore", str(tmp_path / "copy.tar.gz"), data=again, database=database).returncode == 0
        )
    modes = {
        path.relative_to(again).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in again.rglob("*")
    }
    expected = {"media": 0o750, "media/photos": 0o750, "media/photos/ama.webp": 0o640, "secret-key": 0o600}
    if connection.vendor == "sqlite":
        expected["teranga.sqlite3"] = 0o640
    assert modes == expected
    assert stat.S_IMODE((tmp_path / "copy.tar.gz").stat().st_mode) == 0o600


def test_a_directory_with_anything_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    back_up(tmp_path / "copy.tar.gz", at=NOON)
    again = tmp_path / "again"
    again.mkdir()
    (again / "mine.txt").write_text("keep me", encoding="utf-8")
    done = teranga("restore", str(tmp_path / "copy.tar.gz"), data=again)
    assert (done.returncode, "is not empty" in done.stderr) == (2, True)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in again.iterdir()] == [
        ("mine.txt", "keep me")
    ]


def test_a_backup_of_the_other_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    back_up(tmp_path / "copy.tar.gz", at=NOON)
    other = "postgresql://nobody@/nothing?host=/nowhere" if connection.vendor == "sqlite" else ""
    done = teranga("restore", str(tmp_path / "copy.tar.gz"), data=tmp_path / "again", database=other)
    assert (done.returncode, "This backup is of" in done.stderr) == (2, True)
    assert not (tmp_path / "again").exists()
