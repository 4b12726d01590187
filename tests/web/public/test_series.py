"""The page of a series, and the calendars that people subscribe to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from teranga.domains.communities.models import Community
from teranga.domains.events.actions import series as actions
from teranga.domains.events.actions.cancel_event import cancel_event
from teranga.domains.events.models import Event, Series
from teranga.domains.events.queries_series import occurrences_of
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import NOON, ORGANISER
from tests.factories.communities import a_community
from tests.factories.events import a_series, an_event
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db
WHY = TranslatedText({"fr": "C’est Noël", "en": "It is Christmas"})


@pytest.fixture
def place() -> Community:
    return a_community("lome")


@pytest.fixture
def series(place: Community) -> Series:
    return a_series(place, "jeudis", rule="FREQ=MONTHLY;BYDAY=-1TH")


def a_meetup(place: Community, slug: str, day: date, **more: object) -> Event:
    starts_at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return an_event(place, slug, start=day, end=day, starts_at=starts_at, kind="meetup", **more)


def calendar(path: str) -> list[dict[str, str]]:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    rows = Calendar.from_ical(answer.content).walk("VEVENT")
    return [{name: str(row[name]) for name in ("UID", "SUMMARY", "SEQUENCE", "STATUS")} for row in rows]


def test_the_page_says_when_what_is_next_and_what_is_skipped(place: Community, series: Series) -> None:
    today = date.today()  # noqa: DTZ011 -- only whether a day lies ahead
    a_meetup(place, "last-year", date(today.year - 1, 1, 30), series=series)
    a_meetup(place, "next-year", date(today.year + 1, 12, 30), series=series)
    page = text_of(Client().get("/fr/lome/series/jeudis/"))
    assert "Chaque dernier jeudi du mois" in page
    assert "Last Year (fr)" in page
    assert "Next Year (fr)" in page
    assert page.count("prévu, pas encore annoncé") == 4
    first = occurrences_of(series, today)[0]
    actions.except_day(series=series, day=first.rule_day, moved_to=None, why=WHY, by=ORGANISER, at=NOON)
    page = text_of(Client().get("/fr/lome/series/jeudis/"))
    assert "Pas cette fois : C’est Noël" in page
    assert page.count("prévu, pas encore annoncé") == 3


def test_a_series_without_a_public_event_is_not_found(place: Community, series: Series) -> None:
    a_meetup(place, "hidden", date(2027, 1, 28), series=series, visibility="draft")
    for path in ("/fr/lome/series/jeudis/", "/fr/lome/series/jeudis.ics", "/fr/lome/series/nothing/"):
        assert Client().get(path).status_code == 404, path


def test_a_community_s_calendar_holds_its_chapters_and_no_stranger(place: Community) -> None:
    day = date(2027, 1, 28)
    own = a_meetup(place, "own", day)
    chapter = a_meetup(a_community("campus", parent=place), "of-campus", day)
    a_meetup(a_community("hidden-chapter", parent=place, visibility="draft"), "of-a-draft", day)
    a_meetup(a_community("other"), "of-others", day)
    a_meetup(place, "draft", day, visibility="draft")
    a_meetup(place, "unlisted", day, visibility="unlisted")
    uids = {f"event-{event.pk}@" for event in (own, chapter)}
    assert {row["UID"].split("@")[0] + "@" for row in calendar("/fr/lome/calendar.ics")} == uids
    assert [row["SUMMARY"] for row in calendar("/en/campus/calendar.ics")] == ["Of Campus"]


def test_a_called_off_event_stays_in_the_calendar_with_a_higher_sequence(
    place: Community, series: Series
) -> None:
    event = a_meetup(place, "jeudi", date(2027, 1, 28), series=series)
    (before,) = calendar("/en/lome/series/jeudis.ics")
    cancel_event(event=event, why=WHY, by=ORGANISER, at=NOON)
    (after,) = calendar("/en/lome/series/jeudis.ics")
    assert after == {**before, "SEQUENCE": "1", "STATUS": "CANCELLED"}
    assert "It is Christmas" in Client().get("/en/lome/series/jeudis.ics").content.decode().replace(
        "\r\n ", ""
    )
