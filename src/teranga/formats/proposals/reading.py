"""Bytes to what they say: an export of pretalx (JSON, or several in a ZIP), or a table."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from teranga.formats.contacts.decoding import decode_lines
from teranga.formats.contacts.table import guess_delimiter
from teranga.formats.proposals.pretalx import read_pretalx
from teranga.formats.proposals.pretalx_parts import PARTS
from teranga.formats.proposals.table import guess_columns
from teranga.formats.proposals.teranga import is_of_teranga, read_teranga
from teranga.formats.proposals.values import MOST, Incoming, Unreadable, text_of

LARGEST = 40 * 1024 * 1024  # bytes of all JSON that a ZIP holds, unpacked
MOST_JSON, MOST_ENTRIES, MOST_COLUMNS = 200, 20_000, 60
Lists = dict[str, list[Any]]


def read_proposals(content: bytes) -> Incoming:
    """Raises Unreadable."""
    if not content.strip():
        raise Unreadable("empty")
    if content[:4] == b"PK\x03\x04":
        return _folder(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        told = _parsed(content)
        if is_of_teranga(told):
            return read_teranga(told)
        found: Lists = {}
        counted = _add(found, told, "submissions")
        return _whole(found, counted)
    return _table(content)


def _folder(content: bytes) -> Incoming:
    """The JSON files of a ZIP, each under its own name (submissions.json …), and what lies beside."""
    found, counted, files = Lists(), dict[str, int](), []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            infos = folder.infolist()
            told = [one for one in infos if one.filename.lower().endswith(".json")]
            if len(infos) > MOST_ENTRIES or len(told) > MOST_JSON:
                raise Unreadable("large")
            if sum(one.file_size for one in told) > LARGEST:
                raise Unreadable("large")
            files = [one.filename for one in infos if one not in told and not one.is_dir()]
            for one in told:
                name = one.filename.rsplit("/", 1)[-1][: -len(".json")].lower()
                with folder.open(one) as file:
                    parsed = _parsed(file.read(one.file_size + 1))
                if is_of_teranga(parsed):
                    return read_teranga(parsed, files)
                for part, count in _add(found, parsed, name).items():
                    counted[part] = max(count, counted.get(part, 0))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError) as broken:
        raise Unreadable("broken") from broken
    return _whole(found, counted, files)


def _whole(found: Lists, counted: dict[str, int], files: Sequence[str] = ()) -> Incoming:
    """A page of an answer is no export: what is not in it would be missing without a word."""
    told = read_pretalx(found, files)
    if any(len(found.get(part, ())) < count for part, count in counted.items()):
        raise Unreadable("pages")
    return told


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        raise Unreadable("broken") from broken


def _add(found: Lists, told: Any, name: str) -> dict[str, int]:
    """Rows by what they are, and how many there are in all where the API says it. A page has "results"."""
    if isinstance(told, list) or (isinstance(told, dict) and isinstance(told.get("results"), list)):
        told = {name: told}
    if not isinstance(told, dict):
        raise Unreadable("kind")
    counted = {}
    for key, value in told.items():
        rows = value.get("results") if isinstance(value, dict) else value
        if isinstance(rows, list):
            part = _part(str(key))
            found.setdefault(part, []).extend(rows)
            if isinstance(value, dict) and isinstance(value.get("count"), int):
                counted[part] = value["count"]
    return counted


def _part(name: str) -> str:
    plain = name.lower().replace("_", "-")
    return next((part for part in PARTS if part in plain), plain)


def _table(content: bytes) -> Incoming:
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"<")):
        raise Unreadable("kind")
    text, _encodings = decode_lines(content)
    if not text.strip():
        raise Unreadable("kind")
    try:
        rows = [
            [text_of(cell) for cell in cells[:MOST_COLUMNS]]
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=guess_delimiter(text))
        ]
    except csv.Error as broken:
        raise Unreadable("broken") from broken
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise Unreadable("nothing")
    if len(rows) > MOST + 1:
        raise Unreadable("large")
    return {"kind": "table", "headings": rows[0], "rows": rows[1:], "columns": guess_columns(rows[0])}
