"""Hackathons of the practice community: one with its result, one whose teams look for people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.learning.actions import hackathon_teams as teams
from teranga.domains.learning.actions import hackathons as actions
from teranga.domains.learning.models import Criterion, Judge, Team
from teranga.domains.people.models import Person

TEXTS = Path(__file__).parent / "practice_texts" / "hackathons.yaml"
PAST, COMING, SIZE = "hackathon-eau", "nuit-du-code", 5


def load_hackathons(community: Community, people: Sequence[Person], seed: int, at: datetime) -> None:
    """For a practice community that has nothing of it yet."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    dice = random.Random(f"{seed}:hackathons")
    rows = Event.objects.filter(community=community, slug__in=(PAST, COMING)).select_related("community")
    events = {event.slug: event for event in rows}
    _load_past(events[PAST], people[340:400], told, dice)
    _load_coming(events[COMING], people[400:440], told, at)


def _load_past(event: Event, people: Sequence[Person], told: dict[str, Any], dice: random.Random) -> None:
    deadline = _evening(event)
    before, after = deadline - timedelta(hours=3), deadline + timedelta(hours=1)
    _open(event, told, before)
    made = [
        _found(event, one, people[5 * index : 5 * index + 3 + index % 3], before)
        for index, one in enumerate(told["past"])
    ]
    for team, one in zip(made, told["past"], strict=True):
        teams.submit(
            team=team, by=COMMAND_LINE, at=before, title=one["title"], description=one["description"],
            repository=f"https://code.example.org/eau/{team.pk}", demo="", licence="MIT",
        )  # fmt: skip
    judges = [
        actions.name_judge(event=event, person=person, by=COMMAND_LINE, at=before) for person in people[50:53]
    ]
    _add_mentors(event, people[54:56], told, before)
    for judge in judges:
        _judge(judge, made, told, dice, after)
    actions.publish_result(event=event, publish=True, by=COMMAND_LINE, at=after)


def _judge(
    judge: Judge, made: Sequence[Team], told: dict[str, Any], dice: random.Random, at: datetime
) -> None:
    criteria = list(
        Criterion.objects.filter(event=judge.event_id).order_by("pk").values_list("pk", flat=True)
    )
    for index, team in enumerate(made):
        points = {key: min(5, max(1, 4 - index // 2 + dice.randint(-1, 1))) for key in criteria}
        actions.score_team(judge=judge, team=team, points=points, comment=dice.choice(told["comments"]),
                           by=COMMAND_LINE, at=at)  # fmt: skip


def _load_coming(event: Event, people: Sequence[Person], told: dict[str, Any], at: datetime) -> None:
    _open(event, told, at)
    for index, one in enumerate(told["coming"]):
        mates = people[5 * index : 5 * index + 1 + index]
        team = _found(event, one, mates, at)
        teams.ask_to_join(team=team, person=people[20 + index], words=told["asking"], by=COMMAND_LINE, at=at)
    _add_mentors(event, people[30:32], told, at)


def _open(event: Event, told: dict[str, Any], at: datetime) -> None:
    actions.set_hackathon(event=event, deadline=_evening(event), team_size=SIZE, by=COMMAND_LINE, at=at)
    for one in told["criteria"]:
        actions.save_criterion(
            event=event, criterion=None, name=one["name"], weight=one["weight"], by=COMMAND_LINE, at=at
        )


def _found(event: Event, one: dict[str, str], mates: Sequence[Person], at: datetime) -> Team:
    number = teams.found_team(
        event=event, person=mates[0], key=f"practice-{event.pk}-{one['name']}".replace(" ", "-")[:60],
        by=COMMAND_LINE, at=at, name=one["name"], idea=one["idea"], language="fr",
        looking_for=one.get("looking_for", ""),
    )  # fmt: skip
    team = Team.objects.get(event=event, pk=number)
    for person in mates[1:]:
        asked = teams.ask_to_join(team=team, person=person, words="", by=COMMAND_LINE, at=at)
        teams.answer_request(request=asked, yes=True, by=COMMAND_LINE, at=at)
    return team


def _add_mentors(event: Event, people: Sequence[Person], told: dict[str, Any], at: datetime) -> None:
    for person, topics in zip(people, told["topics"], strict=True):
        row = actions.ask_mentor(event=event, person=person, topics=topics, by=COMMAND_LINE, at=at)
        actions.answer_mentor(mentor=row, yes=True, by=COMMAND_LINE, at=at)


def _evening(event: Event) -> datetime:
    return datetime.combine(event.end, time(20, 30), UTC)
