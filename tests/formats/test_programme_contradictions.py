"""Files that disagree with themselves: what is taken, and that it is said."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from teranga.formats.programme import Outcome, ReadResult
from teranga.formats.schedule import read_programme
from tests.formats.places import coded, fixture


def frab(event: dict[str, Any], *, day: str = "2026-03-06", **conference: Any) -> ReadResult:
    content = {
        "title": "PyDay",
        "time_zone_name": "Africa/Lome",
        "days": [{"index": 1, "date": day, "rooms": {"Baobab": [{"title": "T", **event}]}}],
        **conference,
    }
    return read_programme(json.dumps({"schedule": {"conference": content}}).encode())


def stage(*rows: dict[str, Any], **event: Any) -> ReadResult:
    content = {"event": "P", "timezone": "UTC", "date": "2026-03-06", "schedule": list(rows), **event}
    return read_programme(json.dumps(content).encode())


def outcome_of(result: ReadResult, code: str) -> Outcome:
    (finding,) = coded(result, code)
    return finding.outcome


def test_the_date_of_a_session_wins_over_its_start() -> None:
    result = frab({"date": "2026-03-06T09:00:00+00:00", "start": "10:00"})
    assert result.programme.sessions[0].start == datetime.fromisoformat("2026-03-06T09:00:00+00:00")
    assert outcome_of(result, "start-disagrees") is Outcome.REPAIRED


def test_a_session_dated_far_from_its_day_keeps_its_own_date() -> None:
    result = frab({"date": "2026-03-09T09:00:00+00:00", "start": "09:00"})
    assert result.programme.sessions[0].start == datetime.fromisoformat("2026-03-09T09:00:00+00:00")
    assert outcome_of(result, "date-disagrees") is Outcome.GUESSED


def test_the_room_under_which_a_session_is_listed_wins() -> None:
    result = frab({"start": "09:00", "room": "Plage"})
    assert [room.key for room in result.programme.rooms] == ["baobab"]
    assert outcome_of(result, "room-disagrees") is Outcome.REPAIRED


def test_a_guid_that_is_none_is_left_out_and_the_id_is_the_key() -> None:
    result = frab({"start": "09:00", "guid": "not-a-guid", "id": 7})
    assert (result.programme.sessions[0].key, result.programme.sessions[0].guid) == ("7", "")
    assert outcome_of(result, "guid-invalid") is Outcome.LEFT_OUT


def test_a_clock_before_the_day_begins_is_the_next_morning_even_if_the_file_is_silent() -> None:
    result = frab({"start": "01:30", "duration": "00:30"})
    assert result.programme.sessions[0].start == datetime.fromisoformat("2026-03-07T01:30:00+00:00")
    assert (str(result.programme.start), str(result.programme.end)) == ("2026-03-06", "2026-03-06")
    assert str(result.programme.day_change) == "04:00:00"


def test_an_end_stands_in_for_a_missing_length() -> None:
    result = frab({"date": "2026-03-06T09:00:00+00:00", "end": "2026-03-06T09:25:00+00:00"})
    assert result.programme.sessions[0].minutes == 25


def test_a_day_without_a_date_keeps_its_sessions_without_a_start() -> None:
    result = frab({"start": "09:00"}, day="some day")
    assert result.programme.sessions[0].start is None
    assert outcome_of(result, "date-invalid") is Outcome.LEFT_OUT
    assert outcome_of(result, "start-invalid") is Outcome.LEFT_OUT


def test_a_day_without_a_date_in_xml_is_told_too() -> None:
    result = read_programme(fixture("frab.xml").replace(b'date="2026-03-06"', b'date="?"'))
    assert [session.start for session in result.programme.sessions] == [None] * 4
    assert outcome_of(result, "date-invalid") is Outcome.LEFT_OUT


def test_rooms_may_be_a_list_in_a_day() -> None:
    rooms = [{"name": "Plage", "events": [{"title": "T", "start": "09:00"}]}]
    result = frab({}, days=[{"date": "2026-03-06", "rooms": rooms}])
    assert [(s.room, str(s.title)) for s in result.programme.sessions] == [("plage", "T")]


def test_what_the_schema_misses_is_told_in_plain_words() -> None:
    told = [finding.what for finding in coded(frab({"start": "09:00"}), "schema-missing")]
    assert "The schema wants acronym." in told
    assert "The session lacks guid, which the schema wants." in told


def test_an_address_of_a_person_is_never_taken_over() -> None:
    result = frab(
        {"start": "09:00", "persons": [{"public_name": "Awa", "email": "awa@example.org"}, "Koffi"]}
    )
    assert [speaker.name for speaker in result.programme.speakers] == ["Awa", "Koffi"]
    assert "awa@example.org" not in repr(result)
    assert outcome_of(result, "email-left-out") is Outcome.LEFT_OUT


def test_one_id_for_two_people_keeps_both() -> None:
    persons = [{"id": 5, "public_name": "Awa"}, {"id": 5, "public_name": "Koffi"}]
    result = frab({"start": "09:00", "persons": persons})
    assert [(s.key, s.name) for s in result.programme.speakers] == [("5", "Awa"), ("5-koffi", "Koffi")]
    assert result.programme.sessions[0].speakers == ["5", "5-koffi"]
    assert outcome_of(result, "speaker-id-repeated") is Outcome.REPAIRED


def test_a_nameless_speaker_is_left_out() -> None:
    content = {
        "conference": {"name": "P"},
        "sessions": [{"title": "T", "speakers": ["x"]}],
        "speakers": [{"id": "x"}],
    }
    result = read_programme(json.dumps(content).encode())
    assert result.programme.speakers == []
    assert outcome_of(result, "speaker-unnamed") is Outcome.LEFT_OUT


def test_a_room_without_a_name_is_told() -> None:
    result = read_programme(fixture("frab.xml").replace(b'<room name="Plage">', b"<room>"))
    assert [session.room for session in result.programme.sessions] == ["baobab", "baobab", "", ""]
    assert outcome_of(result, "room-unnamed") is Outcome.NOTED


def test_an_unknown_level_is_left_out() -> None:
    result = stage({"title": "T", "start": "9:00", "level": "purple"})
    assert result.programme.sessions[0].level == ""
    assert outcome_of(result, "level-unknown") is Outcome.LEFT_OUT


def test_clocks_without_any_date_keep_the_sessions_without_a_start() -> None:
    result = stage({"title": "T", "start": "9:00", "end": "9:30"}, date="")
    assert result.programme.sessions[0].start is None
    assert outcome_of(result, "date-missing") is Outcome.LEFT_OUT


def test_rows_may_carry_their_own_dates_moments_and_lengths() -> None:
    result = stage(
        {"title": "A", "date": "2026-03-07", "start": "9:00", "duration": "45 min"},
        {"title": "B", "start": "2026-03-06T10:00:00Z", "end": "2026-03-06T10:20:00Z"},
        {"title": "C", "start": "14:00", "end": "13:00"},
    )
    found = {
        str(s.title): (f"{s.start:%m-%d %H:%M}" if s.start else "", s.minutes)
        for s in result.programme.sessions
    }
    assert found == {"A": ("03-07 09:00", 45), "B": ("03-06 10:00", 20), "C": ("03-06 14:00", None)}
    assert outcome_of(result, "end-before-start") is Outcome.LEFT_OUT


def test_a_very_long_text_is_cut_and_told() -> None:
    result = stage({"title": "T", "start": "9:00", "description": "word " * 30_000})
    assert len(str(result.programme.sessions[0].description)) <= 100_000
    assert outcome_of(result, "text-cut") is Outcome.LEFT_OUT


def test_a_script_in_a_description_is_told() -> None:
    result = stage({"title": "T", "start": "9:00", "description": "<p>Oui</p><script>alert(1)</script>"})
    assert str(result.programme.sessions[0].description) == "Oui"
    assert outcome_of(result, "script-dropped") is Outcome.LEFT_OUT


def test_days_may_stand_under_an_event_that_names_itself() -> None:
    text = """
event: PyDay Saly
timezone: Africa/Dakar
days:
  - date: 6 mars 2026
    sessions:
      - {start: 9:00, end: 9:30, title: Bienvenue, room: Baobab}
"""
    result = read_programme(text.encode())
    assert (result.programme.title, result.programme.zone) == ("PyDay Saly", "Africa/Dakar")
    assert result.programme.sessions[0].start == datetime.fromisoformat("2026-03-06T09:00:00+00:00")
    assert [finding.code for finding in result.findings] == ["plenary-guessed", "date-form"]
