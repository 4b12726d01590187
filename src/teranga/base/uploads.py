"""The one door for files that somebody sends: their size is looked at before they are read, then their kind.

What a file is stands in its first bytes; its name and what the browser calls it count for nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"
    ZIP = "application/zip"
    MARKUP = "text/html"  # HTML, SVG, XML: whatever a browser might run
    TEXT = "text/plain"
    OTHER = "application/octet-stream"


PHOTOS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
BEGINNINGS = (
    (b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"%PDF-", Kind.PDF), (b"PK\x03\x04", Kind.ZIP), (b"PK\x05\x06", Kind.ZIP),
)  # fmt: skip
LOOKED_AT = 4096  # bytes


class Sent(Protocol):
    """A file of a form, as Django gives it."""

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


class UploadRefused(Exception):
    """`reason` is "none", "large" or "kind"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def receive(sent: Sent | None, *, largest: int, kinds: Collection[Kind] | None = None) -> bytes:
    """The bytes of a sent file, once its size and its kind are right. Raises UploadRefused."""
    if sent is None or not sent.size:
        raise UploadRefused("none")
    if sent.size > largest:
        raise UploadRefused("large")
    content = sent.read()
    if kinds is not None and kind_of(content) not in kinds:
        raise UploadRefused("kind")
    return content


def kind_of(content: bytes) -> Kind:
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    head = content[:LOOKED_AT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.OTHER  # UTF-16, in which markup could hide
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Kind.MARKUP
    return Kind.OTHER if b"\x00" in head else Kind.TEXT
