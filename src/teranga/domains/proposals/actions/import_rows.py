"""The rows of a file of proposals, in bulk, within the transaction of the action that puts them in."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from teranga.domains.events.models import Room, Track
from teranga.domains.proposals.links import contact_folded
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    Proposal,
    ProposalAnswer,
    ProposalSpeaker,
    ProposalVersion,
    Review,
    ReviewCriterion,
    ReviewScore,
    ReviewTag,
    SessionType,
    TaggedProposal,
    Topic,
)
from teranga.domains.proposals.queries_import import known_in
from teranga.domains.proposals.rules_call import LEVELS
from teranga.domains.proposals.rules_import import Known, Plan, by_name, found_in, imported_key
from teranga.domains.proposals.rules_writing import SEEN_LATER
from teranga.formats.proposals.values import said
from teranga.foundation.codes import new_code
from teranga.foundation.folding import fold, free_slug, slug
from teranga.foundation.translated import TranslatedText

BATCH, USUAL_MINUTES = 400, 30
SCORE = "Score"  # what a review of another program is worth as a whole
Rows = list[tuple[Proposal, Mapping[str, Any]]]


def put_in(call: Call, kind: str, plan: Plan, at: datetime) -> dict[str, int]:
    """How many of what."""
    _make_parts(call, plan)
    rows = _make_proposals(call, kind, plan, known_in(call), at)
    _make_speakers(call, rows, at)
    _make_answers(call, rows, plan)
    _make_tags(call, rows, at)
    return {
        "proposals": len(rows), "reviews": _make_reviews(call, rows, plan, at), "types": len(plan.types),
        "tracks": len(plan.tracks), "tags": len(plan.tags), "rooms": len(plan.rooms),
        "questions": len(plan.questions),
    }  # fmt: skip


def _here(call: Call) -> dict[str, int]:
    return {"community_id": call.community_id, "event_id": call.event_id}


def _text(call: Call, name: Mapping[str, str] | str) -> TranslatedText:
    if isinstance(name, str):
        return TranslatedText({call.event.community.default_language: name}) if name else TranslatedText()
    return TranslatedText({code.partition("-")[0]: text for code, text in name.items()})


def _slugs(model: Any, call: Call, rows: tuple[dict[str, Any], ...]) -> list[str]:
    """A free part of the address for each."""
    taken = set(model.objects.filter(event=call.event_id).values_list("slug", flat=True))
    found = []
    for one in rows:
        wanted, number = slug(said(one["name"]), limit=50) or "part", 1
        while (free := free_slug(wanted, number)) in taken:
            number += 1
        taken.add(free)
        found.append(free)
    return found


def _make_parts(call: Call, plan: Plan) -> None:
    types = zip(_slugs(SessionType, call, plan.types), plan.types, strict=True)
    tracks = zip(_slugs(Track, call, plan.tracks), plan.tracks, strict=True)
    here, of_call = _here(call), {**_here(call), "call": call}
    SessionType.objects.bulk_create(
        SessionType(**of_call, slug=free, name=_text(call, one["name"]), position=90 + place,
                    minutes=min(max(one.get("minutes") or USUAL_MINUTES, 1), 1440))
        for place, (free, one) in enumerate(types)
    )  # fmt: skip
    Track.objects.bulk_create(
        Track(**here, slug=free, name=_text(call, one["name"]), colour=one.get("colour", ""),
              position=90 + place)
        for place, (free, one) in enumerate(tracks)
    )  # fmt: skip
    ReviewTag.objects.bulk_create(
        ReviewTag(**of_call, slug=free, name=_text(call, one["name"]))
        for free, one in zip(_slugs(ReviewTag, call, plan.tags), plan.tags, strict=True)
    )
    Room.objects.bulk_create(
        Room(
            **here, slug=free, key=free, name=_text(call, one["name"]), capacity=one["capacity"], position=90
        )
        for free, one in zip(_slugs(Room, call, plan.rooms), plan.rooms, strict=True)
    )
    CallQuestion.objects.bulk_create(
        CallQuestion(**of_call, kind=one["kind"], about=one["about"], label=_text(call, one["label"]),
                     choices=[dict(_text(call, name)) for name in one["choices"]], required=False,
                     is_personal=one["about"] == "speaker", position=90 + place)
        for place, one in enumerate(plan.questions)
    )  # fmt: skip


def _make_proposals(call: Call, kind: str, plan: Plan, known: Known, at: datetime) -> Rows:
    taken = set(Proposal.objects.filter(event=call.event_id, call=call).values_list("code", flat=True))
    types = known.types or {"": None}
    usual = next(iter(types.values()))
    topics = _topics(call)
    made: Rows = []
    for one in plan.new:
        sent = parse_sent(one["sent"]) or at
        code = _code(one["code"], taken)
        told = {**one, "topics": [topics[name] for name in map(_plain, one["topics"]) if name in topics]}
        speaker = one["speakers"][0] if one["speakers"] else {}
        address = speaker.get("email", "")
        row = Proposal(
            **_here(call), call=call, code=code, state=one["state"], told_state=one["told"],
            type=found_in(known.types, one["type"]) or usual, track=found_in(known.tracks, one["track"]),
            title=one["title"][:200], **{name: told[name] for name in ("abstract", "description", "notes")},
            topics=told["topics"], level=one["level"] if one["level"] in LEVELS else "",
            language=one["language"].partition("-")[0], may_record=one["may_record"], version=1,
            interface_language=call.event.community.default_language, contact=address,
            contact_folded=contact_folded(address), imported_from=imported_key(kind, one),
            started_at=sent, submitted_at=sent, changed_at=sent,
            decided_at=None if one["state"] == "submitted" else at,
            told_at=None if one["told"] == "submitted" else at,
        )  # fmt: skip
        made.append((row, one))
    Proposal.objects.bulk_create([row for row, _one in made], batch_size=BATCH)
    ProposalVersion.objects.bulk_create(
        [ProposalVersion(**_here(call), proposal=row, number=1, values=_seen(row), at=row.submitted_at)
         for row, _one in made], batch_size=BATCH,
    )  # fmt: skip
    return made


def parse_sent(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _seen(row: Proposal) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in SEEN_LATER}
    return told | {"type": row.type.slug if row.type else "", "track": row.track.slug if row.track else ""}


def _code(wanted: str, taken: set[str]) -> str:
    code = wanted if slug(wanted) and wanted.replace("-", "").isalnum() and wanted.isascii() else ""
    while not code or code in taken:
        code = new_code(secrets.choice)
    taken.add(code)
    return code


def _topics(call: Call) -> dict[str, str]:
    rows = Topic.objects.filter(event=call.event_id, call=call)
    return by_name([(row.name, row.slug) for row in rows]) | {row.slug: row.slug for row in rows}


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _make_speakers(call: Call, rows: Rows, at: datetime) -> None:
    ProposalSpeaker.objects.bulk_create(
        [
            ProposalSpeaker(
                **_here(call), proposal=row, position=place, state=ProposalSpeaker.State.CONFIRMED,
                name=who["name"][:160], contact=who.get("email", ""), biography=who.get("biography", ""),
                affiliation=who.get("affiliation", "")[:160], country=_country(who.get("country", "")),
                answered_at=at,
            )
            for row, one in rows for place, who in enumerate(one["speakers"])
        ], batch_size=BATCH,
    )  # fmt: skip


def _country(text: str) -> str:
    return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else ""


def _make_answers(call: Call, rows: Rows, plan: Plan) -> None:
    """Answers to questions that are the call's now, as its own form would keep them."""
    known = known_in(call).questions
    asked = {one["key"]: found_in(known, one["label"]) for one in plan.asked}
    made = {}
    for row, one in rows:
        for answer in one["answers"]:
            question = asked.get(answer["question"])
            value = _stored(question, answer["value"]) if question else ""
            if question and value:
                forget = call.event.end + timedelta(days=question.keep_days)
                made[row.pk, question.pk] = ProposalAnswer(
                    **_here(call), proposal=row, question=question, value=value,
                    forget_at=datetime.combine(forget, datetime.min.time(), tzinfo=row.started_at.tzinfo),
                )  # fmt: skip
    ProposalAnswer.objects.bulk_create(made.values(), batch_size=BATCH)


