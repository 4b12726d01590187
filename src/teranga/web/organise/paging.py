"""A long list of the desk, fifty rows at a time, with addresses of the pages beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

ROWS = 50


@dataclass(frozen=True, slots=True)
class PageOfList:
    rows: Sequence[Any]
    first: int  # counted from one; 0 when the list is empty
    last: int
    total: int
    before: str  # "?…" of the page before, "" on the first
    after: str


def page_of(request: HttpRequest, rows: Sequence[Any], name: str) -> PageOfList:
    """The page that `?name=2` asks for, or the last one there is; what else was asked is kept."""
    asked = request.GET.get(name, "")
    last = max(1, -(-len(rows) // ROWS))
    number = min(last, max(1, int(asked))) if asked.isdecimal() and len(asked) < 9 else 1
    begin = (number - 1) * ROWS
    shown = rows[begin : begin + ROWS]

    def beside(other: int) -> str:
        kept = request.GET.copy()
        kept[name] = str(other)
        return f"?{kept.urlencode()}#{name}" if 1 <= other <= last else ""

    return PageOfList(
        shown,
        begin + 1 if shown else 0,
        begin + len(shown),
        len(rows),
        beside(number - 1),
        beside(number + 1),
    )
