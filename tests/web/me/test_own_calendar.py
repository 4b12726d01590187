"""One's own calendar at a secret address, and the way in online on the page of one's own place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from teranga.domains.credentials.actions.certificates import issue_certificates
from teranga.domains.events.actions.cancel_event import cancel_event
from teranga.domains.events.actions.online_room import set_online_room
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.places.links import own_path
from teranga.domains.places.models import CalendarFeed, Place
from teranga.domains.places.queries_reminders import feed_token
from teranga.domains.places.rules_answers import MAYBE
from teranga.foundation.translated import TranslatedText
from tests.factories.events import OPENING
from tests.factories.people import a_person, signed_in
from tests.factories.places import NOON, ORGANISER, a_meetup, an_answer
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/canary-room"
PAGE = "/en/me/calendar/"


@pytest.fixture
def afi() -> Person:
    return a_person("Afi", "afi@example.org")


def address_of(person: Person) -> str:
    return f"{PAGE}{feed_token(CalendarFeed.objects.get(person=person))}.ics"


def rows(path: str) -> dict[str, str]:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"] == "private, no-store"
    return {
        str(row["SUMMARY"]): str(row["STATUS"]) for row in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_the_address_shows_ones_own_places_and_nobody_elses(afi: Person) -> None:
    going, perhaps, others = a_meetup(), a_meetup(), a_meetup()
    an_answer(going, afi)
    an_answer(perhaps, afi, MAYBE)
    an_answer(others, a_person("Kofi"))
    browser = signed_in(afi)
    assert "Make my calendar's address" in text_of(browser.get(PAGE))
    browser.post(PAGE, {"do": "renew"})
    path = address_of(afi)
    assert path.rpartition("/")[2] in browser.get(PAGE).content.decode()
    with time_machine.travel(NOON, tick=False):
        assert rows(path) == {str(going.name): "CONFIRMED", str(perhaps.name): "TENTATIVE"}
        cancel_event(event=going, why=TranslatedText({"en": "Flood"}), by=ORGANISER, at=NOON)
        assert rows(path)[str(going.name)] == "CANCELLED"


def test_another_address_ends_the_old_one_and_none_can_be_guessed(afi: Person) -> None:
    browser = signed_in(afi)
    browser.post(PAGE, {"do": "renew"})
    first = address_of(afi)
    browser.post(PAGE, {"do": "renew"})
    second = address_of(afi)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    for false in (str(afi.pk), f"{afi.pk}.", second.split("/")[-1][:-6], "x.y.z"):
        assert Client().get(f"{PAGE}{false}.ics").status_code == 404, false
    browser.post(PAGE, {"do": "end"})
    assert Client().get(second).status_code == 404


def test_the_page_asks_who_one_is(afi: Person) -> None:
    assert Client().get(PAGE).status_code == 302
    assert Client().post(PAGE, {"do": "renew"}).status_code in (302, 403)
    assert not CalendarFeed.objects.exists()


def an_online_event() -> Event:
    event = a_meetup(1, mode="online", ends_at=OPENING + timedelta(hours=2))
    set_online_room(event=event, link=LINK, note="4711", opens_minutes=30, by=ORGANISER, at=NOON)
    return event


def test_only_who_has_a_place_sees_the_link_and_only_in_its_time(afi: Person) -> None:
    event = an_online_event()
    mine = "/en" + own_path(event, an_answer(event, afi))
    waiting = "/en" + own_path(event, an_answer(event, a_person("Kofi")))
    opens = OPENING - timedelta(minutes=30)
    moments = ((opens - timedelta(seconds=1), False), (opens, True), (OPENING + timedelta(hours=2), False))
    for moment, is_shown in moments:
        with time_machine.travel(moment, tick=False):
            assert ("canary-room" in Client().get(mine).content.decode()) is is_shown, moment
            assert "canary-room" not in Client().get(waiting).content.decode(), moment
    with time_machine.travel(NOON, tick=False):
        assert "The link stands here from Thursday 24 September, 08:30 on." in text_of(Client().get(mine))


def test_the_link_is_in_no_calendar_not_even_ones_own(afi: Person) -> None:
    event = an_online_event()
    an_answer(event, afi)
    signed_in(afi).post(PAGE, {"do": "renew"})
    with time_machine.travel(OPENING, tick=False):
        for path in (address_of(afi), f"/en/{event.community.slug}/calendar.ics"):
            assert "canary" not in Client().get(path).content.decode(), path


def test_whoever_came_finds_the_certificate_on_the_page_of_the_place(afi: Person) -> None:
    event = a_meetup(1, ends_at=OPENING + timedelta(hours=2))
    page = "/en" + own_path(event, an_answer(event, afi))
    assert "Open my certificate" not in text_of(Client().get(page))
    Place.objects.filter(event=event).update(arrived_at=OPENING)
    issue_certificates(event=event, by=ORGANISER, at=OPENING + timedelta(days=1))
    assert "Open my certificate" in text_of(Client().get(page))
    assert event.start == date(2026, 9, 24)
