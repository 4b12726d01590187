"""The way into an online event: sealed, shown in its time, never told to the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from teranga.base.editing import EditedMeanwhile
from teranga.domains.events.actions.cancel_event import cancel_event
from teranga.domains.events.actions.next_event import make_next
from teranga.domains.events.actions.online_room import set_online_room
from teranga.domains.events.models import Event
from teranga.domains.events.queries_online import WayIn, way_in
from teranga.domains.events.rules_online import Door, door_at
from teranga.foundation.translated import TranslatedText
from tests.domains.events.programmes import NOON, ORGANISER
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.web.organise.desk import audited

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/canary-room"
BEGINS = datetime(2026, 12, 3, 18, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=2)


@pytest.fixture
def event() -> Event:
    return an_event(
        a_community("lome"), "jeudi", mode="online", start=date(2026, 12, 3), end=date(2026, 12, 3),
        starts_at=BEGINS, ends_at=ENDS,
    )  # fmt: skip


def settle(event: Event, link: str = LINK, minutes: int = 30, **more: str) -> bool:
    return set_online_room(
        event=event, link=link, note="4711", opens_minutes=minutes, by=ORGANISER, at=NOON, **more
    )


def test_the_link_is_shown_from_its_time_until_the_end(event: Event) -> None:
    settle(event)
    opens = BEGINS - timedelta(minutes=30)
    second = timedelta(seconds=1)
    assert way_in(event, opens - second) == WayIn(Door.EARLY, opens)
    assert way_in(event, opens) == WayIn(Door.OPEN, opens, LINK, "4711")
    assert way_in(event, ENDS - second) == WayIn(Door.OPEN, opens, LINK, "4711")
    assert way_in(event, ENDS) == WayIn(Door.OVER, opens)


def test_there_is_no_way_in_to_an_event_in_person_or_called_off_or_without_a_link(event: Event) -> None:
    assert way_in(event, BEGINS) is None
    settle(event)
    event.mode = "in_person"
    assert way_in(event, BEGINS) is None
    event.mode = "hybrid"
    assert way_in(event, BEGINS) is not None
    cancel_event(event=event, why=TranslatedText({"fr": "Panne"}), by=ORGANISER, at=NOON)
    assert way_in(event, BEGINS) is None


def test_an_event_without_hours_is_open_for_its_local_days(event: Event) -> None:
    event.starts_at = event.ends_at = None
    event.zone = "America/Bogota"  # midnight there is 05:00 UTC
    assert door_at(event, 60, datetime(2026, 12, 3, 3, 59, tzinfo=UTC)) is Door.EARLY
    assert door_at(event, 60, datetime(2026, 12, 3, 4, tzinfo=UTC)) is Door.OPEN
    assert door_at(event, 60, datetime(2026, 12, 4, 5, tzinfo=UTC)) is Door.OVER


def test_neither_the_database_nor_the_log_tells_the_link(event: Event) -> None:
    settle(event)
    settle(event, LINK + "-new")
    with connection.cursor() as cursor:
        cursor.execute("SELECT link, note FROM events_onlineroom")
        (row,) = cursor.fetchall()
    assert all(value and "canary" not in value and "4711" not in value for value in row)
    changes = audited("event.online_room")
    assert [sorted(entry) for entry in changes] == [["link", "note", "opens_minutes"], ["link"]]
    assert "canary" not in repr(changes)


def test_the_same_again_writes_nothing_and_an_old_form_is_refused(event: Event) -> None:
    settle(event)
    before = everything()
    assert not settle(event)
    with pytest.raises(EditedMeanwhile):
        settle(event, "https://meet.example.org/other", seen="an older mark")
    assert everything() == before


def test_the_next_meetup_meets_in_the_same_room(event: Event) -> None:
    settle(event)
    made = make_next(source=event, name=event.name, day=date(2026, 12, 10), by=ORGANISER, at=NOON)
    assert way_in(made, BEGINS + timedelta(days=7)) == WayIn(
        Door.OPEN, BEGINS + timedelta(days=7, minutes=-30), LINK, "4711"
    )
