"""How audit entries are bound together, and how changes are told. No database.

The digest of an entry must never be computed differently: every chain that exists rests on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

AT_LARGE = 0  # the chain of the installation itself
NOT_SHOWN = "changed, not shown"
LONGEST_TEXT = 4_000  # characters of a value that are kept; of longer ones the beginning and a digest
BOUND = (
    "sequence", "previous_hash", "community_id", "event_id", "actor_id", "acting_as", "verb", "object_type",
    "object_id", "changes", "request_id", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownHead:
    """How far a chain had come, as it was noted at the time, here or on paper elsewhere."""

    chain: int
    sequence: int
    hash: str
    day: date | None = None


class HeadRefused(Exception):
    """A line is no noted head."""


class NotForTheRecord(Exception):
    """A value cannot be kept in the audit log, because it would not read back the same everywhere."""


def digest_of(entry: Mapping[str, Any]) -> str:
    """The digest of an entry's fields (BOUND) as the database gives them, the previous digest among them."""
    bound = {name: entry[name] for name in BOUND} | {"at": plain(entry["at"])}
    told = json.dumps(bound, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON that reads back the same from every database: UTC times, no floats, no NUL."""
    match value:
        case None | bool():
            return value
        case Enum():
            return plain(value.value)
        case int():
            return int(value)
        case str():
            return _readable(value)
        case datetime():
            if value.tzinfo is None:
                raise NotForTheRecord("a time without a zone")
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case Mapping():
            return {_readable(str(key)): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=repr)
        case _ if isinstance(value, Iterable) and not isinstance(value, bytes):
            return [plain(item) for item in value]
    raise NotForTheRecord(f"a value of type {type(value).__name__}")


def _readable(text: str) -> str:
    """Without what a database or UTF-8 refuses."""
    return str(text).replace("\x00", "").encode("utf-8", "replace").decode()


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any], sensitive: Iterable[str] = ()
) -> dict[str, Any]:
    """Field by field what differs, as [before, after]; of a sensitive field only that it changed."""
    hidden = set(sensitive)
    told: dict[str, Any] = {}
    for name in sorted({*before, *after}):
        old, new = plain(before.get(name)), plain(after.get(name))
        if old != new:
            told[name] = NOT_SHOWN if name in hidden else [_shortened(old), _shortened(new)]
    return told


def _shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        digest = hashlib.sha256(value.encode()).hexdigest()[:16]
        return f"{value[:LONGEST_TEXT]}… ({len(value)} characters, digest {digest})"
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    return value


def head_line(head: KnownHead) -> str:
    """A head as it is printed: day, chain, number of entries, digest of the last."""
    return f"{head.day.isoformat() if head.day else '-'} {head.chain} {head.sequence} {head.hash}"


def read_head(line: str) -> KnownHead:
    """A printed head. Raises HeadRefused."""
    match line.split():
        case [day, chain, sequence, digest] if len(digest) == 64 and chain.isdigit() and sequence.isdigit():
            try:
                return KnownHead(int(chain), int(sequence), digest, date.fromisoformat(day))
            except ValueError:
                pass
    raise HeadRefused(line)
