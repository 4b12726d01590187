"""What a file of proposals says, as plain values that can be kept as JSON."""

from __future__ import annotations

from typing import Any, TypedDict

MOST = 5000  # proposals
LONGEST = 20_000  # characters of one text
TABLE_FIELDS = (
    "key", "title", "abstract", "description", "notes", "type", "track", "topics", "level", "language",
    "speaker", "email", "biography", "affiliation", "country", "state",
)  # fmt: skip


class Unreadable(Exception):
    """`why`: empty, kind (neither JSON, ZIP nor a table), broken, large, or nothing (no proposals in it)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Incoming(TypedDict, total=False):
    """A name is a text, or texts by language. A table stands in `rows` until its columns are known."""

    kind: str  # "pretalx" or "table"
    headings: list[str]
    rows: list[list[str]]
    columns: list[str]  # one of TABLE_FIELDS or "" each
    types: list[dict[str, Any]]  # name, minutes
    tracks: list[dict[str, Any]]  # name, colour
    tags: list[dict[str, Any]]  # name, text
    rooms: list[dict[str, Any]]  # name, capacity
    questions: list[dict[str, Any]]  # key, label, kind, about, choices, required
    proposals: list[dict[str, Any]]
    reviews: list[dict[str, Any]]  # proposal, score, text
    drafts: int  # were left out


def text_of(value: Any) -> str:
    """A text as somebody wrote it, cut to what is bearable, without what databases refuse."""
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]


def name_of(value: Any) -> dict[str, str] | str:
    """A name: texts by language where the file has several."""
    if isinstance(value, dict):
        return {str(code)[:8]: text_of(text)[:300] for code, text in value.items() if text_of(text)}
    return text_of(value)[:300]


def said(name: dict[str, str] | str) -> str:
    """The name in one language: by it the parts of a file find each other."""
    if isinstance(name, dict):
        return name.get("en") or next(iter(name.values()), "")
    return name
