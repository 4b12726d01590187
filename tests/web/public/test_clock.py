"""What depends on the clock: now and next, the days left, and until when a page may be kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from teranga.domains.events.models import Event
from tests.factories.communities import MADE, a_community
from tests.factories.events import a_programme, a_room, a_session, an_event
from tests.factories.proposals import CLOSES
from tests.web.public.worlds import World, a_world

pytestmark = pytest.mark.django_db


def until(path: str) -> datetime | None:
    told = Client().get(path).headers.get("X-Teranga-Until")
    return datetime.fromtimestamp(int(told), UTC) if told else None


def text(path: str) -> str:
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", Client().get(path).content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def world() -> World:
    """Three talks of 45 minutes at 09:00, 10:00 and 11:00 in Lomé, which is UTC, on 24 September."""
    return a_world(rows=3)


@pytest.mark.parametrize(
    ("now", "running", "following", "wrong_after"),
    [
        ("2026-09-24T08:59:59", [], [0], "2026-09-24T09:00"),
        ("2026-09-24T09:00:00", [0], [1], "2026-09-24T09:45"),
        ("2026-09-24T09:44:59", [0], [1], "2026-09-24T09:45"),
        ("2026-09-24T09:45:00", [], [1], "2026-09-24T10:00"),
        ("2026-09-24T11:30:00", [2], [], "2026-09-24T11:45"),
        ("2026-09-24T11:45:00", [], [], "2026-09-25T00:00"),
    ],
)
def test_now_and_next_follow_the_clock_to_the_second(
    world: World,
    clock: time_machine.Traveller,
    now: str,
    running: list[int],
    following: list[int],
    wrong_after: str,
) -> None:
    clock.move_to(datetime.fromisoformat(now).replace(tzinfo=UTC))
    html = Client().get(f"/en{world.root}now/").content.decode()
    before, _, after = html.partition("<h2>Next</h2>")
    titles = [str(session.slug) for session in world.sessions]
    assert [number for number, slug in enumerate(titles) if f"sessions/{slug}/" in before] == running
    assert [number for number, slug in enumerate(titles) if f"sessions/{slug}/" in after] == following
    assert until(f"/en{world.root}now/") == datetime.fromisoformat(wrong_after).replace(tzinfo=UTC)


def test_the_timetable_marks_what_runs_and_is_wrong_when_it_ends(
    world: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 9, 24, 10, 5, tzinfo=UTC))
    html = Client().get(f"/en{world.root}schedule/").content.decode()
    assert html.count('<span class="nowtag">') == 1
    assert until(f"/en{world.root}schedule/") == datetime(2026, 9, 24, 10, 45, tzinfo=UTC)


def test_a_timetable_kept_days_before_is_made_again_when_the_event_begins(world: World) -> None:
    assert until(f"/en{world.root}schedule/") == datetime(2026, 9, 24, tzinfo=UTC)


def test_a_timetable_of_an_event_that_is_over_may_be_kept_for_ever(
    world: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 9, 26, tzinfo=UTC))
    assert until(f"/en{world.root}schedule/") == CLOSES  # its head leads to the call as long as that is open
    Event.objects.filter(community=world.community).update(call_closes_at=MADE)
    assert until(f"/en{world.root}schedule/") is None


def test_a_party_after_the_last_midnight_is_shown_until_it_ends(
    world: World, clock: time_machine.Traveller
) -> None:
    a_session(world.event, starts_at=datetime(2026, 9, 25, 23, 30, tzinfo=UTC), minutes=60)
    clock.move_to(datetime(2026, 9, 26, 0, 10, tzinfo=UTC))
    for page in ("", "now/", "schedule/"):
        assert until(f"/en{world.root}{page}") == datetime(2026, 9, 26, 0, 30, tzinfo=UTC), page


@pytest.mark.parametrize(
    ("zone", "start", "last_second", "days"),
    [
        ("Africa/Lome", date(2026, 9, 24), "2026-09-20T23:59:59", 4),
        ("Africa/Casablanca", date(2026, 2, 16), "2026-02-14T23:59:59", 2),  # the clocks go back on the 15th
        ("Africa/Cairo", date(2026, 4, 26), "2026-04-23T23:59:59", 3),  # there is no midnight on the 24th
        ("Africa/Cairo", date(2026, 10, 31), "2026-10-29T22:59:59", 2),
        ("Europe/Berlin", date(2026, 3, 30), "2026-03-28T23:59:59", 2),  # a day of 23 hours follows
        ("Europe/Berlin", date(2026, 10, 26), "2026-10-24T23:59:59", 2),  # a day of 25 hours follows
        ("America/Bogota", date(2026, 9, 24), "2026-09-22T23:59:59", 2),
    ],
)
def test_the_days_left_change_at_midnight_where_the_event_is(
    clock: time_machine.Traveller, zone: str, start: date, last_second: str, days: int
) -> None:
    community = a_community("here", zone=zone)
    an_event(community, "conf", start=start, end=start, zone=zone)
    local = datetime.fromisoformat(last_second).replace(tzinfo=ZoneInfo(zone))
    clock.move_to(local.astimezone(UTC))
    assert f"in {days} days" in text("/en/here/conf/")
    kept_until = until("/en/here/conf/")
    assert kept_until is not None
    assert kept_until.astimezone(ZoneInfo(zone)).date() > local.date()
    clock.move_to(kept_until)
    assert f"in {days - 1} day" in text("/en/here/conf/")
    assert f"in {days} days" not in text("/en/here/conf/")


@pytest.mark.parametrize(
    ("zone", "starts", "shown"),
    [
        ("Africa/Lome", datetime(2026, 9, 24, 9, 30, tzinfo=UTC), "09:30"),
        ("Africa/Casablanca", datetime(2026, 2, 20, 9, 30, tzinfo=UTC), "09:30"),  # in Ramadan: UTC
        ("Africa/Casablanca", datetime(2026, 9, 24, 9, 30, tzinfo=UTC), "10:30"),  # otherwise UTC+1
        ("Africa/Cairo", datetime(2026, 4, 23, 9, 30, tzinfo=UTC), "11:30"),
        ("Africa/Cairo", datetime(2026, 4, 24, 9, 30, tzinfo=UTC), "12:30"),  # summer time begins
        ("Europe/Berlin", datetime(2026, 10, 24, 9, 30, tzinfo=UTC), "11:30"),
        ("Europe/Berlin", datetime(2026, 10, 25, 9, 30, tzinfo=UTC), "10:30"),  # summer time is over
    ],
)
def test_the_wall_says_the_same_on_the_page_in_the_calendar_and_in_the_xml(
    zone: str, starts: datetime, shown: str
) -> None:
    local = starts.astimezone(ZoneInfo(zone))
    event = an_event(a_community("here"), "conf", zone=zone, start=local.date(), end=local.date())
    event.schedule_version, event.schedule_changed_at = 1, MADE
    event.save()
    session = a_session(event, starts_at=starts, minutes=30, room=a_room(event))
    assert f'data-yours="({{}})">{shown}</time>' in Client().get("/en/here/conf/schedule/").content.decode()
    assert shown in text(f"/en/here/conf/sessions/{session.slug}/")
    xml = Client().get("/en/here/conf/schedule.xml").content.decode()
    assert f"<start>{shown}</start>" in xml
    assert f"<date>{local.isoformat()}</date>" in xml
    told = Client().get("/en/here/conf/schedule.json").json()["schedule"]["conference"]["days"][0]["rooms"]
    assert [(talk["start"], talk["date"]) for room in told.values() for talk in room] == [
        (shown, local.isoformat())
    ]
    for path in ("schedule.ics", f"sessions/{session.slug}.ics"):
        calendar = Client().get(f"/en/here/conf/{path}").content.decode()
        assert f"DTSTART;TZID={zone}:{local:%Y%m%dT%H%M%S}" in calendar


def test_a_session_past_midnight_belongs_to_the_evening_before_on_every_page() -> None:
    event = an_event(a_community("here"), "conf")
    a_programme(event, 1)
    late = a_session(event, starts_at=datetime(2026, 9, 25, 0, 30, tzinfo=UTC), title={"en": "After hours"})
    first_day = Client().get("/en/here/conf/schedule/day/2026-09-24/").content.decode()
    assert f"sessions/{late.slug}/" in first_day
    assert Client().get("/en/here/conf/schedule/day/2026-09-25/").status_code == 404


def test_two_sessions_in_one_room_at_one_time_are_both_shown() -> None:
    event = an_event(a_community("here"), "conf")
    first = a_programme(event, 1)[0]
    second = a_session(event, room=first.room, starts_at=first.starts_at, title={"en": "The other one"})
    for path in (
        "schedule/",
        "schedule/print/",
        f"schedule/room/{first.room.slug}/",
        "schedule.xml",
        "schedule.ics",
    ):
        body = Client().get(f"/en/here/conf/{path}").content.decode()
        assert str(first.title) in body, path
        assert "The other one" in body, path
    html = Client().get("/en/here/conf/schedule/").content.decode()
    columns = [
        re.findall(rf'<li class="([^"]+)">[^/]*<a href="[^"]*/{row.slug}/"', html) for row in (first, second)
    ]
    assert [re.findall(r"\bc\d\b", found[0]) for found in columns] == [["c1"], ["c2"]]
