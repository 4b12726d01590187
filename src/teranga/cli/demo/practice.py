"""The practice community: a whole made-up world, the same for the same day and seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from teranga.cli.demo.practice_events import conference_start, make_events
from teranga.cli.demo.practice_participation import counted, make_participations
from teranga.cli.demo.practice_people import make_members, make_organisers
from teranga.cli.demo.practice_talks import load_talks
from teranga.cli.demo.practice_timetable import make_programme, read_session_types, read_tracks
from teranga.cli.demo.stories import load_story
from teranga.cli.demo.world import Event, Goal, Page, Participation, Practice, Story

COMMUNITIES = Path(__file__).parent / "practice_texts" / "communities"
CHAPTERS = ("practice-campus", "practice-north")
CONFERENCE = "pycon-practice"
NEWS_AGES = (5, 19, 40, 61, 82, 110)  # days before today, newest first
TIME_FOR_A_GOAL = 30  # a goal of this year needs at least so many days; else it is for the next year


def build_practice(today: date, seed: int = 20260) -> Practice:
    """Everything about the practice community as of `today`."""
    members = make_members(today, seed)
    events = make_events(today)
    rows = make_participations(today=today, seed=seed, members=members, events=events["practice"])
    return Practice(
        today=today,
        seed=seed,
        community=_community("practice", today, events["practice"], rows),
        chapters=tuple(_community(slug, today, events[slug], ()) for slug in CHAPTERS),
        members=members,
        participations=rows,
        organisers=make_organisers(members, seed),
        tracks=read_tracks(),
        session_types=read_session_types(),
        conference_slug=CONFERENCE,
        conference_programme=make_programme(
            first_day=conference_start(today), talks=load_talks(seed), members=members, seed=seed
        ),
    )


def _community(slug: str, today: date, events: tuple[Event, ...], rows: tuple[Participation, ...]) -> Story:
    story = load_story(COMMUNITIES / f"{slug}.yaml")
    return replace(
        story,
        events=tuple(_with_count(event, today, rows) for event in events),
        goals=tuple(_with_deadline(goal, today) for goal in story.goals),
        pages=_dated(story.pages, today),
    )


def _with_count(event: Event, today: date, rows: tuple[Participation, ...]) -> Event:
    return replace(event, attended=counted(event, rows)) if rows and event.end < today else event


def _with_deadline(goal: Goal, today: date) -> Goal:
    deadline = date(today.year, 12, 31)
    if (deadline - today).days < TIME_FOR_A_GOAL:
        deadline = date(today.year + 1, 12, 31)
    return replace(goal, deadline=deadline)


def _dated(pages: tuple[Page, ...], today: date) -> tuple[Page, ...]:
    ages = iter(NEWS_AGES)
    return tuple(
        replace(page, date=today - timedelta(days=next(ages) if page.kind == "news" else 170))
        for page in pages
    )
