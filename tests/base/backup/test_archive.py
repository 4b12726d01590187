"""An archive that is not what its manifest says is refused before anything of it is used."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teranga.base.backup.archive import Manifest, pack, unpack
from teranga.base.backup.refusal import BackupRefused
from teranga.base.backup.restoring import check_and_unpack
from teranga.foundation.config import Database

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def an_archive(place: Path) -> Path:
    (place / "media" / "photos").mkdir(parents=True)
    (place / "media" / "photos" / "ama.webp").write_bytes(b"picture" * 100)
    (place / "database").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    manifest = Manifest(NOON.isoformat(), "1.0", "sqlite", ["base.0001_initial"], {"t": 1}, {"t": "1:0"})
    pack(
        place / "copy.tar.gz",
        manifest,
        database=place / "database",
        media=place / "media",
        secret_key="secret",
    )
    return place / "copy.tar.gz"


def refused(file: Path, place: Path) -> str:
    data = place / "again"
    with pytest.raises(BackupRefused) as caught:
        check_and_unpack(file, data, Database("sqlite", str(data / "teranga.sqlite3")))
    assert not data.exists()
    return str(caught.value)


def rewritten(file: Path, change: dict[str, bytes | None]) -> Path:
    """The same archive with other members; None leaves one out."""
    target = file.with_name("rewritten.tar.gz")
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        members = {info.name: old.extractfile(info).read() for info in old}  # type: ignore[union-attr]
        for name, data in {**members, **change}.items():
            if data is not None:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                new.addfile(info, io.BytesIO(data))
    return target


def test_a_whole_archive_comes_out_as_it_went_in(tmp_path: Path) -> None:
    file, out = an_archive(tmp_path), tmp_path / "out"
    out.mkdir()
    manifest = unpack(file, out)
    assert manifest.rows == {"t": 1}
    assert (out / "database.sqlite3").read_bytes() == (tmp_path / "database").read_bytes()
    assert (out / "media" / "photos" / "ama.webp").read_bytes() == b"picture" * 100


@pytest.mark.parametrize(
    "after", [b"SQLite format 3", b"SQLite format 3\0" + bytes(range(256)) * 60, b"secret", b"picture"]
)
def test_a_changed_byte_anywhere_is_noticed(tmp_path: Path, after: bytes) -> None:
    file = an_archive(tmp_path)
    data = bytearray(gzip.decompress(file.read_bytes()))
    place = data.index(after) + len(after) - 1
    data[place] ^= 0x55
    file.write_bytes(gzip.compress(bytes(data)))
    assert refused(file, tmp_path)


def test_an_archive_that_was_cut_short_is_noticed(tmp_path: Path) -> None:
    file = an_archive(tmp_path)
    file.write_bytes(file.read_bytes()[:-400])
    assert "nothing was restored" in refused(file, tmp_path)


@pytest.mark.parametrize("name", ["database.sqlite3", "secret-key", "media/photos/ama.webp"])
def test_a_member_that_was_exchanged_or_left_out_is_named(tmp_path: Path, name: str) -> None:
    file = an_archive(tmp_path)
    assert f"(first: {name})" in refused(rewritten(file, {name: b"another"}), tmp_path)
    assert f"(first: {name})" in refused(rewritten(file, {name: None}), tmp_path)


@pytest.mark.parametrize(
    "name", ["../escape", "/etc/escape", "media/../../escape", "teranga.sqlite3", "media"]
)
def test_a_member_that_no_backup_has_is_refused(tmp_path: Path, name: str) -> None:
    file = rewritten(an_archive(tmp_path), {name: b"outside"})
    assert "which no backup has" in refused(file, tmp_path)
    assert list(tmp_path.parent.glob("escape")) == []


def test_a_link_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "link.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        info = tarfile.TarInfo("media/x")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    assert "which no backup has" in refused(file, tmp_path)


def test_an_archive_without_a_manifest_or_of_the_future_is_refused(tmp_path: Path) -> None:
    file = an_archive(tmp_path)
    assert "has no manifest" in refused(rewritten(file, {"manifest.json": None}), tmp_path)
    newer = json.dumps({"made_at": "", "program": "9.0", "engine": "sqlite", "migrations": [], "rows": {},
                        "hashes": {}, "members": {}, "format": 2}).encode()  # fmt: skip
    with tarfile.open(tmp_path / "newer.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = len(newer)
        tar.addfile(info, io.BytesIO(newer))
    assert "made by a newer Teranga (9.0)" in refused(tmp_path / "newer.tar.gz", tmp_path)


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"not at all")
    assert "is damaged or no backup" in refused(tmp_path / "x.tar.gz", tmp_path)
    assert "There is no file" in refused(tmp_path / "missing.tar.gz", tmp_path)
