"""The first look at any uploaded file: its size, its kind, and its bytes as text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from teranga.formats.programme import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024  # an 18-room weekend with abstracts is below one megabyte

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "This is a PDF document"),
    (b"\x89PNG", "This is an image"),
    (b"\xff\xd8\xff", "This is an image"),
    (b"GIF8", "This is an image"),
    (b"RIFF", "This is an image, a sound or a film"),
    (b"\xd0\xcf\x11\xe0", "This is an old Word or Excel document"),
    (b"\x1f\x8b", "This is a compressed file (gzip)"),
    (b"BZh", "This is a compressed file (bzip2)"),
    (b"\xfd7zXZ", "This is a compressed file (xz)"),
    (b"7z\xbc\xaf", "This is a compressed folder (7z)"),
    (b"Rar!", "This is a compressed folder (rar)"),
    (b"SQLite format 3\x00", "This is a database"),
    (b"\x7fELF", "This is a program"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]{1,30})[\"']")
_DECLARABLE = re.compile(
    r"\A(iso-?8859-?\d{1,2}|latin-?1|windows-125\d|cp125\d|us-ascii|ascii|koi8-r)\Z", re.IGNORECASE
)
_HTML = re.compile(
    r"\A\s*(<!--.{0,500}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    text: str
    encoding: str
    repaired: bool  # the bytes were not in the encoding that this kind of file should have


def read_text(data: bytes, wanted: str) -> DecodedText:
    """The text of an uploaded file, or `UnreadableFile`. `wanted` ends the sentence: "upload …"."""
    refuse_by_size(data, wanted)
    refuse_by_kind(data, wanted)
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile(f"This file holds binary data and no text that we can read: {wanted}.")
    if not decoded.text.strip():
        raise UnreadableFile(f"This file is empty: {wanted}.")
    if _HTML.match(decoded.text[:2000]):
        raise UnreadableFile(f"This is a web page saved from a browser, not the data behind it: {wanted}.")
    return decoded


def refuse_by_size(data: bytes, wanted: str) -> None:
    if not data:
        raise UnreadableFile(f"This file is empty: {wanted}.")
    if len(data) > MAX_BYTES:
        found, limit = -(-len(data) // (1024 * 1024)), MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(
            f"This file has {found} MB and the limit is {limit} MB: {wanted} that is smaller."
        )


def refuse_by_kind(data: bytes, wanted: str) -> None:
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        raise UnreadableFile(f"{_archive_kind(data)}: {wanted}.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(f"{kind}, which we cannot read here: {wanted}.")


def _archive_kind(data: bytes) -> str:
    if b"word/" in data:
        return "This is a Word document, which we cannot read here"
    if b"xl/" in data:
        return "This is an Excel workbook, which we cannot read here"
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        return "This is a LibreOffice document, which we cannot read here"
    return "This is a zip archive, so unpack it first"


def decode(data: bytes) -> DecodedText | None:
    """UTF-8 when it can be, then what the file declares, then UTF-16 and Windows; None for binary noise."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data[len(mark) :], encoding, repaired=encoding != "utf-8")
    if wide := _unmarked_wide_encoding(data):
        return _attempt(data, wide, repaired=True)
    if (plain := _attempt(data, "utf-8", repaired=False)) is not None:
        return plain
    if b"\x00" in data:
        return None
    declared = _DECLARED.match(data[:400])
    if declared and _DECLARABLE.match(name := declared.group(1).decode("ascii")):
        return _attempt(data, name, repaired=False)
    return _attempt(data, "cp1252", repaired=True) or _attempt(data, "latin-1", repaired=True)


def _unmarked_wide_encoding(data: bytes) -> str:
    sample = data[:200]
    if len(sample) < 8 or len(data) % 2 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and not odd else ""


def _attempt(data: bytes, encoding: str, *, repaired: bool) -> DecodedText | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _is_noise(text) else DecodedText(text, encoding, repaired)


def _is_noise(text: str) -> bool:
    """More than one control character in fifty, or any NUL: nobody wrote this as text."""
    sample = text[:20_000]
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f")
    controls += sum(1 for character in sample if "\x80" <= character <= "\x9f")
    return "\x00" in text or controls * 50 > len(sample)
