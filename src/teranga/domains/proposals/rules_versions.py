"""What changed from one version of a proposal to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

WORDS = re.compile(r"\S+\s*|\s+")
SAME, GONE, NEW = "same", "gone", "new"
MOST_WORDS = 6000  # beyond them a text is shown as gone and new, whole


@dataclass(frozen=True, slots=True)
class Changed:
    """A field with its pieces, each same, gone or new."""

    field: str
    pieces: tuple[tuple[str, str], ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any], fields: Sequence[str]) -> list[Changed]:
    """The fields that differ, in the order in which they are asked for."""
    return [
        Changed(name, tuple(pieces(_text(before.get(name)), _text(after.get(name)))))
        for name in fields
        if _text(before.get(name)) != _text(after.get(name))
    ]


def pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The two texts as one: what stayed, what went, what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        yield from ((kind, text) for kind, text in ((GONE, before), (NEW, after)) if text)
        return
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield SAME, "".join(new[start:end])
            continue
        if first < last:
            yield GONE, "".join(old[first:last])
        if start < end:
            yield NEW, "".join(new[start:end])


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(str, value))
    return str(value)
