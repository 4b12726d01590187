"""Reminders: one mail per cause and person, in their language; none after a move or a cancellation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from teranga.base import jobs
from teranga.base.models import Job
from teranga.domains.events.actions.cancel_event import cancel_event, reinstate_event
from teranga.domains.events.actions.next_event import make_next
from teranga.domains.events.actions.online_room import set_online_room
from teranga.domains.events.actions.publish_event import publish_event
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event
from teranga.domains.mail.actions.preferences import switch_off
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import Person
from teranga.domains.places.actions.reminders import plan_reminders, set_reminders
from teranga.domains.places.models import Place, PlaceSettings, Quota, Rsvp
from teranga.domains.places.queries_reminders import reminders_of
from teranga.domains.places.rules_answers import MAYBE
from teranga.domains.places.rules_reminders import leaves_at
from teranga.foundation.translated import TranslatedText
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.events import OPENING, a_series, an_event
from tests.factories.people import a_person
from tests.factories.places import MEMBER, NOON, ORGANISER, a_meetup, an_answer

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/canary-room"
DAY, TWO_HOURS = timedelta(days=1), timedelta(hours=2)


def somebody(name: str) -> Person:
    return a_person(name, f"{name.lower()}@example.org")


def run_at(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        plan_reminders(moment)
        jobs.run_due()


def mails(cause: str) -> list[tuple[str, str, str]]:
    """Whom a mail was written to, in which language, with which subject."""
    rows = OutgoingMail.objects.filter(cause__startswith=cause).order_by("id")
    return [(row.to_address.partition("@")[0], row.language, row.subject) for row in rows]


def test_those_who_come_get_a_day_and_two_hours_before_one_mail_each_in_their_language() -> None:
    event = a_meetup(5)
    an_answer(event, somebody("Afi"), language="fr")
    an_answer(event, somebody("Kofi"), language="en")
    an_answer(event, somebody("Ama"), MAYBE, language="es")
    run_at(OPENING - DAY - timedelta(minutes=1))
    assert mails("reminder:") == []
    run_at(OPENING - DAY)
    run_at(OPENING - DAY + timedelta(minutes=5))
    day_before = [(name, language) for name, language, _subject in mails("reminder:")]
    assert day_before == [("afi", "fr"), ("kofi", "en"), ("ama", "es")]
    run_at(OPENING - TWO_HOURS)
    assert len(mails("reminder:")) == 6
    assert "jeudi 24 septembre" in mails("reminder:")[0][2]


def test_an_event_says_which_reminders_it_sends_and_to_whom() -> None:
    event = a_meetup(5)
    an_answer(event, somebody("Afi"))
    an_answer(event, somebody("Ama"), MAYBE)
    told = {"week": True, "day": False, "hours": False, "maybe": False}
    assert set_reminders(event=event, by=ORGANISER, at=NOON, **told)
    assert reminders_of(event).which == ("week",)
    before = everything()
    assert not set_reminders(event=event, by=ORGANISER, at=NOON, **told)
    assert everything() == before
    for moment in (OPENING - 7 * DAY, OPENING - DAY, OPENING - TWO_HOURS):
        run_at(moment)
    assert [name for name, _language, _subject in mails("reminder:")] == ["afi"]


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 18, tzinfo=ZoneInfo("Europe/Berlin"))),
        ("Africa/Cairo", datetime(2026, 10, 30, 18, tzinfo=ZoneInfo("Africa/Cairo"))),
        ("US/Pacific", datetime(2026, 3, 8, 18, tzinfo=ZoneInfo("US/Pacific"))),
    ],
)
def test_h12_a_day_before_is_the_same_hour_on_the_wall_over_a_change_of_clocks(
    zone: str, begins: datetime
) -> None:
    event = Event(start=begins.date(), end=begins.date(), starts_at=begins.astimezone(UTC), zone=zone)
    leaves = leaves_at(event, "day")
    assert (leaves.date(), leaves.hour) == (begins.date() - DAY, 18)
    assert event.starts_at is not None
    assert event.starts_at - leaves_at(event, "hours") == TWO_HOURS


def test_nobody_is_reminded_who_switched_such_mails_off_or_gave_the_place_back() -> None:
    event = a_meetup(5)
    afi = somebody("Afi")
    an_answer(event, afi)
    an_answer(event, somebody("Kofi"))
    kofi = Rsvp.objects.filter(event=event).latest("id")
    Rsvp.objects.filter(event=event, pk=kofi.pk).update(state="cancelled")
    switch_off(community_id=event.community_id, category="event", person=afi, by=MEMBER, at=NOON)
    run_at(OPENING - DAY)
    assert mails("reminder:") == []


def test_the_link_stands_in_the_last_reminder_of_those_with_a_place_alone() -> None:
    event = a_meetup(5, mode="online")
    set_online_room(event=event, link=LINK, note="4711", opens_minutes=120, by=ORGANISER, at=NOON)
    an_answer(event, somebody("Afi"))
    an_answer(event, somebody("Ama"), MAYBE)
    run_at(OPENING - DAY)
    rows = OutgoingMail.objects.filter(cause__startswith="reminder:")
    assert not [row for row in rows if "canary-room" in row.body + row.html]
    run_at(OPENING - TWO_HOURS)
    with_link = [row for row in rows.all() if "canary-room" in row.body]
    assert [row.to_address for row in with_link] == ["afi@example.org"]
    assert "4711" in with_link[0].body
    assert all(row.is_secret for row in rows.all())  # nobody but the recipient reads it in the outbox


def test_a_reminder_of_the_old_hour_is_not_sent_and_one_mail_says_what_changed() -> None:
    event = a_meetup(5)
    an_answer(event, somebody("Afi"), language="en")
    with time_machine.travel(NOON, tick=False):
        plan_reminders(OPENING - 2 * DAY)
        for hour in (1, 2):  # twice within minutes
            later = OPENING + DAY + timedelta(hours=hour)
            update_event(event=event, starts_at=later, start=later.date(), end=later.date(), by=ORGANISER,
                         at=NOON)  # fmt: skip
    run_at(NOON + timedelta(minutes=11))
    assert [subject for _name, _language, subject in mails("event-moved:")] == [
        "Changed: Event " + event.slug.rpartition("-")[2] + " is on Friday 25 September, 11:00"
    ]
    run_at(OPENING - DAY)
    assert mails("reminder:") == []
    run_at(OPENING + TWO_HOURS)  # a day before the new hour
    assert len(mails("reminder:")) == 1


def test_what_those_who_come_need_not_know_sends_nothing() -> None:
    event = a_meetup(5)
    an_answer(event, somebody("Afi"))
    update_event(event=event, tagline=TranslatedText({"en": "Come"}), capacity=9, by=ORGANISER, at=NOON)
    assert not Job.objects.filter(name="places.tell_moved").exists()


def test_a_cancellation_is_told_once_to_all_who_answered_and_reminders_end() -> None:
    event = a_meetup(1)
    for name in ("Afi", "Kofi"):  # the second waits
        an_answer(event, somebody(name), language="en")
    an_answer(event, somebody("Ama"), MAYBE, language="en")
    with time_machine.travel(NOON, tick=False):
        cancel_event(event=event, why=TranslatedText({"en": "The hall is flooded."}), by=ORGANISER, at=NOON)
    run_at(NOON + timedelta(minutes=6))
    run_at(NOON + timedelta(minutes=9))
    assert sorted(name for name, _language, _subject in mails("event-cancelled:")) == ["afi", "ama", "kofi"]
    row = OutgoingMail.objects.filter(cause__startswith="event-cancelled:").first()
    assert row is not None
    assert "The hall is flooded." in row.body
    run_at(OPENING - DAY)
    assert mails("reminder:") == []


def test_a_wrong_tap_is_taken_back_without_a_mail_and_a_late_one_is_told() -> None:
    event = a_meetup(2)
    an_answer(event, somebody("Afi"), language="en")
    why = TranslatedText({"en": "Wrong button"})
    cancel_event(event=event, why=why, by=ORGANISER, at=NOON)
    reinstate_event(event=event, by=ORGANISER, at=NOON + timedelta(minutes=1))
    run_at(NOON + timedelta(minutes=10))
    assert mails("event-") == []
    cancel_event(event=event, why=why, by=ORGANISER, at=NOON + timedelta(minutes=20))
    run_at(NOON + timedelta(minutes=30))
    reinstate_event(event=event, by=ORGANISER, at=NOON + timedelta(minutes=40))
    run_at(NOON + timedelta(minutes=50))
    assert [subject.partition(":")[0] for _name, _language, subject in mails("event-")] == [
        "Called off", "It takes place after all",
    ]  # fmt: skip


def a_next_one(source: Event, day: date = date(2026, 10, 1), **more: Any) -> Event:
    return make_next(source=source, name=source.name, day=day, by=ORGANISER, at=NOON, **more)


def test_the_next_meetup_takes_over_how_places_are_given_and_nobodys_place() -> None:
    source = a_meetup(3)
    PlaceSettings.objects.filter(event=source).update(guests_most=1, closes_at=OPENING - DAY)
    an_answer(source, somebody("Afi"))
    set_reminders(event=source, week=True, day=False, hours=True, maybe=False, by=ORGANISER, at=NOON)
    made = a_next_one(source)
    settings = PlaceSettings.objects.get(event=made)
    assert (settings.guests_most, settings.closes_at) == (1, OPENING + 6 * DAY)
    quota = Quota.objects.get(event=made)
    assert (quota.size, quota.used, quota.held, quota.offered) == (3, 0, 0, 0)
    assert reminders_of(made) == reminders_of(source)
    assert not Place.objects.filter(event=made).exists()


def test_a_draft_counts_nobody_in_until_it_is_shown() -> None:
    from teranga.domains.places.actions.follow_series import follow_series

    place = a_community()
    series = a_series(place)
    source = a_meetup(3, place, series=series)
    follow_series(series=series, person=somebody("Afi"), by=MEMBER, at=NOON)
    made = a_next_one(source)
    with time_machine.travel(NOON, tick=False):
        jobs.run_due()
        assert not Rsvp.objects.filter(event=made).exists()
        publish_event(event=made, with_community=False, by=ORGANISER, at=NOON)
        jobs.run_due()
    assert [row.state for row in Rsvp.objects.filter(event=made)] == ["going"]


def test_an_event_without_answers_plans_no_reminder() -> None:
    an_event(a_community(), starts_at=OPENING)
    assert plan_reminders(OPENING - 2 * DAY) == 0
