"""Proposals as this program writes them (docs/reference/exports.md), read to be put into another call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from teranga.formats.proposals.values import (
    MOST,
    TEXTS,
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

FORMAT = "teranga proposals 2"
MOST_OF_ONE = 200
STATES = frozenset({
    "submitted", "needs_info", "accepted", "reserve", "rejected", "promoted", "confirmed", "declined",
    "withdrawn", "cancelled",
})  # fmt: skip
TICKS = ("is_first_time", "wants_mentor", "needs_aid", "needs_letter", "is_invited")
Row = Mapping[str, Any]


def is_of_teranga(told: Any) -> bool:
    return isinstance(told, dict) and text_of(told.get("format")).startswith("teranga proposals")


def read_teranga(told: Row, files: Sequence[str] = ()) -> Incoming:
    """Raises Unreadable."""
    rows = [one for one in _rows(told, "proposals") if text_of(one.get("title")) and text_of(one.get("code"))]
    if not rows:
        raise Unreadable("nothing")
    if len(rows) > MOST:
        raise Unreadable("large")
    here = frozenset(files)
    known = [one for one in rows if one.get("state") in STATES]
    questions = [_question(one) for one in _rows(told, "questions")]
    reviews = [_review(one) for one in _rows(told, "reviews")]
    names_of = {part: {text_of(one.get("slug")): said(name_of(one.get("name"))) for one in _rows(told, part)}
                for part in ("types", "tracks")}  # fmt: skip
    names = dict.fromkeys(filter(None, (row["writer"] for row in reviews)))
    return {
        "kind": "teranga", "proposals": [_proposal(one, here, names_of) for one in known],
        "drafts": len(rows) - len(known), "lacking": [],
        "types": [_part(one) | {"minutes": number_of(one.get("minutes"), least=1)}
                  for one in _rows(told, "types")],
        "tracks": [_part(one) | {"colour": text_of(one.get("colour"))[:7]} for one in _rows(told, "tracks")],
        "topics": [_part(one) for one in _rows(told, "topics")],
        "tags": [_part(one) | {"text": name_of(one.get("text"))} for one in _rows(told, "tags")],
        "rooms": [], "questions": [one for one in questions if said(one["label"])],
        "criteria": [_criterion(one) for one in _rows(told, "criteria")], "reviews": reviews,
        "writers": [{"key": name, "name": name, "email": ""} for name in names],
    }  # fmt: skip


def _rows(told: Row, part: str) -> list[Row]:
    return [one for one in rows_in(told.get(part)) if isinstance(one, dict)]


def _part(one: Row) -> dict[str, Any]:
    return {"slug": text_of(one.get("slug"))[:50], "name": name_of(one.get("name"))}


def _proposal(one: Row, files: frozenset[str], names_of: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    told, kind, track = one.get("told_state"), text_of(one.get("type")), text_of(one.get("track"))
    return proposal(
        key=text_of(one.get("code"))[:60], state=one["state"], told=told if told in STATES else one["state"],
        **{name: text_of(one.get(name)) for name in TEXTS if name not in ("sent", "code", "type", "track")},
        code=text_of(one.get("code"))[:12], title=text_of(one.get("title")),
        type=names_of["types"].get(kind, kind), track=names_of["tracks"].get(track, track),
        sent=text_of(one.get("submitted_at"))[:40],
        topics=_texts(one.get("topics")), tags=_texts(one.get("tags")),
        **{name: one.get(name) is True for name in TICKS}, may_record=one.get("may_record") is not False,
        times=number_of(one.get("times"), least=1, most=99) or 1, rank=number_of(one.get("rank"), least=1),
        version=number_of(one.get("version"), least=1) or 1,
        speakers=[_speaker(who, files) for who in _rows(one, "speakers")[:MOST_OF_ONE]],
        answers=_answers(one, files),
        files=[file for row in _rows(one, "files")[:MOST_OF_ONE] if (file := _file(row, files))],
        remarks=[{"writer": text_of(row.get("by"))[:160], "text": text_of(row.get("text")),
                  "at": text_of(row.get("at"))[:40]} for row in _rows(one, "remarks")],
        versions=[row for told in _rows(one, "versions")[:MOST_OF_ONE] if (row := _version(told))],
    )  # fmt: skip


def _speaker(who: Row, files: frozenset[str]) -> dict[str, Any]:
    texts = {name: text_of(who.get(name)) for name in ("biography", "affiliation", "country")}
    times = [pair for pair in rows_in(who.get("unavailable")) if isinstance(pair, list) and len(pair) == 2]
    return speaker(
        name=text_of(who.get("name"))[:160], email=text_of(who.get("contact"))[:200], **texts,
        unavailable=[[text_of(moment)[:40] for moment in pair] for pair in times[:MOST_OF_ONE]],
        answers=_answers(who, files),
    )  # fmt: skip


def _answers(one: Row, files: frozenset[str]) -> list[dict[str, Any]]:
    found = []
    for row in _rows(one, "answers")[:MOST_OF_ONE]:
        file = row.get("file")
        found.append({
            "question": text_of(row.get("question")), "value": text_of(row.get("value")),
            "values": _texts(row.get("chosen")), "file": file if file in files else "",
        })  # fmt: skip
    return found


def _file(row: Row, files: frozenset[str]) -> dict[str, Any] | None:
    path = row.get("path")
    if not isinstance(path, str) or path not in files:
        return None
    return {"path": path, "title": text_of(row.get("name"))[:120],
            "for_reviewers": row.get("for_reviewers") is True}  # fmt: skip


def _version(row: Row) -> dict[str, Any] | None:
    number, values = number_of(row.get("number"), least=1), row.get("values")
    if number is None or not isinstance(values, dict):
        return None
    plain = {text_of(name)[:40]: _texts(value) if isinstance(value, list) else text_of(value)
             for name, value in list(values.items())[:40]}  # fmt: skip
    return {"number": number, "at": text_of(row.get("at"))[:40], "values": plain}


def _question(one: Row) -> dict[str, Any]:
    return {
        "key": text_of(one.get("id")), "label": name_of(one.get("label")), "hint": name_of(one.get("hint")),
        "kind": text_of(one.get("kind")), "about": text_of(one.get("about")) or "proposal",
        "choices": [name_of(choice) for choice in rows_in(one.get("choices"))[:MOST_OF_ONE]],
        "is_personal": one.get("is_personal") is True, "seen_by": text_of(one.get("seen_by")),
    }  # fmt: skip


def _criterion(one: Row) -> dict[str, Any]:
    least = number_of(one.get("least"), least=-30_000) or 0
    most = number_of(one.get("most"), least=-30_000) or 0
    labels = one.get("labels") if isinstance(one.get("labels"), dict) else {}
    return {
        "key": text_of(one.get("id")), "name": name_of(one.get("name")), "least": least,
        "most": max(most, least + 1), "weight": number_of(one.get("weight"), most=100) or 0,
        "labels": {text_of(points)[:7]: name_of(text) for points, text in (labels or {}).items()},
        "tracks": [], "required": one.get("required") is True,
    }  # fmt: skip


def _review(one: Row) -> dict[str, Any]:
    points = one.get("points") if isinstance(one.get("points"), dict) else {}
    given = {text_of(key): number_of(value, least=-30_000) for key, value in (points or {}).items()}
    return {
        "proposal": text_of(one.get("proposal")), "writer": text_of(one.get("reviewer"))[:160],
        "points": {key: value for key, value in given.items() if value is not None},
        "text": text_of(one.get("for_committee")), "for_speaker": text_of(one.get("for_speaker")),
        "stale": 1 if one.get("is_stale") is True else 0, "sent": text_of(one.get("at"))[:40],
    }  # fmt: skip


def _texts(value: Any) -> list[str]:
    return [text for one in rows_in(value)[:MOST_OF_ONE] if (text := text_of(one))]
