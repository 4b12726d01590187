from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from teranga.base.backup.engines import client
from teranga.base.backup.making import back_up, back_up_into, backups_in
from teranga.base.backup.refusal import BackupRefused
from teranga.base.jobs import _tasks
from tests.base.backup.worlds import a_photo, fill
from tests.base.threads import at_once
from tests.factories.communities import a_community

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_folder_keeps_the_newest_and_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "holiday.tar.gz").write_bytes(b"mine")
    made = [back_up_into(tmp_path, keep=2, at=NOON + timedelta(days=day)) for day in range(4)]
    assert backups_in(tmp_path) == [made[3], made[2]]
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "holiday.tar.gz", "teranga-20261123-120000.tar.gz", "teranga-20261124-120000.tar.gz",
    ]  # fmt: skip


def test_a_name_that_is_taken_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "copy.tar.gz").write_bytes(b"mine")
    with pytest.raises(BackupRefused, match="exists already"):
        back_up(tmp_path / "copy.tar.gz", at=NOON)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"mine"]


def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    """The counts and digests in the manifest are those of the copy, whatever is written meanwhile."""
    fill(50)
    stop = threading.Event()

    def write_on() -> None:
        while not stop.is_set():
            a_community()

    def copy() -> dict[str, int]:
        try:
            return back_up(tmp_path / "copy.tar.gz", at=NOON).rows
        finally:
            stop.set()

    rows, _ = at_once(copy, write_on)
    assert isinstance(rows, dict)
    assert rows["people_person"] == 50
    assert rows["communities_community"] >= 1


def test_the_daily_job_is_registered_under_its_name() -> None:
    assert "base.back_up" in _tasks


def test_a_missing_client_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupRefused) as refused:
        client("pg_dump")
    assert str(refused.value) == (
        "pg_dump is not installed: it comes with PostgreSQL's client (apt install postgresql-client)."
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=750", "tmpfs", str(place)]
    if (
        os.name == "nt"
        or os.geteuid()
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("NOT TESTED: a full disk, because this user may not mount one")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_j02_on_a_full_disk_a_backup_says_so_and_leaves_nothing(small_disk: Path) -> None:
    a_photo().with_name("big.bin").write_bytes(os.urandom(6_000_000))
    with pytest.raises(BackupRefused, match="make room"):
        back_up(small_disk / "copy.tar.gz", at=NOON)
    assert list(small_disk.iterdir()) == []


def test_j02_a_disk_that_fills_up_while_the_backup_is_written_leaves_nothing(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from teranga.base.backup import making

    monkeypatch.setattr(making, "_refuse_too_little_room", lambda folder: None)
    a_photo().with_name("big.bin").write_bytes(os.urandom(6_000_000))
    with pytest.raises(BackupRefused):
        back_up(small_disk / "copy.tar.gz", at=NOON)
    assert list(small_disk.iterdir()) == []
    assert connection.is_usable()
