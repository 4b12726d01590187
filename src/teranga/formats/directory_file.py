"""A directory as open data: JSON and CSV, written and read (docs/reference/directory-format.md)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from teranga.formats.csv_rows import harmless

KINDS = ("community", "conference", "resource", "channel", "newsletter")
PLAIN = ("kind", "url", "feed_url", "country", "language")
MOST_ROWS = 2000
WEB = re.compile(r"https?://[^\s<>\"']{1,290}")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take it for a formula


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    title: Mapping[str, str]  # language -> text
    text: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    feed_url: str = ""
    country: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    last_seen: str = ""  # only written, never read
    quiet_since: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that cannot be taken, by its number, and a code for why."""

    row: int
    code: str  # "kind", "title", "address", "country", "shape"


class UnreadableDirectory(Exception):
    """The file is neither such a JSON nor such a CSV."""


def write_json(entries: Iterable[Entry], *, title: str, licence: str, source: str) -> bytes:
    rows = [
        {
            "kind": one.kind, "title": dict(one.title), "text": dict(one.text), "url": one.url,
            "feed_url": one.feed_url, "country": one.country, "language": one.language,
            "tags": list(one.tags), "last_seen": one.last_seen, "quiet_since": one.quiet_since,
        }
        for one in entries
    ]  # fmt: skip
    told = {"format": "teranga-directory-1", "title": title, "licence": licence, "source": source,
            "entries": rows}  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def write_csv(entries: Iterable[Entry], *, languages: Iterable[str]) -> bytes:
    """One line an entry; a cell that a spreadsheet would run begins with an apostrophe."""
    codes = list(dict.fromkeys(languages))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    texts = [f"{part}_{code}" for part in ("title", "text") for code in codes]
    writer.writerow([*PLAIN, *texts, "tags", "last_seen", "quiet_since"])
    for one in entries:
        told = [one.title.get(code, "") for code in codes] + [one.text.get(code, "") for code in codes]
        plain = [getattr(one, name) for name in PLAIN]
        cells = [*plain, *told, ", ".join(one.tags), one.last_seen, one.quiet_since]
        writer.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_directory(content: str) -> tuple[list[Entry], list[Trouble]]:
    """Entries that can be taken and rows that cannot. Raises UnreadableDirectory."""
    content = content.lstrip("\ufeff").strip()
    rows = json_rows(content) if content.startswith(("{", "[")) else _csv_rows(content)
    entries, troubles = [], []
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        found = _entry(row)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            troubles.append(Trouble(number, found))
    return entries, troubles


def json_rows(content: str) -> list[Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableDirectory from None
    rows = told.get("entries") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise UnreadableDirectory
    return rows


def _csv_rows(content: str) -> list[Any]:
    return [
        {name: cells.get(name, "") for name in PLAIN}
        | {part: texts_in(cells, part) for part in ("title", "text")}
        | {"tags": [tag.strip() for tag in cells.get("tags", "").split(",")]}
        for cells in csv_cells(content)
    ]


def csv_cells(content: str) -> list[dict[str, str]]:
    """Rows of a table with a column "kind", without what guards cells. Raises UnreadableDirectory."""
    try:
        reader = csv.DictReader(io.StringIO(content, newline=""))
        rows = [dict(row) for row in reader]
    except csv.Error:
        raise UnreadableDirectory from None
    if not reader.fieldnames or "kind" not in reader.fieldnames:
        raise UnreadableDirectory
    return [
        {str(name): unsafe_cell(value) for name, value in row.items() if name and isinstance(value, str)}
        for row in rows
    ]


def texts_in(cells: Mapping[str, str], part: str) -> dict[str, str]:
    """The columns "title_fr", "title_en" as one text in its languages."""
    prefix = f"{part}_"
    return {name[len(prefix) :]: text for name, text in cells.items() if name.startswith(prefix)}


def _entry(row: Any) -> Entry | str:
    """The entry, or the code of why there is none."""
    if not isinstance(row, dict):
        return "shape"
    plain = {name: line_of(row.get(name)) for name in PLAIN}
    title, text = texts_of(row.get("title"), 200), texts_of(row.get("text"), 1000)
    if plain["kind"] not in KINDS:
        return "kind"
    if not title:
        return "title"
    if any(plain[name] and not WEB.fullmatch(plain[name]) for name in ("url", "feed_url")):
        return "address"
    country = plain["country"].upper()
    if country and not re.fullmatch("[A-Z]{2}", country):
        return "country"
    tags = row.get("tags")
    told = tuple(line_of(tag)[:40] for tag in tags if line_of(tag))[:10] if isinstance(tags, list) else ()
    return Entry(
        plain["kind"], title, text, plain["url"], plain["feed_url"], country, plain["language"][:8], told
    )


def texts_of(value: Any, longest: int) -> dict[str, str]:
    if isinstance(value, str):
        value = {"und": value}
    if not isinstance(value, dict):
        return {}
    told = {code: line_of(text)[:longest] for code, text in value.items() if _is_language(code)}
    return {code: text for code, text in told.items() if text}


def _is_language(code: Any) -> bool:
    return isinstance(code, str) and re.fullmatch("[a-z]{2,3}", code) is not None


def line_of(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def safe_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def unsafe_cell(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
