"""What lies on the desk of the next PyCon Essai: proposals by generated people, with their reviews."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from teranga.cli.demo.practice_call import Idea, Reader, make_codes, make_ideas, make_readers, mood
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.practice import PracticeProposal, PracticeReview
from teranga.papers.practice_papers import a_paper, a_plan

EACH = 3  # readers of a proposal
DRAFTS, WITHDRAWN, ASKED = 8, 5, 3
WITH_FILES = (21, 62, 101)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who there is, and the dice that all draw from."""

    told: Mapping[str, Any]
    dice: random.Random
    readers: Sequence[Person]
    speakers: Sequence[Person]
    opened: datetime
    closed: datetime


def make_proposals(desk: Desk) -> list[PracticeProposal]:
    shares = {slug: one["share"] for slug, one in desk.told["topics"].items()}
    ideas = make_ideas(desk.dice, shares)
    codes = make_codes(desk.dice, len(ideas))
    manner = make_readers(desk.dice, len(desk.readers))
    loads = [0] * len(desk.readers)
    made = []
    for place, idea in enumerate(ideas):
        state = _state(place)
        values = make_values(desk, idea, state, place / len(ideas))
        if state != "draft":
            values["code"] = codes[place]
        is_changed = state == "submitted" and place % 11 == 5
        values["version"] = 0 if state == "draft" else 2 if is_changed else 1
        people = make_speakers(desk, idea, place)
        reviews: list[PracticeReview] = []
        if state == "submitted":
            reviews = _reviews(desk, idea, manner, loads, is_changed=is_changed)
        split = _is_split(reviews)
        made.append(PracticeProposal(
            values, type=_type(desk), track=_track(desk, idea), speakers=people, reviews=reviews,
            answers=_answers(desk), earlier=idea.abstract.split(". ")[0] + "." if is_changed else "",
            tags=[desk.dice.randrange(len(desk.told["tags"]))] if place % 4 == 1 and reviews else (),
            remarks=_remarks(desk, reviews) if split else (),
            recused=[(_stranger(desk, reviews), desk.dice.choice(desk.told["recusals"]))]
            if place % 20 == 7 and reviews else (),
            files=_files(idea) if place in WITH_FILES and state == "submitted" else (),
        ))  # fmt: skip
    return made


def _files(idea: Idea) -> list[tuple[str, bytes]]:
    """A picture and the outline on paper: reviewers who see no names get the picture alone."""
    lines = tuple(filter(None, re.split(r"(?<=[.;:])\s+|\n", idea.outline)))[:12]
    steps = ("Données", "Modèle", "Essai", "Village") if idea.language == "fr" else (
        "Data", "Model", "Trial", "Village")  # fmt: skip
    return [("schema.png", a_plan(idea.title, steps)), ("plan-detaille.pdf", a_paper(idea.title, lines))]


def _state(place: int) -> str:
    """The last ones to come are drafts that were never sent."""
    edges = (("draft", DRAFTS), ("withdrawn", DRAFTS + WITHDRAWN), ("needs_info", DRAFTS + WITHDRAWN + ASKED))
    return next((state for state, end in edges if place < end), "submitted")


def make_values(desk: Desk, idea: Idea, state: str, late: float) -> dict[str, Any]:
    dice = desk.dice
    sent = desk.opened + (desk.closed - desk.opened) * (0.1 + 0.9 * late**0.5) - timedelta(minutes=5)
    was_sent = state != "draft"
    return {
        "title": idea.title, "abstract": idea.abstract, "notes": idea.outline, "level": idea.level,
        "language": idea.language, "slide_language": dice.choice((idea.language, "en", "fr")),
        "interface_language": idea.language, "topics": [idea.topic, *([idea.second] if idea.second else [])],
        "is_first_time": idea.is_first_time, "wants_mentor": idea.is_first_time and dice.random() < 0.6,
        "may_record": dice.random() < 0.92, "needs_aid": dice.random() < 0.3,
        "needs_letter": dice.random() < 0.08, "state": state, "told_state": state,
        "needs": dice.choice(desk.told["needs"]) if dice.random() < 0.12 else "",
        "asked": desk.told["asked"] if state == "needs_info" else "",
        "started_at": sent - timedelta(hours=dice.randrange(1, 90)), "changed_at": sent, "revision": 3,
        "submitted_at": sent if was_sent else None,
    }  # fmt: skip


