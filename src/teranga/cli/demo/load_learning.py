"""Learning in the practice community: mentoring with pairs and people who wait, projects, a path, buddies."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.learning.actions.apply import Wishes
from teranga.domains.learning.actions.cohort_places import enrol
from teranga.domains.learning.actions.first_time import open_buddies
from teranga.domains.learning.actions.paths import mark_step, save_cohort, save_path, save_step
from teranga.domains.learning.actions.practice import PracticeMentoring, fill_mentoring
from teranga.domains.learning.actions.projects import add_project, answer_request, ask_to_help
from teranga.domains.learning.actions.projects import mark_step as mark_project_step
from teranga.domains.learning.models import TIMES, Project, TrainingPath
from teranga.domains.learning.rules import keyed
from teranga.domains.people.models import Person
from teranga.domains.places.actions.community_lists import wait_for

TEXTS = Path(__file__).parent / "practice_texts" / "learning.yaml"
MENTEES, MENTORS, LATE = 24, 12, 8  # late: so many mentees, and a third as many mentors
BEGUN = 40  # days ago


def load_learning(community: Community, people: Sequence[Person], seed: int, at: datetime) -> None:
    """For a practice community that has nothing of it yet."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    dice = random.Random(f"{seed}:mentoring")
    _load_mentoring(community, people, told["mentoring"], dice, at)
    _load_projects(community, people, told["projects"], at)
    _load_path(community, people, told["path"], at)
    conference = Event.objects.filter(community=community, kind=Event.Kind.CONFERENCE)
    for event in conference.filter(end__gte=at.date()).select_related("community"):
        open_buddies(event=event, by=COMMAND_LINE, at=at)


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


def _load_projects(community: Community, people: Sequence[Person], told: list[Any], at: datetime) -> None:
    for index, one in enumerate(told):
        owner = people[100 + 7 * index]
        start = at.date() - timedelta(days=25)
        steps = [(start + timedelta(days=12 * place), text) for place, text in enumerate(one["steps"])]
        number = add_project(
            community=community, person=owner, steps=steps, key=f"practice-project-{index:08d}",
            by=COMMAND_LINE, at=at, kind=one["kind"], shown="public", language="fr", title=one["title"],
            goal=one["goal"], looking_for=one.get("looking_for", ""), first_tasks=one.get("tasks", []),
            helped=one.get("helped", ""),
        )  # fmt: skip
        row = Project.objects.get(community=community, pk=number)
        first = row.steps.order_by("position").first()
        if first:
            mark_project_step(project=row, step_id=first.pk, is_done=True, by=COMMAND_LINE, at=at)
        for helper in people[200 + 3 * index : 200 + 3 * index + index % 3]:
            asked = ask_to_help(project=row, person=helper, words="", by=COMMAND_LINE, at=at)
            answer_request(request=asked, yes=True, by=COMMAND_LINE, at=at)


def _load_path(community: Community, people: Sequence[Person], told: dict[str, Any], at: datetime) -> None:
    row = save_path(
        community=community, path=None, slug="premiers-pas", name=told["name"], text=told["text"], shown=True,
        by=COMMAND_LINE, at=at,
    )  # fmt: skip
    steps = [
        save_step(path=row, step=None, title=step["title"], text=step["text"], exercise=step["exercise"],
                  materials=[], minutes=step["minutes"], by=COMMAND_LINE, at=at)
        for step in told["steps"]
    ]  # fmt: skip
    start = at.date() - timedelta(days=17)
    cohort = save_cohort(
        path=row, cohort=None, start=start, end=start + timedelta(weeks=8), rhythm=told["rhythm"],
        place=told["place"], capacity=16, helpers_per_ten=2, by=COMMAND_LINE, at=at,
    )  # fmt: skip
    _load_full_group(row, people[320:330], start, told, at)
    for index, person in enumerate(people[300:314]):
        role = "helper" if index in (3, 9) else "learner"
        enrolment = enrol(cohort=cohort, person=person, role=role, by=COMMAND_LINE, at=at)
        done = len(steps) if index == 12 else index % 3  # one has finished, and has a certificate
        for step in steps[:done] if role == "learner" else ():
            mark_step(enrolment=enrolment, step=step, is_done=True, by=COMMAND_LINE, at=at)


def _load_full_group(
    path: TrainingPath, people: Sequence[Person], start: date, told: dict[str, Any], at: datetime
) -> None:
    """A small group that begins later, full already, with three people who wait."""
    cohort = save_cohort(
        path=path, cohort=None, start=start + timedelta(weeks=9), end=start + timedelta(weeks=17),
        rhythm=told["rhythm"], place=told["place"], capacity=7, helpers_per_ten=2, by=COMMAND_LINE, at=at,
    )  # fmt: skip
    for person in people[:7]:
        enrol(cohort=cohort, person=person, role="learner", by=COMMAND_LINE, at=at)
    for person in people[7:]:
        wait_for(community_id=path.community_id, quota_id=cohort.quota_id, person=person, by=COMMAND_LINE,
                 at=at)  # fmt: skip


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
