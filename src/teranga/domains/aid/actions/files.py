"""What people send as proof: a PDF as it came, a photo made anew. Kept as base.sealed_files keeps files."""

from __future__ import annotations

from teranga.base.sealed_files import (
    LEFT_BEHIND,
    delete_file,
    delete_file_later,
    owns_files,
    put_file,
    read_file,
    sweep,
)
from teranga.base.uploads import PHOTOS, Kind, Sent, UploadRefused, kind_of, receive
from teranga.papers.photo import PhotoRefused, paper_photo

__all__ = [
    "LEFT_BEHIND", "delete_file", "delete_file_later", "name_of", "owns_files", "put_file", "read_file",
    "sweep", "taken_in",
]  # fmt: skip
KINDS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.PDF})
LARGEST = 5_000_000


def taken_in(sent: Sent | None) -> tuple[bytes, Kind]:
    """A PDF as it came; a photo made anew, so that neither place nor camera is ever kept.

    Raises UploadRefused.
    """
    content = receive(sent, largest=LARGEST, kinds=KINDS)
    if (kind := kind_of(content)) not in PHOTOS:
        return content, kind
    try:
        return paper_photo(content), Kind.JPEG
    except PhotoRefused as refused:
        raise UploadRefused(refused.reason) from None


def name_of(name: str, kind: Kind) -> str:
    """As the phone called it, with the ending of what it is now."""
    return f"{name.rpartition('.')[0] or name}.jpg" if kind is Kind.JPEG and name else name
