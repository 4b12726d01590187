"""What a file of proposals would bring into a call: what is new, what is known, what fits where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teranga.formats.proposals.values import Incoming
from teranga.foundation.folding import fold

Named = Mapping[str, Any]  # folded name in any language -> row


@dataclass(frozen=True, slots=True)
class Known:
    """What the call has already. Names are folded, in every language they are written in."""

    keys: frozenset[str]
    types: Named
    tracks: Named
    topics: Named
    tags: Named
    rooms: Named
    questions: Named
    criteria: Named


@dataclass(frozen=True, slots=True)
class Writer:
    """Of reviews in the file, and who that is here."""

    key: str
    name: str
    email: str
    reviews: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What putting it in would do."""

    new: tuple[dict[str, Any], ...]
    known: int
    twice: int  # stand in the file more than once
    drafts: int  # left out
    reviews: tuple[dict[str, Any], ...]
    types: tuple[dict[str, Any], ...]
    tracks: tuple[dict[str, Any], ...]
    topics: tuple[dict[str, Any], ...]
    tags: tuple[dict[str, Any], ...]
    rooms: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    criteria: tuple[dict[str, Any], ...]
    writers: tuple[Writer, ...] = ()
    asked: tuple[dict[str, Any], ...] = ()  # questions that were answered, new and known
    lines: tuple[dict[str, Any], ...] = ()  # of the reviews, new and known
    lacking: tuple[str, ...] = ()  # parts of the file that are named in it and not there

    @property
    def files(self) -> int:
        answers = sum(bool(answer["file"]) for _about, answer in answers_of(self.new))
        return answers + sum(len(one["files"]) for one in self.new)

    @property
    def remarks(self) -> int:
        return sum(len(one["remarks"]) for one in self.new)

    @property
    def states(self) -> Counter[str]:
        return Counter(one["state"] for one in self.new)


def planned(told: Incoming, known: Known) -> Plan:
    """Only what is not there yet; a proposal that came once is left as it is."""
    kind, seen, new, twice, drafts = told["kind"], set(), [], 0, told["drafts"]
    for one in told["proposals"]:
        key = imported_key(kind, one)
        if key in seen:
            twice += 1
        elif one["state"] == "draft" and not (one["speakers"] and one["speakers"][0]["email"]):
            drafts += 1  # nobody could go on with it
        elif key not in known.keys:
            new.append(one)
        seen.add(key)
    keys = {one["key"] for one in new}
    answered = {answer["question"] for _about, answer in answers_of(new)}
    asked = [one for one in told["questions"] if one["key"] in answered]
    reviews = [one for one in told["reviews"] if one["proposal"] in keys]
    given = {key for one in reviews for key in one["points"]}
    lines = [one for one in told["criteria"] if one["key"] in given]
    return Plan(
        new=tuple(new), known=len(seen & known.keys), twice=twice, drafts=drafts, reviews=tuple(reviews),
        types=tuple(_missing(told["types"], known.types)),
        tracks=tuple(_missing(told["tracks"], known.tracks)),
        topics=tuple(_missing(told["topics"], known.topics)),
        tags=tuple(_missing(told["tags"], known.tags)), rooms=tuple(_missing(told["rooms"], known.rooms)),
        questions=tuple(_missing(asked, known.questions, "label")),
        criteria=tuple(one for one in lines if line_here(one, known) is None),
        writers=tuple(_writers(told, reviews)), asked=tuple(asked), lines=tuple(lines),
        lacking=tuple(told["lacking"]),
    )  # fmt: skip


def answers_of(proposals: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int | None, dict[str, Any]]]:
    """Each with the place of the speaker whose it is, None where it is about the proposal."""
    for one in proposals:
        yield from ((None, answer) for answer in one["answers"])
        for place, who in enumerate(one["speakers"]):
            yield from ((place, answer) for answer in who["answers"])


def imported_key(kind: str, one: Mapping[str, Any]) -> str:
    return f"{kind}:{one['key']}"[:120]


def names_of(name: Mapping[str, str] | str) -> list[str]:
    texts = name.values() if isinstance(name, Mapping) else [name]
    return [" ".join(fold(text).split()) for text in texts if text]


def found_in(known: Named, name: Mapping[str, str] | str) -> Any:
    return next((known[one] for one in names_of(name) if one in known), None)


def line_here(one: Mapping[str, Any], known: Known) -> Any:
    """The line of the review that has this name and room for all of its points."""
    row = found_in(known.criteria, one["name"])
    return row if row is not None and row.least <= one["least"] and one["most"] <= row.most else None


def _writers(told: Incoming, reviews: Sequence[Mapping[str, Any]]) -> Iterable[Writer]:
    counts = Counter(one["writer"] for one in reviews)
    for one in told["writers"]:
        if counts[one["key"]]:
            yield Writer(one["key"], one["name"], one["email"], counts[one["key"]])


def _missing(rows: Iterable[dict[str, Any]], known: Named, field: str = "name") -> Iterable[dict[str, Any]]:
    """Each name once."""
    seen: set[str] = set()
    for one in rows:
        names = names_of(one[field])
        if names and not seen.intersection(names) and found_in(known, one[field]) is None:
            yield one
        seen.update(names)


def by_name(rows: Sequence[tuple[Mapping[str, str], Any]]) -> dict[str, Any]:
    return {name: value for names, value in rows for name in names_of(names)}