def _stored(question: CallQuestion, value: str) -> str:
    """Choices are kept by their place in the list."""
    kinds = CallQuestion.Kind
    if question.kind == kinds.TICK:
        return "yes" if value.casefold() in ("true", "yes", "oui", "1") else ""
    if question.kind not in (kinds.CHOICE, kinds.CHOICES):
        return value[:6000]
    places = {
        name: str(place)
        for place, names in enumerate(question.choices, 1)
        for name in map(_plain, names.values())
    }
    chosen = [value] if question.kind == kinds.CHOICE else value.split(",")
    return "\n".join(sorted({places[name] for name in map(_plain, chosen) if name in places}, key=int))


def _make_tags(call: Call, rows: Rows, at: datetime) -> None:
    known = known_in(call).tags
    TaggedProposal.objects.bulk_create(
        [TaggedProposal(**_here(call), proposal=row, tag=tag, at=at)
         for row, one in rows for tag in {found_in(known, name) for name in one["tags"]} if tag],
        batch_size=BATCH,
    )  # fmt: skip


def _make_reviews(call: Call, rows: Rows, plan: Plan, at: datetime) -> int:
    """Without their writers, who are not known here; the whole score as one line of the review."""
    by_key = {one["key"]: row for row, one in rows}
    scores = [one["score"] for one in plan.reviews if one["score"] is not None]
    line = _score_line(call, scores) if scores else None
    made, points = [], []
    for one in plan.reviews:
        review = Review(**_here(call), proposal=by_key[one["proposal"]], person=None, version=1,
                        for_committee=one["text"], sent_at=at, changed_at=at)  # fmt: skip
        made.append(review)
        if line is not None and one["score"] is not None:
            given = min(max(round(one["score"]), line.least), line.most)
            points.append(ReviewScore(**_here(call), proposal=review.proposal, review=review, criterion=line,
                                      points=given))  # fmt: skip
    Review.objects.bulk_create(made, batch_size=BATCH)
    ReviewScore.objects.bulk_create(points, batch_size=BATCH)
    return len(made)


def _score_line(call: Call, scores: list[float]) -> ReviewCriterion:
    rows = ReviewCriterion.objects.filter(event=call.event_id, call=call, ended_at=None)
    least, most = math.floor(min(scores)), math.ceil(max(scores))
    for row in rows:
        if row.name.get("en") == SCORE and row.least <= least and most <= row.most:
            return row
    return ReviewCriterion.objects.create(
        **_here(call), call=call, name=TranslatedText({"en": SCORE, "fr": "Note", "es": "Puntaje"}),
        least=least, most=max(most, least + 1), required=False, position=90,
    )  # fmt: skip
