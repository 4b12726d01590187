"""The page of a call: open, ahead, over; its deadlines on the event's clock; where else it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.events.models import Event
from teranga.domains.proposals.actions.call_rows import add_call_row
from teranga.domains.proposals.actions.calls import change_call, take_back_call
from teranga.domains.proposals.actions.ending import end_call
from teranga.domains.proposals.models import Call, SessionType
from teranga.web.public.call_cards import days_until
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.proposals import CLOSES, OPEN, OPENS, a_call, a_track, a_type
from tests.web.organise.desk import at_the_desk, text_of

pytestmark = pytest.mark.django_db
CALL = "/en/lome/pycon/call/"
DAY = timedelta(days=1)


@pytest.fixture
def event() -> Event:
    return an_event(
        a_community("lome"), slug="pycon", zone="Africa/Johannesburg", start=date(2027, 3, 1),
        end=date(2027, 3, 3), languages=["fr", "en"],
    )  # fmt: skip


def shown(at: datetime, path: str = CALL) -> str:
    with time_machine.travel(at, tick=False):
        page = Client().get(path)
    assert page.status_code == 200, path
    return text_of(page)


def a_whole_call(event: Event, **more: Any) -> Call:
    a_track(event, "sponsors")
    return a_call(
        event, decide_by=date(2027, 1, 10), everybody_pays=True, closed_tracks=["sponsors"],
        policies={"conduct": {"en": "Be kind"}, "ai": {"en": "Write *yourself*"}},
        past=[{"name": "2025", "received": 214, "accepted": 62}, {"name": "None",
                                                                   "received": 0, "accepted": 0}],
        rules={"en": "By three reviews"}, most_per_person=3, **more,
    )  # fmt: skip


def test_an_open_call_says_until_when_by_the_clock_of_the_event_and_what_it_takes(event: Event) -> None:
    call = a_whole_call(event)
    a_type(call, "poster", closes_at=CLOSES + DAY)
    a_type(call, "lightning", closes_at=OPEN - DAY)
    a_type(call, "keynote", way="invited")
    page = shown(OPEN)
    for words in (
        "Propose something until December 3, 2026, 00:00, on the clock of Johannesburg. 31 days left.",
        "Poster · 30 minutes until December 3, 2026, 00:00", "closed since October 31, 2026, 14:00",
        "Keynote · 30 minutes · by invitation", "Sponsors · with an access code", "Beginner, Intermediate",
        "French, English", "3 proposals a person", "you confirm within 10 days", "By three reviews",
        "Everybody pays for their place, speakers too.", "Be kind", "Write yourself",
        "2025 62 of 214 29 %", "You hear from us Jan 10, 2027",
    ):  # fmt: skip
        assert words in page, words


def test_before_and_after_nobody_is_led_to_a_form(event: Event) -> None:
    a_whole_call(event)
    ahead, over = shown(OPENS - DAY), shown(CLOSES)
    assert "It opens on October 1, 2026, 10:00, on the clock of Johannesburg." in ahead
    assert "This call is over: nothing new is taken. Whoever sent something hears by January 10" in over
    assert [words in page for page in (ahead, over) for words in ("Propose a session",)] == [False, False]
    assert "Propose a session" in shown(OPEN)


def test_a_draft_has_no_page_but_a_preview_for_its_team(event: Event) -> None:
    a_whole_call(event, state="draft")
    assert Client().get(CALL).status_code == 404
    team = at_the_desk(community=event.community)
    page = team.get("/en/organise/preview/lome/pycon/call/")
    assert (page.status_code, "By three reviews" in text_of(page)) == (200, True)
    assert Client().get("/en/organise/preview/lome/pycon/call/").status_code == 302


def test_an_event_without_a_call_has_no_page_for_it(event: Event) -> None:
    assert Client().get(CALL).status_code == 404
    assert "Call for proposals" not in shown(OPEN, "/en/lome/pycon/")


def test_the_page_of_the_event_leads_to_its_open_call(event: Event) -> None:
    a_call(event)
    path = "/en/lome/pycon/"
    assert "It opens on October 1, 2026, 10:00" in shown(OPENS - DAY, path)
    assert "Propose a session until December 2, 2026, 00:00 30 days left" in shown(OPEN, path)
    assert "Call for proposals" not in shown(CLOSES, path)
    link = 'href="/en/lome/pycon/call/"'
    with time_machine.travel(OPENS, tick=False):
        menu = Client().get("/en/lome/pycon/venue/")
        assert link in menu.content.decode()
        assert menu.headers["X-Teranga-Until"] == str(int(CLOSES.timestamp()))
    with time_machine.travel(CLOSES, tick=False):
        assert link not in Client().get("/en/lome/pycon/venue/").content.decode()
    board = shown(OPEN, "/en/lome/opportunities/")
    assert "Pycon" in board
    assert "Call for proposals" in board


def test_the_first_page_of_the_community_and_the_sitemap_lead_to_an_open_call(event: Event) -> None:
    call = a_call(event)
    home, address = "/en/lome/", "/en/lome/pycon/call/</loc>"
    with time_machine.travel(OPENS - DAY, tick=False):
        page = Client().get(home)
        assert "Propose a session" not in page.content.decode()
        assert page.headers["X-Teranga-Until"] <= str(int(OPENS.timestamp()))
    assert "Something to share? Pycon Propose a session until December 2, 2026, 00:00" in shown(OPEN, home)
    assert "Propose a session" not in shown(CLOSES, home)

    def listed(now: datetime) -> tuple[bool, bool]:
        with time_machine.travel(now, tick=False):
            told = Client().get("/sitemap-lome.xml").content.decode()
        return address in told, "/call/statistics/</loc>" in told

    assert (listed(OPEN), listed(CLOSES)) == ((True, False), (False, False))
    end_call(call=call, by=COMMAND_LINE, at=CLOSES)
    assert listed(CLOSES) == (True, True)
    assert "Call for proposals" in shown(CLOSES, "/en/lome/pycon/")


def test_a_later_deadline_of_one_type_and_a_call_taken_back_are_written_on_the_event(event: Event) -> None:
    call = a_call(event)
    told = {"model": SessionType, "name": {"en": "Poster"}, "minutes": 5, "closes_at": CLOSES + DAY}
    add_call_row(call=call, **told, by=COMMAND_LINE, at=OPEN)
    event.refresh_from_db()
    assert (event.call_opens_at, event.call_closes_at) == (OPENS, CLOSES + DAY)
    take_back_call(call=call, by=COMMAND_LINE, at=OPEN)
    event.refresh_from_db()
    assert (event.call_opens_at, event.call_closes_at, event.call_is_counted) == (None, None, False)


def test_the_page_is_kept_until_midnight_and_until_something_changes(event: Event) -> None:
    call = a_call(event)
    with time_machine.travel(OPEN, tick=False):
        page = Client().get(CALL)
        midnight = datetime(2026, 11, 1, 22, tzinfo=UTC)
        assert page.headers["X-Teranga-Until"] == str(int(midnight.timestamp()))
        change_call(call=call, closes_at=CLOSES + DAY, by=COMMAND_LINE, at=OPEN)
    assert "31 days left" in shown(OPEN)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 11, 29, 12, tzinfo=UTC), 2), (datetime(2026, 11, 30, 23, tzinfo=UTC), 0),
        (datetime(2026, 12, 1, 21, tzinfo=UTC), 0), (datetime(2026, 12, 2, 3, tzinfo=UTC), 0),
    ],
)  # fmt: skip
def test_days_left_are_local_days_and_an_end_at_midnight_belongs_to_the_day_before(
    now: datetime, left: int
) -> None:
    assert days_until(CLOSES, now, "Africa/Johannesburg") == left
