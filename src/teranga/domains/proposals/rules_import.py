"""What a file of proposals would bring into a call: what is new, what is known, what fits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teranga.formats.proposals.values import Incoming, said
from teranga.foundation.folding import fold

Named = Mapping[str, Any]  # folded name in any language -> row


@dataclass(frozen=True, slots=True)
class Known:
    """What the call has already. Names are folded, in every language they are written in."""

    keys: frozenset[str]
    types: Named
    tracks: Named
    tags: Named
    rooms: Named
    questions: Named


@dataclass(frozen=True, slots=True)
class Plan:
    """What putting it in would do."""

    new: tuple[dict[str, Any], ...]
    known: int
    drafts: int
    reviews: tuple[dict[str, Any], ...]
    types: tuple[dict[str, Any], ...]
    tracks: tuple[dict[str, Any], ...]
    tags: tuple[dict[str, Any], ...]
    rooms: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    asked: tuple[dict[str, Any], ...] = ()  # questions that were answered, new and known


def planned(told: Incoming, known: Known) -> Plan:
    """Only what is not there yet; a proposal that came once is left as it is."""
    kind, seen, new = told["kind"], set(known.keys), []
    for one in told["proposals"]:
        key = imported_key(kind, one)
        if key not in seen:
            seen.add(key)
            new.append(one)
    keys = {one["key"] for one in new}
    asked = {answer["question"] for one in new for answer in one["answers"]}
    answered = [one for one in told["questions"] if one["key"] in asked]
    return Plan(
        new=tuple(new), known=len(told["proposals"]) - len(new), drafts=told["drafts"],
        reviews=tuple(one for one in told["reviews"] if one["proposal"] in keys),
        types=tuple(_missing(told["types"], known.types)),
        tracks=tuple(_missing(told["tracks"], known.tracks)),
        tags=tuple(_missing(told["tags"], known.tags)), rooms=tuple(_missing(told["rooms"], known.rooms)),
        questions=tuple(_missing(answered, known.questions, "label")), asked=tuple(answered),
    )  # fmt: skip


def imported_key(kind: str, one: Mapping[str, Any]) -> str:
    return f"{kind}:{one['key']}"[:120]


def names_of(name: Mapping[str, str] | str) -> list[str]:
    texts = name.values() if isinstance(name, Mapping) else [name]
    return [" ".join(fold(text).split()) for text in texts if text]


def found_in(known: Named, name: Mapping[str, str] | str) -> Any:
    return next((known[one] for one in names_of(name) if one in known), None)


def _missing(rows: Iterable[dict[str, Any]], known: Named, field: str = "name") -> Iterable[dict[str, Any]]:
    return (one for one in rows if said(one[field]) and found_in(known, one[field]) is None)


def by_name(rows: Sequence[tuple[Mapping[str, str], Any]]) -> dict[str, Any]:
    return {name: value for names, value in rows for name in names_of(names)}
