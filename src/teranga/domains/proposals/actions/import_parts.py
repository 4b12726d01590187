"""What a call must have before the proposals of a file fit in: formats, tracks, topics, rooms, questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from teranga.domains.events.models import Room, Track
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    ReviewCriterion,
    ReviewTag,
    SessionType,
    Topic,
)
from teranga.domains.proposals.rules_import import Plan
from teranga.formats.proposals.values import said
from teranga.foundation.folding import free_slug, slug
from teranga.foundation.translated import TranslatedText

USUAL_MINUTES, LAST = 30, 90
Made = dict[str, list[Any]]
PARTS: dict[str, type[Model]] = {
    "types": SessionType, "tracks": Track, "topics": Topic, "tags": ReviewTag, "rooms": Room,
    "questions": CallQuestion, "criteria": ReviewCriterion,
}  # fmt: skip


def make_parts(call: Call, plan: Plan) -> Made:
    here = {"community_id": call.community_id, "event_id": call.event_id}
    of_call = {**here, "call": call}
    rows: dict[str, Iterable[Model]] = {
        "types": (
            SessionType(**of_call, slug=free, name=_text(call, one["name"]), position=LAST + place,
                        minutes=min(max(one.get("minutes") or USUAL_MINUTES, 1), 1440))
            for place, (free, one) in enumerate(_slugs(SessionType, call, plan.types))
        ),
        "tracks": (
            Track(**here, slug=free, name=_text(call, one["name"]), colour=one.get("colour", ""),
                  position=LAST + place)
            for place, (free, one) in enumerate(_slugs(Track, call, plan.tracks))
        ),
        "topics": (
            Topic(**of_call, slug=free, name=_text(call, one["name"]), position=LAST + place)
            for place, (free, one) in enumerate(_slugs(Topic, call, plan.topics))
        ),
        "tags": (
            ReviewTag(**of_call, slug=free, name=_text(call, one["name"]),
                      text=_text(call, one.get("text", "")))
            for free, one in _slugs(ReviewTag, call, plan.tags)
        ),
        "rooms": (
            Room(**here, slug=free, key=free, name=_text(call, one["name"]), capacity=one["capacity"],
                 position=LAST)
            for free, one in _slugs(Room, call, plan.rooms)
        ),
        "questions": (
            CallQuestion(**of_call, position=LAST + place, **_question(call, one))
            for place, one in enumerate(plan.questions)
        ),
        "criteria": (
            ReviewCriterion(**of_call, position=LAST + place, **_criterion(call, one))
            for place, one in enumerate(plan.criteria)
        ),
    }  # fmt: skip
    made: Made = {}
    for part, model in PARTS.items():
        model._default_manager.bulk_create(kept := list(rows[part]))
        made[part] = [row.pk for row in kept]
    return made


def _text(call: Call, name: Mapping[str, str] | str) -> TranslatedText:
    if isinstance(name, str):
        return TranslatedText({call.event.community.default_language: name}) if name else TranslatedText()
    return TranslatedText({code.partition("-")[0]: text for code, text in name.items()})


def _slugs(model: Any, call: Call, rows: Sequence[dict[str, Any]]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Each with a free part of the address."""
    taken = set(model.objects.filter(event=call.event_id).values_list("slug", flat=True))
    for one in rows:
        wanted, number = slug(one.get("slug") or said(one["name"]), limit=50) or "part", 1
        free = wanted if wanted not in taken else free_slug(wanted, number)
        while free in taken:
            number += 1
            free = free_slug(wanted, number)
        taken.add(free)
        yield free, one


def _question(call: Call, one: Mapping[str, Any]) -> dict[str, Any]:
    """Nobody has to answer it from now on: it was asked elsewhere."""
    kinds, seen, about = CallQuestion.Kind, CallQuestion.Seen, CallQuestion.About
    is_of_speaker = one["about"] == about.SPEAKER
    return {
        "kind": one["kind"] if one["kind"] in kinds.values else kinds.TEXT,
        "about": about.SPEAKER if is_of_speaker else about.PROPOSAL, "label": _text(call, one["label"]),
        "hint": _text(call, one["hint"]), "choices": [dict(_text(call, name)) for name in one["choices"]],
        "is_personal": one["is_personal"] or is_of_speaker,
        "seen_by": one["seen_by"] if one["seen_by"] in seen.values else seen.TEAM,
    }  # fmt: skip


def _criterion(call: Call, one: Mapping[str, Any]) -> dict[str, Any]:
    tracks = Track.objects.filter(event=call.event_id) if one["tracks"] else ()
    return {
        "name": _text(call, one["name"]), "weight": one["weight"], "required": one["required"],
        "least": one["least"], "most": one["most"],
        "labels": {points: dict(_text(call, text)) for points, text in one["labels"].items()},
        "tracks": [track.slug for track in tracks if set(track.name.values()) & set(one["tracks"])],
    }  # fmt: skip
