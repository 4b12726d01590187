"""Files that a person names on the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from teranga.cli.refusal import Refusal
from teranga.formats.intake import MAX_BYTES

MEGABYTE = 1024 * 1024


def read_bytes(file: Path) -> bytes:
    """The whole file, or one sentence. A file beyond every limit is refused before it is read."""
    if not file.exists():
        raise Refusal(f"There is no file {file}.")
    if not file.is_file():
        raise Refusal(f"{file} is not a file: name the file itself.")
    size = file.stat().st_size
    if size > MAX_BYTES:
        found, limit = -(-size // MEGABYTE), MAX_BYTES // MEGABYTE
        raise Refusal(f"{file} has {found} MB and the limit is {limit} MB; nothing was changed.")
    return file.read_bytes()


def speaker_lists_beside(file: Path) -> list[Path]:
    """Speakers exported apart, as pretalx does: pretalx-speakers.json beside pretalx-submissions.json."""
    if file.suffix.lower() != ".json":
        return []
    family = file.stem.partition("-")[0]
    return [
        other for other in sorted(file.parent.glob("*speakers*.json"))
        if other != file and other.is_file() and other.stem.partition("-")[0] in (family, "speakers")
    ]  # fmt: skip


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
