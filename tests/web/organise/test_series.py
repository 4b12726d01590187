"""The next meetup in two fields and two taps, and a series with its rule at the desk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Series, SeriesException
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import a_series, a_venue, an_event
from tests.web.organise.desk import at_the_desk, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/"


@pytest.fixture
def place() -> Community:
    return a_community("lome")


@pytest.fixture
def source(place: Community) -> Event:
    return an_event(
        place, "jeudi", kind="meetup", start=date(2026, 9, 24), end=date(2026, 9, 24), venue=a_venue(place),
        starts_at=datetime(2026, 9, 24, 18, tzinfo=UTC), name={"fr": "Jeudi Python", "en": "Python Thursday"},
    )  # fmt: skip


@pytest.fixture
def organiser(place: Community) -> Client:
    return at_the_desk(community=place)


def test_two_fields_and_one_tap_more_make_a_public_meetup(organiser: Client, source: Event) -> None:
    assert "Next meetup" in text_of(organiser.get(DESK))
    answer = send(
        organiser, DESK + "next/", name_fr="Jeudi Python", name_en="Python Thursday", day="2027-01-28"
    )
    made = Event.objects.get(community=source.community, start=date(2027, 1, 28))
    assert (made.visibility, made.venue, made.starts_at) == (
        "draft", source.venue, datetime(2027, 1, 28, 18, tzinfo=UTC),
    )  # fmt: skip
    assert answer["Location"] == DESK + f"{made.slug}/look/"
    organiser.post(answer["Location"])
    made.refresh_from_db()
    assert made.visibility == "public"


def test_the_next_day_of_the_rule_is_filled_in_already(organiser: Client, source: Event) -> None:
    source.series = a_series(source.community, "thursdays")
    source.save()
    page = organiser.get(DESK + "next/").content.decode()
    today = timezone.now().date()
    due = today + timedelta(days=(3 - today.weekday()) % 7)
    assert f'name="day" type="date" value="{due.isoformat()}"' in page


def test_a_form_sent_twice_makes_one_meetup(organiser: Client, source: Event) -> None:
    path = DESK + "next/"
    sent = {**hidden_of(organiser.get(path)), "name_en": "Python Thursday", "day": "2027-01-28"}
    first, second = organiser.post(path, sent), organiser.post(path, sent)
    assert first["Location"] == second["Location"]
    assert Event.objects.filter(community=source.community).count() == 2


def test_a_community_without_an_event_is_led_to_its_first(organiser: Client) -> None:
    assert organiser.get(DESK + "next/")["Location"] == DESK + "start/event/"


def test_c09_an_event_of_another_community_is_no_source(organiser: Client, source: Event) -> None:
    an_event(a_community("other"), "secret", kind="meetup")
    before = everything()
    assert (
        organiser.post(DESK + "next/?after=secret", {"name_en": "X", "day": "2027-01-28"}).status_code == 404
    )
    assert everything() == before


def test_a_missing_day_is_refused_and_nothing_is_made(organiser: Client, source: Event) -> None:
    answer = send(organiser, DESK + "next/", name_en="Python Thursday", day="")
    assert answer.status_code == 422
    assert Event.objects.filter(community=source.community).count() == 1


def test_a_series_gets_its_rule_on_the_first_fitting_day(organiser: Client, place: Community) -> None:
    answer = send(
        organiser, DESK + "series/new/", name_en="Last Thursdays", rhythm="month_last",
        first_day="2026-12-03",
    )  # fmt: skip
    row = Series.objects.get(community=place)
    assert answer["Location"] == DESK + "series/last-thursdays/"
    assert (row.rule, row.first_day) == ("FREQ=MONTHLY;BYDAY=-1TH", date(2026, 12, 31))
    assert "Every last Thursday of the month" in text_of(organiser.get(DESK + "series/last-thursdays/"))


def test_a_rhythm_without_a_first_day_is_refused(organiser: Client, place: Community) -> None:
    answer = send(organiser, DESK + "series/new/", name_en="Thursdays", rhythm="week")
    assert (answer.status_code, Series.objects.filter(community=place).count()) == (422, 0)


def test_a_day_is_skipped_moved_and_kept_again(organiser: Client, place: Community) -> None:
    a_series(place, "thursdays")
    path = DESK + "series/thursdays/2027-01-28/"
    refused = send(organiser, path, what="skip")
    assert (refused.status_code, SeriesException.objects.filter(community=place).count()) == (422, 0)
    send(organiser, path, what="move", moved_to="2027-01-30", why_en="The hall is taken")
    row = SeriesException.objects.get(community=place)
    assert (row.day, row.moved_to) == (date(2027, 1, 28), date(2027, 1, 30))
    send(organiser, path, what="skip", why_en="Holiday")
    row.refresh_from_db()
    assert (row.moved_to, row.why) == (None, {"en": "Holiday"})
    send(organiser, path, what="keep")
    assert not SeriesException.objects.filter(community=place).exists()
    assert organiser.get(DESK + "series/thursdays/someday/").status_code == 404


def test_the_next_three_drafts_are_made_once(organiser: Client, source: Event) -> None:
    source.series = a_series(source.community, "thursdays")
    source.save()
    drafts = DESK + "series/thursdays/drafts/"
    assert organiser.post(drafts)["Location"] == DESK + "series/thursdays/?made=3"
    assert organiser.post(drafts)["Location"] == DESK + "series/thursdays/?made=0"
    assert Event.objects.filter(community=source.community, visibility="draft").count() == 3
    assert "The drafts are made" in text_of(organiser.get(DESK + "series/thursdays/?made=3"))


def test_a_series_of_another_community_is_not_found(organiser: Client) -> None:
    a_series(a_community("other"), "foreign")
    for path in ("series/foreign/", "series/foreign/settings/", "series/foreign/2027-01-28/"):
        assert organiser.get(DESK + path).status_code == 404, path
    assert organiser.post(DESK + "series/foreign/drafts/").status_code == 404


def test_the_series_page_costs_the_same_for_one_event_and_for_three(organiser: Client, source: Event) -> None:
    row = source.series = a_series(source.community, "thursdays")
    source.save()
    with_one = queries_of(organiser, DESK + "series/thursdays/")
    organiser.post(DESK + "series/thursdays/drafts/")
    assert queries_of(organiser, DESK + "series/thursdays/") == with_one
    assert row.slug == "thursdays"
