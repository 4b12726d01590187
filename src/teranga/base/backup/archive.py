"""The archive of an installation: one tar.gz whose last member, the manifest, vouches for all the others.

Nothing here needs Django: an archive is checked before anything is started from it.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import secrets
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from teranga.base.backup.refusal import BackupRefused

MANIFEST = "manifest.json"
SECRET_KEY = "secret-key"  # noqa: S105 -- a file name
MEDIA = "media"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
FORMAT = 1
COMPRESSION = 4  # twice as quick as the usual level, and hardly larger
CHUNK = 1 << 20
FILE_MODE, FOLDER_MODE, SECRET_MODE = 0o640, 0o750, 0o600


@dataclass(slots=True)
class Manifest:
    made_at: str
    program: str  # the version of Teranga
    engine: str  # "sqlite" or "postgresql"
    migrations: list[str]
    rows: dict[str, int]
    hashes: dict[str, str]
    members: dict[str, str] = field(default_factory=dict)  # name -> SHA-256
    format: int = FORMAT


@contextmanager
def appearing_whole(file: Path) -> Iterator[Path]:
    """A name to write under; the file gets its own name only when everything is written and on the disk."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SECRET_MODE))
        yield aside
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


class _Hashed(io.RawIOBase):
    """A file that digests what is read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


def pack(file: Path, manifest: Manifest, *, database: Path, media: Path, secret_key: str) -> None:
    """Write the archive; it is there whole or not at all, and only its owner can read it."""
    with (
        appearing_whole(file) as aside,
        gzip.open(aside, "wb", compresslevel=COMPRESSION) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        _add_file(tar, manifest, DATABASES[manifest.engine], database)
        _add_text(tar, manifest, SECRET_KEY, secret_key)
        for source in sorted(media.rglob("*")) if media.is_dir() else ():
            if source.is_file() and not source.is_symlink():
                _add_file(tar, manifest, f"{MEDIA}/{source.relative_to(media).as_posix()}", source)
        _add_text(tar, manifest, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def _add_file(tar: tarfile.TarFile, manifest: Manifest, name: str, source: Path) -> None:
    with source.open("rb") as opened:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(opened.fileno()).st_size, FILE_MODE
        hashed = _Hashed(opened)
        try:
            tar.addfile(info, hashed)
        except OSError as failure:
            raise BackupRefused(
                f"{source} changed while it was copied, or the disk is full: {failure}"
            ) from failure
        manifest.members[name] = hashed.digest.hexdigest()


def _add_text(tar: tarfile.TarFile, manifest: Manifest, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), SECRET_MODE
    tar.addfile(info, io.BytesIO(data))
    manifest.members[name] = hashlib.sha256(data).hexdigest()


def unpack(file: Path, folder: Path) -> Manifest:
    """Extract everything into the empty folder and check it. Raises BackupRefused; drop the folder then."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            for member in tar:
                found[member.name] = _extract(tar, member, folder)
    except FileNotFoundError as missing:
        raise BackupRefused(f"There is no file {file}.") from missing
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as broken:
        raise BackupRefused(f"{file.name} is damaged or no backup; nothing was restored.") from broken
    manifest = _read_manifest(file, folder)
    found.pop(MANIFEST, None)
    if found != manifest.members:
        wrong = sorted(
            name for name in {*found, *manifest.members} if found.get(name) != manifest.members.get(name)
        )
        raise BackupRefused(
            f"{file.name} does not hold what its manifest says (first: {wrong[0]}); nothing was restored."
        )
    return manifest


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    if not member.isfile() or not _is_ours(member.name):
        raise BackupRefused(f"The archive holds “{member.name}”, which no backup has; nothing was restored.")
    place = folder / member.name
    place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    mode = SECRET_MODE if member.name == SECRET_KEY else FILE_MODE
    source = tar.extractfile(member)
    assert source is not None  # noqa: S101 -- a regular file, as looked at above
    digest = hashlib.sha256()
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as written:
        while data := source.read(CHUNK):
            digest.update(data)
            written.write(data)
    return digest.hexdigest()


def _is_ours(name: str) -> bool:
    if name in (MANIFEST, SECRET_KEY, *DATABASES.values()):
        return True
    path = PurePosixPath(name)
    return path.parts[:1] == (MEDIA,) and len(path.parts) > 1 and ".." not in path.parts and "\\" not in name


def _read_manifest(file: Path, folder: Path) -> Manifest:
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except (OSError, ValueError, TypeError) as broken:
        raise BackupRefused(
            f"{file.name} has no manifest, so nothing vouches for it; nothing was restored."
        ) from broken
    if manifest.format > FORMAT or manifest.engine not in DATABASES:
        raise BackupRefused(
            f"{file.name} was made by a newer Teranga ({manifest.program}): install that first."
        )
    return manifest
