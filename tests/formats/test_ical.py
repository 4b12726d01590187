"""Calendars that any program reads: times in the event's zone, one VEVENT a session, nothing smuggled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from teranga.formats.ical import write_calendar, write_session
from teranga.formats.plain_text import one_line
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.formats.publication import Publication, PublishedSession
from teranga.foundation.translated import TranslatedText
from tests.formats.invented import GUID, saly

STAMP = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


def parsed(data: bytes) -> Calendar:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return found


def events(programme: Programme, **options: Any) -> list[Event]:
    data = write_calendar(programme, product="Teranga", stamp=STAMP, **options)
    return [event for event in parsed(data).walk("VEVENT") if isinstance(event, Event)]


def one_talk(title: str, zone: str = "Africa/Lome", when: datetime | None = None) -> Programme:
    start = when or datetime(2026, 8, 28, 9, 0, tzinfo=ZoneInfo(zone))
    session = ProgrammeSession("1", TranslatedText(title), start, 30, abstract=TranslatedText(title))
    return Programme("PyDay", "x", zone=zone, sessions=[session])


def test_a_session_has_its_place_speakers_and_categories() -> None:
    left_out: list[str] = []
    first = events(saly(), publication=Publication(domain="example.org"), left_out=left_out)[0]
    assert left_out == ["poster"]
    assert first["UID"] == f"{GUID}@example.org"
    assert first["SUMMARY"] == "Cartes & <réseaux>"
    assert first["LOCATION"] == "Baobab, Maison des jeunes"
    assert first["DESCRIPTION"] == "Awa Ndiaye, Koffi Mensah\n\nDes cartes ;\nsans réseau, hors ligne."
    assert first["CATEGORIES"].cats == ["Cartes", "talk", "maps"]
    assert first["URL"].startswith("https://example.org/saly/pds_event-")
    assert (first["SEQUENCE"], first["STATUS"]) == (0, "CONFIRMED")
    assert first["DTSTAMP"].dt == STAMP


def test_a_moved_session_says_when_it_changed_and_how_often() -> None:
    changed = PublishedSession(sequence=3, last_modified=datetime(2026, 1, 31, 9, tzinfo=UTC), cancelled=True)
    first = events(saly(), publication=Publication(sessions={GUID: changed}))[0]
    assert (first["SEQUENCE"], first["STATUS"]) == (3, "CANCELLED")
    assert first["LAST-MODIFIED"].dt == datetime(2026, 1, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone",
    ["Africa/Lome", "Africa/Dakar", "Europe/Berlin", "US/Pacific", "Africa/Cairo", "Africa/Casablanca"],
)
@pytest.mark.parametrize("month", [1, 3, 7, 11])
def test_h12_h14_the_zone_is_named_by_iana_and_the_wall_time_is_the_one_of_the_page(
    zone: str, month: int
) -> None:
    start = datetime(2026, month, 29, 9, 0, tzinfo=ZoneInfo(zone))
    calendar = parsed(write_calendar(one_talk("Un", zone, start), product="Teranga", stamp=STAMP))
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == zone
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, month, 29, 9, 0)  # noqa: DTZ001 wall time
    assert event["DTSTART"].dt == start
    (timezone,) = calendar.walk("VTIMEZONE")
    assert timezone["TZID"] == zone
    own = timezone.to_tz(lookup_tzid=False)
    assert start.replace(tzinfo=own).utcoffset() == start.utcoffset()


def test_h12_a_talk_over_the_change_of_clocks_keeps_its_length() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    (event,) = events(one_talk("Nuit", "Europe/Berlin", start))
    begin, end = event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)
    assert end - begin == timedelta(minutes=30)


def test_h14_utc_is_written_as_utc() -> None:
    data = write_calendar(one_talk("Un", "UTC"), product="Teranga", stamp=STAMP)
    assert b"DTSTART:20260828T090000Z\r\n" in data
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize(
    "title",
    [
        "Talk\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY",
        "Talk\nATTACH:https://example.org/bad",
        "Talk\\nATTACH:https://example.org/bad",
        "Semi; comma, back\\slash: colon",
        "Talk\u2028BEGIN:VEVENT",
        "Talk\x0bBEGIN:VEVENT",
        "\u202eevil\x00",
        "é" * 120,
        "🐍" * 70,
    ],
)
def test_b14_nothing_in_a_title_becomes_a_property_of_its_own(title: str) -> None:
    data = write_calendar(one_talk(title), product="Teranga", stamp=STAMP)
    calendar = parsed(data)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == one_line(title)
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert event.subcomponents == []
    assert "ATTACH" not in event
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_b14_any_title_is_read_back_as_it_was(title: str) -> None:
    data = write_calendar(one_talk(title), product="Teranga", stamp=STAMP)
    (event,) = parsed(data).walk("VEVENT")
    assert event["SUMMARY"] == one_line(title)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_one_session_alone_has_the_same_uid_as_in_the_calendar() -> None:
    programme = saly()
    alone = parsed(write_session(programme, programme.sessions[1], product="Teranga", stamp=STAMP))
    (event,) = alone.walk("VEVENT")
    assert event["UID"] == events(programme)[1]["UID"]


def test_a_session_without_a_start_has_no_calendar_of_its_own() -> None:
    programme = saly()
    with pytest.raises(ValueError, match='The session "Sans heure" has no start'):
        write_session(programme, programme.sessions[3], product="Teranga", stamp=STAMP)


def test_the_same_programme_and_stamp_give_the_same_bytes() -> None:
    first = write_calendar(saly(), product="Teranga", stamp=STAMP)
    assert first == write_calendar(saly(), product="Teranga", stamp=STAMP)
