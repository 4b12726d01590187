"""What a file of proposals says, as plain values that can be kept as JSON."""

from __future__ import annotations

from typing import Any, TypedDict

MOST = 5000  # proposals
LONGEST = 20_000  # characters of one text
TABLE_FIELDS = (
    "key", "title", "abstract", "description", "notes", "team_notes", "type", "track", "topics", "level",
    "language", "speaker", "first_name", "last_name", "email", "biography", "affiliation", "country",
    "state", "sent", "sent_month_first", "question",
)  # fmt: skip
REPEATED = ("speaker", "first_name", "last_name", "email", "biography", "affiliation", "country")
TEXTS = (
    "abstract", "description", "notes", "team_notes", "type", "track", "level", "language",
    "slide_language", "needs", "words", "declined_why", "asked", "code",
    "sent", "decided_at", "told_at", "answered_at",
)  # fmt: skip


class Unreadable(Exception):
    """`why`: empty, kind (neither JSON, ZIP nor a table), broken, large, nothing (no proposals in it),
    pages (not all pages of a list), or speakers (they are named and not there).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Incoming(TypedDict, total=False):
    """A name is a text, or texts by language. A table stands in `rows` until its columns are known."""

    kind: str  # "pretalx", "teranga" or "table"
    headings: list[str]
    rows: list[list[str]]
    columns: list[str]  # one of TABLE_FIELDS or "" each
    types: list[dict[str, Any]]  # name, minutes
    tracks: list[dict[str, Any]]  # name, colour
    topics: list[dict[str, Any]]  # slug, name
    tags: list[dict[str, Any]]  # name, text
    rooms: list[dict[str, Any]]  # name, capacity
    questions: list[dict[str, Any]]  # key, label, kind, about, choices, seen_by …
    criteria: list[dict[str, Any]]  # key, name, weight, least, most, labels
    writers: list[dict[str, Any]]  # key, name, email: of reviews
    proposals: list[dict[str, Any]]  # as `proposal` makes them
    reviews: list[dict[str, Any]]  # proposal, writer, text, for_speaker, points, stale
    drafts: int  # were left out
    lacking: list[str]  # parts that are named and not there


def proposal(**told: Any) -> dict[str, Any]:
    """Everything that a proposal may have, empty where the file says nothing."""
    return {
        **dict.fromkeys(TEXTS, ""), "key": "", "title": "", "state": "submitted", "told": "submitted",
        "topics": [], "tags": [], "speakers": [], "answers": [], "files": [], "remarks": [], "versions": [],
        "is_first_time": False, "wants_mentor": False, "may_record": True, "needs_aid": False,
        "needs_letter": False, "is_invited": False, "minutes": None, "times": 1, "rank": None, "version": 1,
        **told,
    }  # fmt: skip


def speaker(**told: Any) -> dict[str, Any]:
    """Times when they can (`available`) or cannot (`unavailable`) speak are pairs of ISO moments."""
    return {**dict.fromkeys(("name", "email", "biography", "affiliation", "country"), ""),
            "available": [], "unavailable": [], "answers": [], **told}  # fmt: skip


def text_of(value: Any) -> str:
    """A text as somebody wrote it, cut to what is bearable, without what databases refuse."""
    if value is None or isinstance(value, dict | list):
        return ""
    plain = str(value).replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]
    return plain.encode("utf-8", "ignore").decode()  # half of a character, as "\\ud800" in JSON


def number_of(value: Any, *, least: int = 0, most: int = 32_000) -> int | None:
    """A whole number within bounds; True is none."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        return None
    return value


def name_of(value: Any) -> dict[str, str] | str:
    """A name: texts by language where the file has several."""
    if isinstance(value, dict):
        return {text_of(code)[:8]: text_of(text)[:300] for code, text in value.items() if text_of(text)}
    return text_of(value)[:300]


def said(name: dict[str, str] | str) -> str:
    """The name in one language: by it the parts of a file find each other."""
    if isinstance(name, dict):
        return name.get("en") or next(iter(name.values()), "")
    return name


def rows_in(value: Any) -> list[Any]:
    """A list, and nothing where something else stands."""
    return value if isinstance(value, list) else []
