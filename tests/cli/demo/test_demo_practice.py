"""The practice community: plainly made up, repeatable, and dated around the day on which it is built."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from teranga.cli.demo.practice import build_practice
from teranga.cli.demo.practice_events import conference_start
from teranga.cli.demo.world import HELP_WAYS, Event, Practice
from teranga.formats.programme import Programme
from teranga.foundation.translated import TranslatedText

TODAY = date(2026, 11, 21)


def every_string(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in every_string(part)]
    if isinstance(value, tuple | list):
        return [text for part in value for text in every_string(part)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in every_string(getattr(value, field.name))]
    return []


def every_text(value: Any) -> list[TranslatedText]:
    if isinstance(value, TranslatedText):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for part in value for text in every_text(part)]
    if isinstance(value, dict):
        return [text for part in value.values() for text in every_text(part)]
    if is_dataclass(value) and not isinstance(value, Programme):
        return [text for field in fields(value) for text in every_text(getattr(value, field.name))]
    return []


def events(practice: Practice) -> dict[str, Event]:
    communities = (practice.community, *practice.chapters)
    return {event.slug: event for community in communities for event in community.events}


def test_the_same_day_and_seed_make_the_same_world(practice: Practice) -> None:
    assert build_practice(TODAY) == practice


def test_another_seed_makes_other_people(practice: Practice) -> None:
    other = build_practice(TODAY, seed=7)
    assert len(other.members) == len(practice.members)
    assert [member.name for member in other.members] != [member.name for member in practice.members]


def test_every_text_of_the_community_exists_in_three_languages(practice: Practice) -> None:
    texts = every_text(practice)
    assert len(texts) == 159
    assert [text for text in texts if sorted(text) != ["en", "es", "fr"]] == []


def test_no_address_leaves_example_org(practice: Practice) -> None:
    addresses = {found for text in every_string(practice) for found in re.findall(r"[\w.+-]+@[\w.-]+", text)}
    assert len(addresses) == 903
    assert {address.split("@")[1].rstrip(".") for address in addresses} == {"example.org"}


def test_telephone_numbers_stay_in_the_block_kept_for_fiction(practice: Practice) -> None:
    phones = [member.phone for member in practice.members if member.phone]
    assert len(set(phones)) == len(phones)
    assert 450 < len(phones) < 620
    assert [phone for phone in phones if not re.fullmatch(r"\+3363998\d{4}", phone)] == []


def test_nine_hundred_members_live_in_six_towns(practice: Practice) -> None:
    assert len({member.email for member in practice.members}) == 900
    assert {member.city for member in practice.members} == set(practice.community.cities)
    assert len(practice.community.cities) == 6
    assert all(TODAY - timedelta(days=912) <= member.joined <= TODAY for member in practice.members)
    assert {way for member in practice.members for way in member.help_ways} == set(HELP_WAYS)
    assert {member.level for member in practice.members} == {"beginner", "intermediate", "advanced"}
    assert {language for member in practice.members for language in member.languages} == {"fr", "en", "es"}


def test_812_members_took_part_within_twelve_months(practice: Practice) -> None:
    a_year_ago = TODAY - timedelta(days=365)
    assert len({row.member for row in practice.participations if row.day > a_year_ago}) == 812


def test_nobody_takes_part_before_joining_or_after_today(practice: Practice) -> None:
    rows = practice.participations
    assert [row for row in rows if not practice.members[row.member].joined <= row.day <= TODAY] == []
    assert {row.kind for row in rows} == {"attended", "spoke", "helped", "mentored", "contributed"}
    assert len(set(rows)) == len(rows)


def test_past_meetups_are_counted_from_their_rows_and_never_overfull(practice: Practice) -> None:
    past = [event for event in practice.community.events if event.end < TODAY]
    assert len(past) == 6
    for event in past:
        rows = [row for row in practice.participations if row.event == event.slug]
        assert {row.day for row in rows} == {event.start}
        assert event.attended == len({row.member for row in rows})
        assert 0 < event.attended <= (event.capacity or 0)


def test_three_meetups_come_before_the_conference(practice: Practice) -> None:
    coming = [event for event in practice.community.events if event.start > TODAY]
    assert [event.slug for event in coming] == [
        "pyday-coming", "atelier-csv", "nuit-du-code", "pycon-practice", "atelier-debutantes"
    ]  # fmt: skip
    assert [event.start.isoformat() for event in coming[:3]] == ["2026-11-29", "2026-12-03", "2026-12-12"]
    assert [event.attended for event in coming] == [None] * 5


def test_the_conference_has_a_part_and_a_satellite(practice: Practice) -> None:
    found = events(practice)
    conference = found[practice.conference_slug]
    assert (conference.kind, (conference.end - conference.start).days) == ("conference", 2)
    assert found["atelier-debutantes"].part_of == "pycon-practice"
    assert found["atelier-debutantes"].start == conference.start
    assert found["soiree-nord"].satellite_of == "practice/pycon-practice"
    assert found["soiree-nord"].start > conference.end


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 21), date(2026, 12, 18)),  # 25 December and 1 January are left free
        (date(2027, 3, 10), date(2027, 4, 16)),
        (date(2028, 2, 29), date(2028, 4, 7)),
    ],
)
def test_the_conference_starts_on_a_friday_about_five_weeks_ahead(today: date, start: date) -> None:
    assert conference_start(today) == start
    assert start.weekday() == 4


@pytest.mark.parametrize("ahead", range(0, 400, 57))
def test_the_world_can_be_built_on_any_day(ahead: int) -> None:
    today = TODAY + timedelta(days=ahead)
    world = build_practice(today)
    coming = [event for event in world.community.events if event.start > today]
    assert len(coming) == 5
    assert len(world.conference_programme.sessions) == 120
    assert {goal.deadline for goal in world.community.goals} <= {
        date(today.year, 12, 31),
        date(today.year + 1, 12, 31),
    }
    assert all(goal.deadline and goal.deadline > today for goal in world.community.goals)


def test_the_community_looks_like_the_sketch(practice: Practice) -> None:
    community = practice.community
    assert community.slug == "practice"
    assert community.name["fr"] == "Communauté d’essai"
    assert community.tagline["fr"] == "Python, ensemble."
    assert community.colours == ("#1f3a68", "#d9822b")
    assert community.currency == "XOF"
    assert tuple(community.help) == HELP_WAYS
    assert [goal.metric for goal in community.goals] == ["active_members", "events_held", "active_mentors"]
    assert (community.goals[0].target, community.goals[0].deadline) == (1000, date(2026, 12, 31))
    assert Counter(page.kind for page in community.pages) == {"story": 1, "news": 6}
    assert all(page.date < TODAY for page in community.pages)
    assert [chapter.slug for chapter in practice.chapters] == ["practice-campus", "practice-north"]


def test_the_team_is_made_of_members_with_a_role(practice: Practice) -> None:
    assert len({organiser.member for organiser in practice.organisers}) == 9
    assert all(practice.members[organiser.member].level != "beginner" for organiser in practice.organisers)
