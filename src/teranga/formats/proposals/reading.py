"""Bytes to what they say: an export of pretalx (JSON, or several in a ZIP), or a table."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

from teranga.formats.contacts.decoding import decode_lines
from teranga.formats.contacts.table import guess_delimiter
from teranga.formats.proposals.pretalx import PARTS, read_pretalx
from teranga.formats.proposals.table import guess_columns
from teranga.formats.proposals.values import MOST, Incoming, Unreadable, text_of

LARGEST = 40 * 1024 * 1024  # bytes of everything that a ZIP holds, unpacked
MOST_FILES, MOST_COLUMNS = 60, 60


def read_proposals(content: bytes) -> Incoming:
    """Raises Unreadable."""
    if not content.strip():
        raise Unreadable("empty")
    if content[:4] == b"PK\x03\x04":
        return read_pretalx(_unpacked(content))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_pretalx(_parts(_parsed(content), "submissions"))
    return _table(content)


def _unpacked(content: bytes) -> dict[str, list[Any]]:
    """The JSON files of a folder, each under its own name: submissions.json, speakers.json …"""
    found: dict[str, list[Any]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            infos = [one for one in folder.infolist() if one.filename.lower().endswith(".json")][:MOST_FILES]
            if sum(one.file_size for one in infos) > LARGEST:
                raise Unreadable("large")
            for one in infos:
                name = one.filename.rsplit("/", 1)[-1][: -len(".json")].lower()
                with folder.open(one) as file:
                    told = file.read(LARGEST + 1)
                if len(told) > LARGEST:
                    raise Unreadable("large")
                for part, rows in _parts(_parsed(told), name).items():
                    found.setdefault(part, []).extend(rows)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as broken:
        raise Unreadable("broken") from broken
    return found


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        raise Unreadable("broken") from broken


def _parts(told: Any, name: str) -> dict[str, list[Any]]:
    """Rows by what they are. A page of the API holds them as "results"."""
    if isinstance(told, dict) and isinstance(told.get("results"), list):
        told = told["results"]
    if isinstance(told, list):
        return {_part(name): told}
    if not isinstance(told, dict):
        raise Unreadable("kind")
    found: dict[str, list[Any]] = {}
    for key, value in told.items():
        rows = value.get("results") if isinstance(value, dict) else value
        if isinstance(rows, list):
            found.setdefault(_part(str(key)), []).extend(rows)
    return found


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
