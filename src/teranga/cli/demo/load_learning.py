"""Learning in the practice community: a running programme with pairs and people who still wait."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.learning.actions.apply import Wishes
from teranga.domains.learning.actions.practice import PracticeMentoring, fill_mentoring
from teranga.domains.learning.models import TIMES
from teranga.domains.learning.rules import keyed
from teranga.domains.people.models import Person

TEXTS = Path(__file__).parent / "practice_texts" / "learning.yaml"
MENTEES, MENTORS, LATE = 24, 12, 8  # late: so many mentees, and a third as many mentors
BEGUN = 40  # days ago


def load_learning(community: Community, people: Sequence[Person], seed: int, at: datetime) -> None:
    """For a practice community that has nothing of it yet."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    _load_mentoring(community, people, told["mentoring"], random.Random(f"{seed}:mentoring"), at)


def _load_mentoring(
    community: Community, people: Sequence[Person], told: dict[str, Any], dice: random.Random, at: datetime
) -> None:
    start = at.date() - timedelta(days=BEGUN)
    chosen = dice.sample(people[60:], MENTEES + MENTORS)
    roles = ["mentor"] * MENTORS + ["mentee"] * MENTEES
    applicants = [
        (person, _wishes(person, role, told, dice)) for person, role in zip(chosen, roles, strict=True)
    ]
    fill_mentoring(
        community=community, by=COMMAND_LINE, at=at,
        told=PracticeMentoring(
            fields=_fields(told, start) | {"state": "open"}, applicants=applicants, late=LATE,
            lines=told["lines"],
        ),
    )  # fmt: skip


def _fields(told: dict[str, Any], start: date) -> dict[str, Any]:
    return {
        "slug": "mentorat", "name": told["name"], "text": told["text"], "goals": told["goals"],
        "topics": told["topics"], "apply_until": start + timedelta(days=BEGUN + 20), "start": start,
        "end": start + timedelta(weeks=16),
    }  # fmt: skip


def _wishes(person: Person, role: str, told: dict[str, Any], dice: random.Random) -> Wishes:
    is_mentor = role == "mentor"
    goals, topics = ([key for key, _word in keyed(told[name])] for name in ("goals", "topics"))
    words = told["words"][4:] if is_mentor else told["words"][:4]
    return Wishes(
        role=role,
        goals=tuple(dice.sample(goals, dice.randint(1, 3 if is_mentor else 2))),
        topics=tuple(dice.sample(topics, dice.randint(2, 4) if is_mentor else dice.randint(1, 2))),
        languages=tuple(person.languages),
        times=tuple(dice.sample(TIMES, dice.randint(2, 4))),
        level=dice.randint(2, 3) if is_mentor else dice.randint(0, 2),
        places=dice.randint(1, 3),
        words=dice.choice(words) if dice.random() < 0.6 else "",
    )
