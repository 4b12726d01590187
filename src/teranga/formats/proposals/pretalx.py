"""What pretalx's API says of an event: submissions, speakers, reviews, questions, tags, tracks, types, rooms.

Both shapes are read: the one of today, in which rows name each other by key, and the older one, in which
they stand inside one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from teranga.formats.proposals.values import MOST, Incoming, Unreadable, name_of, said, text_of

# Longer names first: "submission-types" holds "submission" too.
PARTS = ("submission-types", "question-options", "speakers", "submissions", "talks", "reviews", "questions",
         "answers", "tags", "tracks", "rooms")  # fmt: skip
STATES = {
    "submitted": "submitted", "accepted": "accepted", "confirmed": "confirmed", "rejected": "rejected",
    "withdrawn": "withdrawn", "canceled": "cancelled", "cancelled": "cancelled",
}  # fmt: skip
KINDS = {
    "string": "text", "text": "long_text", "number": "number", "boolean": "tick", "choices": "choice",
    "multiple_choice": "choices", "date": "date", "datetime": "moment", "url": "address",
    "country": "country",
}  # fmt: skip
Rows = Mapping[str, list[Any]]


def read_pretalx(parts: Rows) -> Incoming:
    """Raises Unreadable when there is no submission in it."""
    told = [one for part in ("submissions", "talks") for one in parts.get(part, ()) if isinstance(one, dict)]
    told = [one for one in told if text_of(one.get("title"))]
    if not told:
        raise Unreadable("nothing")
    if len(told) > MOST:
        raise Unreadable("large")
    file = _File(parts)
    sent = [one for one in told if one.get("state") in STATES]
    proposals = [file.proposal(one) for one in sent]
    return {
        "kind": "pretalx", "proposals": proposals, "drafts": len(told) - len(sent),
        "types": file.named("submission-types", proposals, "type"),
        "tracks": file.named("tracks", proposals, "track"),
        "tags": file.tags(proposals), "rooms": file.rooms(), "questions": list(file.questions.values()),
        "reviews": [row for one in file.rows("reviews") if (row := _review(one))],
    }  # fmt: skip


class _File:
    def __init__(self, parts: Rows) -> None:
        self._parts = parts
        self._keyed = {part: {_key(one): one for one in self.rows(part)} for part in PARTS}
        self.questions = {
            str(one["key"]): one for one in map(_question, self.rows("questions")) if one is not None
        }
        self._answers: dict[str, list[Any]] = {}
        for one in self.rows("answers"):
            self._answers.setdefault(_key(one.get("submission")) or _key(one.get("person")), []).append(one)

    def rows(self, part: str) -> list[dict[str, Any]]:
        return [one for one in self._parts.get(part, ()) if isinstance(one, dict)]

    def proposal(self, one: Mapping[str, Any]) -> dict[str, Any]:
        key = text_of(one.get("code")) or text_of(one.get("id"))
        told = STATES[one["state"]]
        pending = STATES.get(text_of(one.get("pending_state")), told)
        minutes = one.get("duration")
        speakers = [self.speaker(who) for who in one.get("speakers") or ()]
        return {
            "key": key[:60], "code": key[:12], "state": pending, "told": told,
            **{name: text_of(one.get(name)) for name in ("title", "abstract", "description", "notes")},
            "type": said(self.name("submission-types", one.get("submission_type"))),
            "track": said(self.name("tracks", one.get("track"))),
            "tags": [said(self.name("tags", tag)) for tag in one.get("tags") or ()],
            "language": text_of(one.get("content_locale"))[:8], "level": "", "topics": [],
            "minutes": minutes if isinstance(minutes, int) else None,
            "may_record": not one.get("do_not_record"), "sent": text_of(one.get("created"))[:40],
            "speakers": [who for who in speakers if who["name"]],
            "answers": self.answers(one.get("answers"), self._answers.get(key, ())),
        }  # fmt: skip

    def speaker(self, told: Any) -> dict[str, str]:
        key = _key(told)
        whole = {**(self._keyed["speakers"].get(key) or {}), **(told if isinstance(told, dict) else {})}
        known = self._keyed["speakers"].get(key) or {}
        return {
            "name": text_of(whole.get("name"))[:160],
            "email": text_of(whole.get("email") or known.get("email"))[:200],
            "biography": text_of(whole.get("biography") or known.get("biography")),
        }  # fmt: skip

    def name(self, part: str, value: Any) -> dict[str, str] | str:
        """Of a row named by its key, told inside, or told by its name alone."""
        row = self._keyed[part].get(_key(value)) if not isinstance(value, dict) else value
        if isinstance(row, dict):
            return name_of(row.get("name") or row.get("tag") or (row if "id" not in row else ""))
        return text_of(value)

    def named(self, part: str, proposals: Iterable[Mapping[str, Any]], field: str) -> list[dict[str, Any]]:
        """Rows of the file, and what only its submissions name."""
        found: dict[str, dict[str, Any]] = {}
        for one in self.rows(part):
            name = name_of(one.get("name"))
            if said(name):
                minutes = one.get("default_duration")
                found[said(name)] = {
                    "name": name, "minutes": minutes if isinstance(minutes, int) else None,
                    "colour": text_of(one.get("color"))[:7],
                }  # fmt: skip
        for row in proposals:
            if row[field]:
                found.setdefault(row[field], {"name": row[field], "minutes": row["minutes"]})
        return list(found.values())

    def tags(self, proposals: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        found = {
            said(name_of(one.get("tag"))): {"name": name_of(one.get("tag"))} for one in self.rows("tags")
        }
        for row in proposals:
            for tag in row["tags"]:
                found.setdefault(tag, {"name": tag})
        return [one for name, one in found.items() if name]

    def rooms(self) -> list[dict[str, Any]]:
        found = []
        for one in self.rows("rooms"):
            capacity, name = one.get("capacity"), name_of(one.get("name"))
            if said(name):
                found.append({"name": name, "capacity": capacity if isinstance(capacity, int) else None})
        return found

    def answers(self, inside: Any, beside: Iterable[Any]) -> list[dict[str, str]]:
        found = {}
        for one in [*(inside or ()), *beside]:
            row = one if isinstance(one, dict) else self._keyed["answers"].get(_key(one)) or {}
            question = _key(row.get("question"))
            if isinstance(row.get("question"), dict) and question not in self.questions:
                asked = _question(row["question"])
                if asked is not None:
                    self.questions[question] = asked
            if question in self.questions and text_of(row.get("answer")):
                found[question] = text_of(row.get("answer"))
        return [{"question": key, "value": value} for key, value in found.items()]


def _key(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("code", value.get("id"))
    return "" if value is None else str(value)[:60]


def _question(one: Mapping[str, Any]) -> dict[str, Any] | None:
    """Of submissions and speakers; what reviewers are asked belongs to their own form."""
    label = name_of(one.get("question"))
    if not said(label) or one.get("target") == "reviewer":
        return None
    options = [option for option in one.get("options") or () if isinstance(option, dict)]
    return {
        "key": _key(one), "label": label, "kind": KINDS.get(text_of(one.get("variant")), "text"),
        "about": "speaker" if one.get("target") == "speaker" else "proposal",
        "choices": [name_of(option.get("answer")) for option in options],
        "required": bool(one.get("required") or one.get("question_required") == "required"),
    }  # fmt: skip


def _review(one: Mapping[str, Any]) -> dict[str, Any] | None:
    score = re.fullmatch(r"-?\d{1,5}(\.\d{1,6})?", text_of(one.get("score")))
    proposal, text = _key(one.get("submission")), text_of(one.get("text"))
    if not proposal or (score is None and not text):
        return None
    return {"proposal": proposal, "score": float(score[0]) if score else None, "text": text}
