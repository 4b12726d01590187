"""What pretalx's API says of an event: submissions, speakers, reviews, questions, tags, tracks, types, rooms.

Both shapes are read: the one of today, in which rows name each other by key, and the older one, in which
they stand inside one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from teranga.formats.proposals.pretalx_answers import Answers
from teranga.formats.proposals.pretalx_parts import Parts, Rows, key_of
from teranga.formats.proposals.pretalx_reviews import Reviews
from teranga.formats.proposals.values import (
    MOST,
    Incoming,
    Unreadable,
    name_of,
    number_of,
    proposal,
    rows_in,
    said,
    speaker,
    text_of,
)

STATES = {
    "draft": "draft", "submitted": "submitted", "accepted": "accepted", "confirmed": "confirmed",
    "rejected": "rejected", "withdrawn": "withdrawn", "canceled": "cancelled", "cancelled": "cancelled",
}  # fmt: skip
MOST_OF_ONE = 40  # speakers, tags, files … of one submission


def read_pretalx(parts: Rows, files: Sequence[str] = ()) -> Incoming:
    """`files` are the names of what else lies in the ZIP. Raises Unreadable."""
    told = [one for part in ("submissions", "talks") for one in parts.get(part, ()) if isinstance(one, dict)]
    told = [one for one in told if text_of(one.get("title")) and key_of(one)]
    if not told:
        raise Unreadable("nothing")
    if len(told) > MOST:
        raise Unreadable("large")
    event = _Event(Parts(parts, files))
    sent = [one for one in told if one.get("state") in tuple(STATES)]
    proposals = [event.proposal(one) for one in sent]
    if event.nameless and not event.parts.rows("speakers"):
        raise Unreadable("speakers")
    reviews = Reviews(event.parts, event.answers)
    return {
        "kind": "pretalx", "proposals": proposals, "drafts": len(told) - len(sent),
        "types": event.named("submission-types", proposals, "type"),
        "tracks": event.named("tracks", proposals, "track"), "topics": [],
        "tags": event.tags(proposals), "rooms": event.rooms(),
        "reviews": reviews.told, "criteria": reviews.criteria(), "writers": reviews.writers(),
        "questions": event.answers.questions(), "lacking": event.parts.lacking(),
    }  # fmt: skip


class _Event:
    def __init__(self, parts: Parts) -> None:
        self.parts, self.answers, self.nameless = parts, Answers(parts), 0

    def proposal(self, one: Mapping[str, Any]) -> dict[str, Any]:
        key, told = key_of(one), STATES[one["state"]]
        people = [self.speaker(who) for who in rows_in(one.get("speakers"))[:MOST_OF_ONE]]
        self.nameless += sum(not who["name"] for who, _note in people)
        resources, links = self._resources(one)
        notes = [text_of(one.get("internal_notes")), *(note for _who, note in people)]
        return proposal(
            key=key, code=key[:12], state=STATES.get(text_of(one.get("pending_state")), told), told=told,
            **{name: text_of(one.get(name)) for name in ("title", "abstract", "description")},
            notes="\n\n".join(filter(None, [text_of(one.get("notes")), *links])),
            team_notes="\n\n".join(filter(None, notes)),
            type=said(self.name("submission-types", one.get("submission_type"))),
            track=said(self.name("tracks", one.get("track"))),
            tags=[said(self.name("tags", tag)) for tag in rows_in(one.get("tags"))[:MOST_OF_ONE]],
            language=text_of(one.get("content_locale"))[:8], minutes=number_of(one.get("duration"), least=1),
            times=number_of(one.get("slot_count"), least=1, most=99) or 1,
            may_record=one.get("do_not_record") is not True, sent=text_of(one.get("created"))[:40],
            is_invited=False, speakers=[who for who, _note in people if who["name"]],
            answers=self.answers.of("submission", key, one.get("answers")), files=resources,
        )  # fmt: skip

    def speaker(self, told: Any) -> tuple[dict[str, Any], str]:
        """And what the team noted of them."""
        key = key_of(told)
        known = self.parts.row("speakers", told) or {}
        whole = {**(told if isinstance(told, dict) else {}), **known}
        name, note = text_of(whole.get("name"))[:160], text_of(whole.get("internal_notes"))
        return speaker(
            name=name, email=text_of(whole.get("email"))[:200], biography=text_of(whole.get("biography")),
            available=_times(whole.get("availabilities")),
            answers=self.answers.of("person", key, whole.get("answers")),
        ), (f"{name}: {note}" if note else "")  # fmt: skip

    def _resources(self, one: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[str]]:
        """Files that lie in the ZIP, and links to what does not."""
        found, links = [], []
        told = [(text_of(one.get("image")), "")]
        for value in rows_in(one.get("resources"))[:MOST_OF_ONE]:
            row = value if isinstance(value, dict) else self.parts.row("resources", value) or {}
            address = text_of(row.get("resource") or row.get("link"))
            told.append((address, text_of(row.get("description"))[:300]))
        for address, title in told:
            if path := self.parts.file(address):
                found.append({"path": path, "title": title})
            elif title and address.startswith(("https://", "http://")):
                links.append(f"{title}: {address}")
        return found, links

    def name(self, part: str, value: Any) -> dict[str, str] | str:
        """Of a row named by its key, told inside, or told by its name alone."""
        row = value if isinstance(value, dict) else self.parts.row(part, value)
        if isinstance(row, dict):
            return name_of(row.get("name") or row.get("tag") or (row if "id" not in row else ""))
        if isinstance(value, int):
            self.parts.misses(part)
            return ""
        return text_of(value)

    def named(self, part: str, proposals: Iterable[Mapping[str, Any]], field: str) -> list[dict[str, Any]]:
        """Rows of the file, and what only its submissions name."""
        found: dict[str, dict[str, Any]] = {}
        for one in self.parts.rows(part):
            name = name_of(one.get("name"))
            if said(name):
                found[said(name)] = {
                    "name": name, "minutes": number_of(one.get("default_duration"), least=1),
                    "colour": text_of(one.get("color"))[:7],
                }  # fmt: skip
        for row in proposals:
            if row[field]:
                found.setdefault(row[field], {"name": row[field], "minutes": row["minutes"]})
        return list(found.values())

    def tags(self, proposals: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        names = [name_of(one.get("tag")) for one in self.parts.rows("tags")]
        found = {said(name): {"name": name} for name in names}
        for row in proposals:
            for tag in row["tags"]:
                found.setdefault(tag, {"name": tag})
        return [one for name, one in found.items() if name]

    def rooms(self) -> list[dict[str, Any]]:
        rows = [(name_of(one.get("name")), one.get("capacity")) for one in self.parts.rows("rooms")]
        return [{"name": name, "capacity": number_of(size, most=10**6)} for name, size in rows if said(name)]


def _times(value: Any) -> list[list[str]]:
    rows = [one for one in rows_in(value) if isinstance(one, dict)][:200]
    return [[text_of(one.get("start"))[:40], text_of(one.get("end"))[:40]] for one in rows]
