"""The lists of an export of pretalx, whose rows name each other by code or number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from teranga.formats.proposals.values import text_of

# Longer names first: "submission-types" holds "submission" too.
PARTS = ("submission-types", "question-options", "score-categories", "speakers", "submissions", "talks",
         "reviewers", "reviews", "questions", "answers", "resources", "tags", "tracks", "rooms", "teams",
         "users")  # fmt: skip
Rows = Mapping[str, list[Any]]


def key_of(value: Any) -> str:
    """Of a row, or of what names one. A row within rows within rows has none."""
    if isinstance(value, dict):
        value = value.get("code", value.get("id"))
    return "" if value is None or isinstance(value, dict | list | bool) else text_of(value)[:60]


class Parts:
    """Each row by its key. The first of several with one key counts."""

    def __init__(self, parts: Rows, files: Sequence[str] = ()) -> None:
        self._parts = parts
        self._keyed: dict[str, dict[str, dict[str, Any]]] = {}
        for part in PARTS:
            for one in self.rows(part):
                self._keyed.setdefault(part, {}).setdefault(key_of(one), one)
        self._files: dict[str, list[str]] = {}
        for path in files:
            self._files.setdefault(path.rsplit("/", 1)[-1].casefold(), []).append(path)
        self._missing: set[str] = set()

    def rows(self, part: str) -> list[dict[str, Any]]:
        return [one for one in self._parts.get(part, ()) if isinstance(one, dict)]

    def row(self, part: str, value: Any) -> dict[str, Any] | None:
        return self._keyed.get(part, {}).get(key_of(value))

    def misses(self, part: str) -> None:
        """A row names one of these that is not there."""
        self._missing.add(part)

    def lacking(self) -> list[str]:
        return [part for part in PARTS if part in self._missing]

    def file(self, address: Any) -> str:
        """The path in the ZIP that fits the address best: the same name, and most of the folders above it."""
        try:
            steps = unquote(urlsplit(text_of(address)).path).casefold().split("/")
        except ValueError:
            return ""
        found = self._files.get(steps[-1], []) if steps[-1] else []
        return max(found, key=lambda path: _common(path.casefold().split("/"), steps), default="")


def _common(path: list[str], steps: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(path), reversed(steps), strict=False):
        if one != other:
            break
        count += 1
    return count
