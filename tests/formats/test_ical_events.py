"""Feeds of events: stable names, growing sequences, the zone of each, cancelled ones kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from teranga.formats.ical_events import CalendarEntry, write_events
from teranga.formats.plain_text import one_line

CHANGED = datetime(2026, 11, 1, 12, tzinfo=UTC)


def entry(**more: Any) -> CalendarEntry:
    told = {
        "uid": "event-7@example.org", "title": "Jeudi Python", "start": date(2026, 12, 17),
        "end": date(2026, 12, 17), "zone": "Africa/Lome", "sequence": 3, "changed_at": CHANGED,
        "starts_at": datetime(2026, 12, 17, 18, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 17, 20, tzinfo=UTC),
    }  # fmt: skip
    return CalendarEntry(**{**told, **more})


def read(*entries: CalendarEntry, title: str = "Python Lomé") -> Calendar:
    found = Calendar.from_ical(write_events(title, entries, product="Teranga", name="lome"))
    assert isinstance(found, Calendar)
    return found


def only(*entries: CalendarEntry) -> Event:
    (event,) = (part for part in read(*entries).walk("VEVENT") if isinstance(part, Event))
    return event


def test_an_event_has_its_name_its_sequence_and_its_state() -> None:
    event = only(entry(place="Woelab, Lomé", url="https://example.org/fr/lome/jeudi/"))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("event-7@example.org", 3, "CONFIRMED")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Jeudi Python", "Woelab, Lomé")
    assert (event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt) == (CHANGED, CHANGED)


def test_a_called_off_event_is_kept_and_a_doubtful_one_says_so() -> None:
    assert only(entry(cancelled=True))["STATUS"] == "CANCELLED"
    assert only(entry(tentative=True))["STATUS"] == "TENTATIVE"


def test_h14_times_are_wall_times_with_the_name_and_the_rules_of_their_zone() -> None:
    zone = ZoneInfo("Europe/Berlin")
    calendar = read(
        entry(zone="Europe/Berlin", starts_at=datetime(2026, 7, 2, 19, tzinfo=zone), ends_at=None)
    )
    event = calendar.walk("VEVENT")[0]
    assert event["DTSTART"].to_ical() == b"20260702T190000"
    assert event["DTSTART"].params == {"TZID": "Europe/Berlin"}
    assert "DTEND" not in event
    (rules,) = calendar.walk("VTIMEZONE")
    assert rules["TZID"] == "Europe/Berlin"
    assert {part.name for part in rules.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_each_zone_is_described_once_and_utc_never() -> None:
    calendar = read(entry(), entry(zone="Africa/Dakar"), entry(), entry(zone="UTC"))
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Africa/Dakar", "Africa/Lome"]
    assert calendar.walk("VEVENT")[3]["DTSTART"].to_ical() == b"20261217T180000Z"


def test_h12_the_hour_that_the_clocks_repeat_is_told_in_utc() -> None:
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
    event = only(entry(zone="Europe/Berlin", starts_at=second, ends_at=None))
    assert event["DTSTART"].to_ical() == b"20261025T013000Z"


def test_an_event_without_hours_fills_its_days() -> None:
    event = only(entry(starts_at=None, ends_at=None, end=date(2026, 12, 19)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 17), date(2026, 12, 20))


@given(st.text())
def test_b14_whatever_a_title_holds_it_becomes_no_line_of_its_own(words: str) -> None:
    calendar = read(entry(title=words, place=words), title=words)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == one_line(words)
    assert len(calendar.walk("VALARM")) == 0
