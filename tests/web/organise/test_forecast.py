"""The forecast's page: before the event in words and a picture, after it the truth."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.places.actions.keep_forecast import keep_forecast
from teranga.domains.places.models import Quota
from tests.domains.places.test_forecast import DAY, NOW, OPENING, a_going, a_past_evening, evening
from tests.factories.communities import a_community
from tests.web.organise.desk import at_the_desk, queries_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/organise/lome/pyday/forecast/"


@pytest.fixture(autouse=True)
def _five_days_before():  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def pyday(lome: Community) -> Event:
    return evening(lome, slug="pyday", capacity=20)


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def test_before_anybody_answers_the_page_says_what_will_stand_there(organiser: Client, pyday: Event) -> None:
    assert "Nobody has a place yet." in text_of(organiser.get(PAGE))


def test_the_number_stands_with_its_range_chairs_food_and_what_may_still_be_let_in(
    organiser: Client, lome: Community, pyday: Event
) -> None:
    Quota.objects.create(community_id=lome.pk, event=pyday, size=15)
    for weeks in range(1, 9):
        a_past_evening(lome, weeks, 10, 5)
    for number in range(15):
        a_going(pyday, days=6 + number)
    page = organiser.get(PAGE)
    said = text_of(page)
    found = re.search(r"About (\d+) will come, between (\d+) and (\d+)", said)
    assert found is not None
    expected, low, high = (int(number) for number in found.groups())
    assert low <= expected <= high <= 17
    assert re.search(r"You may let \d+ more in\.", said)
    assert re.search(r"\d+ chairs, food for \d+\.", said)
    assert "from a QR code 15 50 of 100 came, of 80" in said
    html = page.content.decode()
    assert html.count('class="earlier"') == 5
    assert html.count('class="room"') == 1
    assert f'aria-label="15 places are taken; about {expected} people are expected' in html


def test_too_many_places_for_the_room_are_said_plainly(
    organiser: Client, lome: Community, pyday: Event
) -> None:
    Event.objects.filter(community=lome, pk=pyday.pk).update(capacity=5)
    for _ in range(30):
        a_going(pyday)
    assert re.search(r"\d+ places too many are given", text_of(organiser.get(PAGE)))


def test_without_a_room_the_page_asks_for_one(organiser: Client, lome: Community, pyday: Event) -> None:
    Event.objects.filter(community=lome, pk=pyday.pk).update(capacity=None)
    a_going(pyday)
    assert "say how many yours holds" in text_of(organiser.get(PAGE))


def test_afterwards_what_was_expected_stands_beside_who_came(
    organiser: Client, lome: Community, pyday: Event
) -> None:
    for number in range(10):
        a_going(pyday, came=number < 6)
    kept = keep_forecast(event=pyday, at=NOW)
    assert kept is not None
    with time_machine.travel(OPENING + DAY, tick=False):
        said = text_of(organiser.get(PAGE))
    assert "6 came; 10 had a place." in said
    assert (
        f"the forecast said {round(kept.expected)}, between {kept.low} and {kept.high}."
        " What came lies inside." in said
    )
    assert "1 of 1 events lay inside their range" in said
    assert "from a QR code 10 6" in said


def test_an_event_without_check_in_says_that_it_teaches_nothing(organiser: Client, pyday: Event) -> None:
    a_going(pyday)
    with time_machine.travel(OPENING + timedelta(days=2), tick=False):
        assert "Nobody was checked in" in text_of(organiser.get(PAGE))


def test_three_past_events_take_as_many_queries_as_one(
    organiser: Client, lome: Community, pyday: Event
) -> None:
    a_going(pyday)
    a_past_evening(lome, 1, 4, 3)
    one = queries_of(organiser, PAGE)
    for weeks in (2, 3):
        a_past_evening(lome, weeks, 4, 3)
    assert queries_of(organiser, PAGE) == one


def test_a_helper_of_the_door_alone_sees_no_forecast(lome: Community, pyday: Event) -> None:
    helper = at_the_desk("door_volunteer", event=pyday)
    assert helper.get(PAGE).status_code == 404
    assert helper.get("/en/organise/lome/pyday/door/").status_code == 200
