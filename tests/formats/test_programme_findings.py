"""What the report says, and that keys stay when the file changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from teranga.formats.programme import Finding, Outcome, ReadResult
from teranga.formats.schedule import read_programme
from tests.formats.places import coded, fixture


def sessions(*rows: dict[str, Any], **conference: Any) -> ReadResult:
    content = {
        "conference": {"name": "PyDay", "timezone": "Africa/Lome", **conference},
        "rooms": [{"id": "r1", "name": "Baobab"}],
        "sessions": list(rows),
    }
    return read_programme(json.dumps(content).encode())


def talk(title: str, start: str = "09:00", end: str = "10:00", **more: Any) -> dict[str, Any]:
    day = "2026-03-06T"
    return {"title": title, "room": "r1", "start": f"{day}{start}:00Z", "end": f"{day}{end}:00Z", **more}


def test_a_session_that_overlaps_with_two_is_told_once() -> None:
    result = sessions(
        talk("Long", "09:00", "12:00"), talk("A", "09:30", "10:00"), talk("B", "12:00", "12:30")
    )
    assert coded(result, "overlap") == [
        Finding(
            Outcome.NOTED,
            "overlap",
            '"A", 2026-03-06 09:30',
            'It overlaps with "Long" in Baobab; both were kept.',
        )
    ]


def test_sessions_that_touch_do_not_overlap() -> None:
    assert coded(sessions(talk("A", "09:00", "10:00"), talk("B", "10:00", "11:00")), "overlap") == []


def test_a_missing_room_is_told_for_each_session() -> None:
    result = sessions(talk("A"), talk("B", room=None), talk("C", room=""))
    assert [finding.where for finding in coded(result, "room-missing")] == [
        '"B", 2026-03-06 09:00',
        '"C", 2026-03-06 09:00',
    ]


def test_every_repetition_of_a_title_is_told() -> None:
    result = sessions(talk("Pause"), talk("PAUSE", "10:00", "10:30"), talk("pause ", "11:00", "11:30"))
    assert len(coded(result, "title-repeated")) == 2


def test_an_end_before_the_start_leaves_the_length_open() -> None:
    result = sessions(talk("A", "10:00", "09:00"))
    assert result.programme.sessions[0].minutes is None
    assert len(coded(result, "end-before-start")) == 1


@pytest.mark.parametrize("start", ["soon", "2026-13-45T99:99", "12"])
def test_a_start_that_nobody_understands_is_left_out_and_the_session_kept(start: str) -> None:
    result = sessions({"title": "A", "start": start})
    assert result.programme.sessions[0].start is None
    assert [finding.outcome for finding in coded(result, "start-invalid")] == [Outcome.LEFT_OUT]


def test_a_time_that_the_clocks_skip_is_noted() -> None:
    row = {"title": "A", "start": "2026-03-29T02:30:00", "end": "2026-03-29T04:00:00"}
    assert len(coded(sessions(row, timezone="Europe/Berlin"), "clock-change")) == 1


def test_an_offset_that_is_not_the_zones_keeps_the_moment() -> None:
    row = {"title": "A", "start": "2026-03-06T10:00:00+02:00", "end": "2026-03-06T11:00:00+02:00"}
    result = sessions(row)
    assert result.programme.sessions[0].start is not None
    assert result.programme.sessions[0].start.isoformat() == "2026-03-06T08:00:00+00:00"
    assert coded(result, "offset-disagrees")[0].what.endswith("so the wall time changes (2 times).")


def test_stated_days_that_do_not_hold_the_sessions_are_noted_and_kept() -> None:
    result = sessions(talk("A"), start="2026-04-01", end="2026-04-02")
    assert result.programme.start is not None
    assert result.programme.start.isoformat() == "2026-04-01"
    assert len(coded(result, "dates-disagree")) == 1


def test_days_stated_the_wrong_way_round_give_way_to_the_sessions() -> None:
    result = sessions(talk("A"), start="2026-03-09", end="2026-03-01")
    assert (str(result.programme.start), str(result.programme.end)) == ("2026-03-06", "2026-03-06")
    assert len(coded(result, "dates-reversed")) == 1


def test_hidden_characters_are_removed_and_told() -> None:
    result = sessions(talk("A\u202eB\x00"))
    assert str(result.programme.sessions[0].title) == "AB"
    assert len(coded(result, "characters-removed")) == 1


def test_an_untitled_session_is_kept_under_a_name() -> None:
    result = sessions(talk(""), talk("", "10:00", "11:00", type="lunch"))
    assert [str(session.title) for session in result.programme.sessions] == ["Untitled", "lunch"]
    assert [finding.outcome for finding in coded(result, "title-empty")] == [
        Outcome.GUESSED,
        Outcome.REPAIRED,
    ]


def test_a_break_without_a_kind_is_guessed_by_its_title_and_a_talk_with_a_speaker_is_not() -> None:
    content = [
        {"title": "Pause café", "start": "10:00", "end": "10:30"},
        {"title": "Coffee machines", "start": "10:30", "end": "11:00", "speaker": "Awa"},
        {"title": "Mot de clôture", "start": "11:00", "end": "11:10"},
    ]
    result = read_programme(json.dumps({"event": "P", "date": "2026-03-06", "schedule": content}).encode())
    assert [(s.is_break, s.is_plenary) for s in result.programme.sessions] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert len(coded(result, "break-guessed")) == len(coded(result, "plenary-guessed")) == 1


def test_keys_come_from_the_source_and_survive_any_order() -> None:
    rows = [talk("A", id="7"), talk("B", "10:00", "11:00", id="8"), talk("C", "11:00", "12:00", id="8")]
    straight = {(s.key, str(s.title)) for s in sessions(*rows).programme.sessions}
    assert straight == {("7", "A"), ("8", "B"), ("8-2", "C")}
    assert {(s.key, str(s.title)) for s in sessions(*reversed(rows)).programme.sessions} == straight


def test_keys_without_ids_come_from_titles_and_survive_any_order() -> None:
    rows = [talk("Pause", "10:00", "10:30"), talk("Carte", "11:00", "11:30"), talk("Pause", "16:00", "16:30")]
    straight = {(s.key, str(s.start)) for s in sessions(*rows).programme.sessions}
    assert {key for key, _ in straight} == {"pause", "pause-2", "carte"}
    assert {(s.key, str(s.start)) for s in sessions(*reversed(rows)).programme.sessions} == straight


def test_one_speaker_named_twice_is_one_speaker() -> None:
    rows = [
        {"title": "A", "start": "09:00", "speaker": "Awa Ndiaye"},
        {"title": "B", "start": "10:00", "speaker": "AWA NDIAYE"},
    ]
    result = read_programme(json.dumps({"event": "P", "date": "2026-03-06", "schedule": rows}).encode())
    assert [speaker.key for speaker in result.programme.speakers] == ["awa-ndiaye"]
    assert [session.speakers for session in result.programme.sessions] == [["awa-ndiaye"], ["awa-ndiaye"]]


def test_names_in_other_scripts_are_never_taken_for_one_another() -> None:
    rows = [{"title": name, "start": "09:00", "speaker": name} for name in ("李 A", "王 A", "李 A", "A")]
    result = read_programme(json.dumps({"event": "P", "date": "2026-03-06", "schedule": rows}).encode())
    assert [(s.key, s.name) for s in result.programme.speakers] == [
        ("a", "李 A"),
        ("a-2", "王 A"),
        ("a-3", "A"),
    ]
    assert [session.speakers for session in result.programme.sessions] == [["a"], ["a-2"], ["a"], ["a-3"]]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", 0), ("utf-8-sig", 0), ("cp1252", 1), ("utf-16", 1), ("utf-16-le", 1), ("utf-16-be", 1)],
)
def test_a_wrong_encoding_is_repaired_and_told(encoding: str, told: int) -> None:
    result = read_programme(fixture("one-stage.json").decode().encode(encoding))
    assert str(result.programme.sessions[1].title) == "Un mot très court"
    assert len(coded(result, "encoding")) == told


def test_an_xml_that_declares_another_encoding_is_read_as_declared() -> None:
    text = fixture("frab.xml").decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    result = read_programme(text.encode("iso-8859-1"))
    assert str(result.programme.sessions[1].title) == "Des données ouvertes"
    assert coded(result, "encoding") == []


def test_a_comment_before_the_data_does_no_harm() -> None:
    data = b"/* from the manual */\n" + fixture("pretalx-submissions.json")
    assert len(read_programme(data).programme.sessions) == 2


def test_the_counts_of_a_report_add_up() -> None:
    result = read_programme(fixture("one-stage.json"))
    assert sum(result.count(outcome) for outcome in Outcome) == len(result.findings)
