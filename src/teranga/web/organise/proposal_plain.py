"""Proposals as plain values, to be read by other programs and by another call (docs/reference/exports.md)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from teranga.base.sealed_files import read_file
from teranga.domains.proposals.models import CallQuestion, Proposal, ProposalFile, ReviewCriterion
from teranga.domains.proposals.queries_reviews import SeenReview
from teranga.domains.proposals.queries_seen import Seen
from teranga.domains.proposals.queries_taken import compared_values, parts_of
from teranga.formats.proposals.teranga import FORMAT
from teranga.formats.proposals.values import said
from teranga.web.organise.proposal_tables import Taken, path_of, plain_value

Told = dict[str, Any]
CHOICES = (CallQuestion.Kind.CHOICE, CallQuestion.Kind.CHOICES)


def as_json(taken: Taken, at: datetime) -> bytes:
    return json.dumps(plain(taken, at), ensure_ascii=False, indent=1).encode()


def as_zip(taken: Taken, at: datetime) -> Iterator[bytes]:
    """The JSON and the files beside it, one after the other: never all of them in memory."""
    kept = _Stream()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("proposals.json", as_json(taken, at))
        yield kept.taken()
        for path, file in taken.files():
            content = read_file(file.uuid)
            if content is not None:
                folder.writestr(path, content, zipfile.ZIP_STORED)
                yield kept.taken()
    yield kept.taken()


class _Stream(io.RawIOBase):
    """Where a ZIP is written that nobody keeps whole."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def plain(taken: Taken, at: datetime) -> Told:
    """Codes and keys in English, the same in every language; texts in their languages."""
    types, tracks, topics, tags = parts_of(taken.sight)
    return {
        "format": FORMAT, "event": taken.sight.call.event.slug, "at": at.isoformat(),
        "types": [_named(one) | {"minutes": one.minutes} for one in types],
        "tracks": [_named(one) | {"colour": one.colour} for one in tracks],
        "topics": [_named(one) for one in topics],
        "tags": [_named(one) | {"text": dict(one.text)} for one in tags],
        "questions": [_question(one, str(nth)) for nth, one in enumerate(taken.questions, 1)],
        "criteria": [_criterion(one, str(nth)) for nth, one in enumerate(taken.criteria, 1)],
        "proposals": [_proposal(taken, row, one) for row, one in taken.pairs()],
        "reviews": [_review(one, review, taken.criteria) for one, review in taken.reviews],
    }  # fmt: skip


def _named(row: Any) -> Told:
    return {"slug": row.slug, "name": dict(row.name)}


def _proposal(taken: Taken, row: Proposal, one: Seen) -> Told:
    told: Told = {
        "code": one.code, **{name: plain_value(one.values.get(name)) for name in taken.fields},
        **{name: plain_value(getattr(row, name)) for name in taken.team},
    }  # fmt: skip
    numbers = {question.pk: str(nth) for nth, question in enumerate(taken.questions, 1)}
    told["speakers"] = [{name: getattr(who, name) for name in taken.speakers} for who in one.speakers]
    if not taken.sight.gate.shows("all_answers"):
        return told | {"answers": [_answer(question, value, numbers) for question, value in one.answers]}
    along = taken.along
    files = [(path_of(one.code, nth, kept), kept) for nth, kept in enumerate(one.files, 1)]
    answers = along.answers.get(row.pk, [])
    told["answers"] = [_answer(answer.question, answer.value, numbers) for answer in answers
                       if answer.speaker_id is None] + [
        {"question": numbers[kept.question_id], "file": path} for path, kept in files if kept.question_id
    ]  # fmt: skip
    for place, who in enumerate(along.speakers.get(row.pk, ())):
        own = [answer for answer in answers if answer.speaker_id == who.pk]
        told["speakers"][place] |= {
            "contact": who.contact, "unavailable": who.unavailable,
            "answers": [_answer(answer.question, answer.value, numbers) for answer in own],
        }  # fmt: skip
    return told | {
        "tags": [said(dict(tag.tag.name)) for tag in along.tags.get(row.pk, ())],
        "files": [_file(path, kept) for path, kept in files if not kept.question_id],
        "remarks": [{"by": name, "at": remark.at.isoformat(), "text": remark.text}
                    for name, remark in along.remarks.get(row.pk, ())],
        "versions": [{"number": version.number, "at": version.at.isoformat(),
                      "values": compared_values(version)} for version in along.versions.get(row.pk, ())],
    }  # fmt: skip


def _answer(question: CallQuestion, value: str, numbers: dict[int, str]) -> Told:
    told: Told = {"question": numbers[question.pk], "value": value}
    if question.kind in CHOICES:
        places = [int(one) for one in value.split("\n") if one.isdecimal()]
        names = [said(question.choices[place - 1]) for place in places if 0 < place <= len(question.choices)]
        told |= {"value": ", ".join(names), "chosen": names}
    return told


def _file(path: str, kept: ProposalFile) -> Told:
    return {"path": path, "name": kept.name, "kind": kept.kind, "for_reviewers": kept.for_reviewers}


def _question(one: CallQuestion, number: str) -> Told:
    return {"id": number, "label": dict(one.label), "hint": dict(one.hint), "kind": one.kind,
            "about": one.about, "choices": one.choices, "is_personal": one.is_personal,
            "seen_by": one.seen_by}  # fmt: skip


def _criterion(line: ReviewCriterion, number: str) -> Told:
    return {"id": number, "name": dict(line.name), "weight": line.weight, "least": line.least,
            "most": line.most, "labels": line.labels, "required": line.required}  # fmt: skip


def _review(one: Proposal, review: SeenReview, criteria: list[ReviewCriterion]) -> Told:
    return {
        "proposal": one.code, "reviewer": review.name, "number": review.nth, "is_stale": review.is_stale,
        "points": {str(nth): review.points[line.pk] for nth, line in enumerate(criteria, 1)
                   if line.pk in review.points},
        "for_committee": review.for_committee, "for_speaker": review.for_speaker,
    }  # fmt: skip
