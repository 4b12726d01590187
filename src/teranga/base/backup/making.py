"""Making a backup of the running installation, and keeping a few of them."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import datetime
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connection

from teranga.base.backup import engines
from teranga.base.backup.archive import FOLDER_MODE, Manifest, pack
from teranga.base.backup.refusal import BackupRefused

NAME = "teranga-{:%Y%m%d-%H%M%S}.tar.gz"
ONE_OF_OURS = re.compile(r"teranga-\d{8}-\d{6}\.tar\.gz")


def back_up(file: Path, *, at: datetime) -> Manifest:
    """Copy database, media and secret key into one archive. Raises BackupRefused, and leaves nothing then."""
    if file.exists():
        raise BackupRefused(f"{file} exists already: choose another name.")
    file.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _refuse_too_little_room(file.parent)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as aside:
            copy = Path(aside) / "database"
            told = _copy_database(copy)
            manifest = Manifest(
                made_at=at.isoformat(timespec="seconds"), program=metadata_version(), engine=_engine(),
                migrations=told.migrations, rows=told.rows, hashes=told.hashes,
            )  # fmt: skip
            pack(
                file, manifest, database=copy, media=Path(settings.MEDIA_ROOT), secret_key=settings.SECRET_KEY
            )
    except OSError as failure:
        raise BackupRefused(
            f"The backup could not be written to {file.parent}: {failure.strerror or failure}."
            " Nothing of it is left."
        ) from failure
    return manifest


def back_up_into(folder: Path, *, keep: int, at: datetime) -> Path:
    """A backup under a name of its time; then the oldest beyond `keep` are removed."""
    file = folder / NAME.format(at)
    back_up(file, at=at)
    for old in backups_in(folder)[keep:]:
        old.unlink()
    return file


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, the newest first."""
    return sorted((file for file in folder.glob("*") if ONE_OF_OURS.fullmatch(file.name)), reverse=True)


def metadata_version() -> str:
    try:
        return metadata.version("teranga")
    except metadata.PackageNotFoundError:  # started from its sources
        return "sources"


def _engine() -> str:
    return "sqlite" if connection.vendor == "sqlite" else "postgresql"


def _copy_database(copy: Path) -> engines.Told:
    if connection.vendor == "sqlite":
        return engines.copy_sqlite(str(connection.settings_dict["NAME"]), copy)
    return engines.dump_postgresql(copy)


def _refuse_too_little_room(folder: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    needed = sum(file.stat().st_size for file in media.rglob("*") if file.is_file()) if media.is_dir() else 0
    if connection.vendor == "sqlite":
        needed += 2 * Path(connection.settings_dict["NAME"]).stat().st_size  # the copy, and the copy packed
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupRefused(
            f"{folder} has {free // 1_000_000} MB free, a backup may need {needed // 1_000_000}: make room."
        )
