"""A timeline is what the data says: counted things as they were, told things with their source."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from teranga.domains.activity.actions.decisions import withdraw_decision
from teranga.domains.communities.happenings import happenings_of, years_of
from teranga.domains.communities.models import Membership
from tests.factories.communities import MADE, a_community, a_figure, a_goal, a_seat, in_three
from tests.factories.decisions import ORGANISER, a_decision
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.stories import a_story

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 20)


def members(community: object, count: int, since: datetime = MADE) -> None:
    people = [a_person() for _ in range(count)]
    for nth, person in enumerate(people):
        Membership.objects.create(
            community=community, person=person, state="confirmed", joined_at=since,
            confirmed_at=since + timedelta(days=nth),
        )  # fmt: skip


def test_everything_that_happened_stands_in_its_year() -> None:
    place = a_community(
        "lome", founded="2024", kind="story", sources=[{"title": "x", "url": "https://s.example/"}]
    )
    a_seat(place, since="2025-03", source_url="https://s.example/team")
    a_figure(place, date="2024-10", source_url="https://s.example/figures")
    a_story(place, published_at=MADE)
    an_event(place, start=date(2024, 8, 31), end=date(2024, 8, 31), attended=200, attended_at_least=True,
             source_url="https://s.example/pyday")  # fmt: skip
    an_event(place, start=date(2027, 1, 1), end=date(2027, 1, 1))
    an_event(place, start=date(2025, 1, 1), end=date(2025, 1, 1), visibility="draft")
    lines = happenings_of(place, TODAY)
    assert [(line.day, line.kind, line.is_told) for line in lines] == [
        ("2026-01-05", "story", False), ("2025-03", "seat", True), ("2024-10", "figure", True),
        ("2024-08-31", "event", True), ("2024", "founded", True),
    ]  # fmt: skip
    assert years_of(lines) == [2026, 2025, 2024]


def test_the_tenth_member_and_a_goal_that_was_reached_have_their_day() -> None:
    place = a_community("lome")
    a_goal(place, title=in_three("Twelve of us"), metric="members", target=12)
    a_goal(place, metric="members", target=13)
    members(place, 12)
    lines = happenings_of(place, TODAY)
    assert [(line.kind, line.figure, line.day) for line in lines] == [
        ("goal", 12, "2026-01-16"), ("milestone", 10, "2026-01-14"),
    ]  # fmt: skip


def test_public_decisions_that_still_hold_have_their_day() -> None:
    place = a_community("lome")
    shown = a_decision(place)
    a_decision(place, is_public=False)
    withdraw_decision(decision=a_decision(place), why={"en": "No longer"}, by=ORGANISER, at=MADE)
    (line,) = happenings_of(place, TODAY)
    assert (line.day, line.kind, line.title) == ("2026-03-01", "decision", shown.question)
    assert line.path == "/lome/decisions/1/"


def test_an_event_that_was_cancelled_did_not_happen() -> None:
    place = a_community("lome")
    an_event(place, start=date(2025, 1, 1), end=date(2025, 1, 1), cancelled_at=MADE)
    assert happenings_of(place, TODAY) == []


def test_each_line_can_be_linked_and_an_empty_year_is_not_there() -> None:
    place = a_community("lome", founded="2024-05-31")
    html = Client().get("/en/lome/timeline/").content.decode()
    assert 'id="founded-2024-05-31"' in html
    assert 'href="#founded-2024-05-31"' in html
    assert Client().get(f"/en/{place.slug}/timeline/2024/").status_code == 200
    assert Client().get("/en/lome/timeline/2023/").status_code == 404


def test_a_long_history_shows_its_newest_years_and_leads_to_the_others() -> None:
    place = a_community("lome")
    for year in (2023, 2024, 2025):
        for nth in range(28):
            an_event(place, start=date(year, 1, 1 + nth), end=date(year, 1, 1 + nth))
    html = Client().get("/en/lome/timeline/").content.decode()
    assert ('id="y2025"' in html, 'id="y2024"' in html, 'id="y2023"' in html) == (True, True, False)
    assert html.count('href="/en/lome/timeline/2023/"') == 2