def make_speakers(desk: Desk, idea: Idea, place: int) -> list[dict[str, Any]]:
    """Some speak twice; some do not speak alone."""
    number = place if place % 9 else max(0, place - 4)
    rows = [_speaker(desk, desk.speakers[number % len(desk.speakers)], idea.language)]
    if place % 8 == 3:
        beside = desk.speakers[(place + 300) % len(desk.speakers)]
        waits = place % 24 == 3
        rows.append(_speaker(desk, beside, idea.language) | {"state": "invited" if waits else "confirmed"})
    return rows


def _speaker(desk: Desk, person: Person, language: str) -> dict[str, Any]:
    countries = desk.told["countries"]
    at, words = desk.opened + timedelta(days=2), desk.told["biographies"][language]
    return {
        "person": person, "name": person.name, "state": "confirmed", "invited_at": at, "answered_at": at,
        "affiliation": desk.dice.choice(desk.told["affiliations"]),
        "country": desk.dice.choices(list(countries), list(countries.values()))[0],
        "biography": words[len(person.name) % len(words)],
    }  # fmt: skip


def _reviews(
    desk: Desk, idea: Idea, manner: Sequence[Reader], loads: list[int], *, is_changed: bool
) -> list[PracticeReview]:
    """Those who have the fewest so far; a few have not read it yet, or read an older text."""
    dice, bank = desk.dice, desk.told["reviews"]
    able = [n for n in range(len(desk.readers)) if idea.language == "fr" or n % 4]
    chosen = sorted(able, key=lambda n: (loads[n], dice.random()))[:EACH]
    made = []
    for number in chosen:
        loads[number] += 1
        if dice.random() < 0.05:
            made.append(PracticeReview(desk.readers[number]))
            continue
        points = manner[number].points(dice, idea.quality, 3)
        sound = mood(points)
        made.append(PracticeReview(
            desk.readers[number], points,
            for_committee=dice.choice(bank["committee"][sound]) if dice.random() < 0.7 else "",
            for_speaker=dice.choice(bank["speaker"][sound]) if dice.random() < 0.5 else "",
            is_sent=dice.random() > 0.015, is_stale=is_changed and dice.random() < 0.5,
        ))  # fmt: skip
    return made


def _is_split(reviews: Sequence[PracticeReview]) -> bool:
    sums = [sum(one.points) for one in reviews if one.points]
    return len(sums) > 1 and max(sums) - min(sums) >= 7


def _remarks(desk: Desk, reviews: Sequence[PracticeReview]) -> list[tuple[Person, str]]:
    texts = desk.dice.sample(desk.told["remarks"], 2)
    return [(one.person, text) for one, text in zip(reviews, texts, strict=False)]


def _stranger(desk: Desk, reviews: Sequence[PracticeReview]) -> Person:
    asked = {one.person.pk for one in reviews}
    return desk.dice.choice([person for person in desk.readers if person.pk not in asked])


def _type(desk: Desk) -> str:
    types = desk.told["types"]
    return str(desk.dice.choices(types, [one["weight"] for one in types])[0]["slug"])


def _track(desk: Desk, idea: Idea) -> str:
    return next(one["slug"] for one in desk.told["tracks"] if idea.topic in one["topics"])


def _answers(desk: Desk) -> list[tuple[int, str]]:
    picked = [
        (number, desk.dice.choice(one["answers"]))
        for number, one in enumerate(desk.told["questions"])
        if desk.dice.random() < 0.4
    ]
    return [(number, answer) for number, answer in picked if answer]


def make_invited(desk: Desk) -> list[PracticeProposal]:
    """Keynotes that the team invited, and sponsors' sessions that came in by a code."""
    rows = [("keynote", one) for one in desk.told["keynotes"]]
    rows += [("sponsored", one) for one in desk.told["sponsored"]]
    made = []
    for place, (kind, (title, abstract)) in enumerate(rows):
        sent = desk.opened + timedelta(days=7 + place)
        values = {
            "code": f"ESSAI{place + 1}", "title": title, "abstract": abstract, "level": "beginner",
            "language": "fr", "topics": ["community"], "state": "submitted", "told_state": "submitted",
            "interface_language": "fr", "is_invited": kind == "keynote", "version": 1, "started_at": sent,
            "submitted_at": sent, "changed_at": sent,
        }  # fmt: skip
        speaker = _speaker(desk, desk.speakers[-1 - place], "fr")
        made.append(PracticeProposal(values, type=kind, track="apprendre-ensemble", speakers=[speaker]))
    return made
