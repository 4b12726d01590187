"""Each shape that we read, from a small invented file."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from teranga.formats.programme import Outcome, UnreadableFile
from teranga.formats.schedule import read_programme
from tests.formats.places import coded, fixture, imported


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_frab_xml_gives_rooms_speakers_and_sessions() -> None:
    programme = imported("frab.xml").programme
    assert (programme.title, programme.acronym, programme.version) == ("PyDay Saly 2026", "pyday_saly", "0.3")
    assert [(room.key, str(room.name)) for room in programme.rooms] == [
        ("baobab", "Baobab"),
        ("plage", "Plage"),
    ]
    assert [(speaker.key, speaker.name) for speaker in programme.speakers] == [
        ("5", "Awa Ndiaye"),
        ("6", "Koffi Mensah"),
    ]
    opening, talk = programme.sessions[:2]
    assert opening.key == opening.guid == "0b6f3c52-7f0e-4d4b-9d3b-0d5e3f1a9c01"
    assert str(opening.abstract) == "Bienvenue à **Saly**.\n\n- un\n- deux"
    assert opening.links == [("Notes", "https://example.org/notes")]
    assert (talk.key, talk.languages, talk.do_not_record, talk.licence) == ("12", ["fr"], True, "CC BY 4.0")


def test_a_session_past_midnight_belongs_to_the_day_before() -> None:
    result = imported("frab.xml")
    assert result.programme.day_change == time(5, 0)
    assert result.programme.sessions[3].start == at("2026-03-07T01:15:00+00:00")
    late = coded(result, "past-midnight")
    assert [finding.where for finding in late] == ['"Contes de minuit"', '"Soirée de jeux", 2026-03-06 23:30']


def test_c3voc_json_keeps_the_date_of_the_session_and_tells_the_day() -> None:
    result = imported("c3voc.json")
    programme = result.programme
    assert [session.start for session in programme.sessions] == [
        at("2026-03-06T09:00:00+00:00"),
        at("2026-03-07T00:30:00+00:00"),
        at("2026-03-06T10:00:00+00:00"),
    ]
    assert (programme.day_change, programme.start, programme.end) == (
        time(5, 0),
        at("2026-03-06").date(),
        at("2026-03-06").date(),
    )
    assert programme.rooms[0].capacity == 80
    assert str(programme.sessions[0].description) == "Voir [le plan](https://example.org/plan)."


def test_both_sessions_with_one_id_are_kept_and_only_the_first_keeps_the_guid() -> None:
    result = imported("c3voc.json")
    _, tale, other = result.programme.sessions
    guid = "0b6f3c52-7f0e-4d4b-9d3b-0d5e3f1a9c13"
    assert [(other.key, other.guid), (tale.key, tale.guid)] == [(guid, guid), (f"{guid}-2", "")]
    assert len(coded(result, "id-repeated")) == 1


def test_pretalx_submissions_leave_out_what_is_private_or_refused() -> None:
    result = read_programme(
        fixture("pretalx-submissions.json"), companions={"s.json": fixture("pretalx-speakers.json")}
    )
    programme = result.programme
    assert [session.key for session in programme.sessions] == ["AAA111", "CCC333"]
    assert [speaker.name for speaker in programme.speakers] == ["Koffi Mensah", "Awa Ndiaye"]
    assert programme.sessions[1].speakers == ["SPK002"]
    assert programme.sessions[0].links == [("Slides", "https://example.org/slides")]
    assert (programme.sessions[0].track, programme.sessions[0].tags) == ("Cartes", ["maps"])
    assert "secret" not in repr(programme)
    assert "awa@example.org" not in repr(programme)
    assert len(coded(result, "private-left-out")) == 2
    assert [finding.where for finding in coded(result, "state-not-programme")] == ['"Refused"']
    assert [finding.what for finding in coded(result, "speaker-unknown")] == [
        'The speaker "SPK404" is referred to and nowhere described; the reference was left out.'
    ]


def test_a_pretalx_schedule_gives_talks_and_breaks() -> None:
    programme = imported("pretalx-schedule.json").programme
    assert (programme.title, programme.zone, programme.version) == ("PyDay Saly", "Africa/Dakar", "0.2")
    assert [(s.key, s.room, s.minutes, s.is_break) for s in programme.sessions] == [
        ("AAA111", "baobab", 30, False),
        ("2", "baobab", 30, True),
    ]
    assert programme.sessions[1].title == {"en": "Coffee", "fr": "Café"}


def test_sessions_by_code_give_their_video_and_their_own_offset() -> None:
    result = imported("by-code.json")
    (session,) = result.programme.sessions
    assert (session.start, session.minutes, session.level) == (
        at("2026-03-06T10:00:00+01:00"),
        45,
        "beginner",
    )
    assert session.video_url == "https://youtube.com/watch?v=abcdefghijk"
    assert result.programme.zone == "Etc/GMT-1"


def test_converted_json_tells_every_contradiction() -> None:
    result = imported("converted.json")
    first, second = result.programme.sessions
    assert first.title == {"fr": "Bienvenue", "en": "Welcome"}
    assert (first.minutes, first.level, first.speakers) == (45, "beginner", ["awa"])
    assert first.video_url == "https://www.youtube.com/watch?v=abcdefghijk"
    assert (second.key, second.minutes, second.room) == ("1-2", None, "r9")
    speaker = result.programme.speakers[0]
    assert (speaker.country, speaker.affiliation, speaker.is_keynote) == ("SN", "Ingénieure", True)
    codes = {finding.code for finding in result.findings}
    assert codes == {
        "duration-disagrees", "speaker-unknown", "end-before-start", "room-unknown", "id-repeated",
        "video-address-built", "length-missing",
    }  # fmt: skip


def test_a_list_for_one_stage_reads_clocks_in_every_form() -> None:
    result = imported("one-stage.json")
    programme = result.programme
    assert [f"{s.start:%d %H:%M} {s.minutes}" for s in programme.sessions if s.start] == [
        "06 08:30 30", "06 09:00 2", "06 14:00 45", "06 23:30 60", "07 00:30 30",
    ]  # fmt: skip
    assert (programme.zone, programme.day_change, programme.end) == (
        "Africa/Dakar",
        time(4, 0),
        at("2026-03-06").date(),
    )
    assert programme.sessions[2].speakers == ["awa-ndiaye", "koffi-mensah"]
    assert [str(room.name) for room in programme.rooms] == ["Main stage"]
    assert coded(result, "language-unknown")[0].outcome is Outcome.LEFT_OUT


def test_hand_kept_days_count_by_twelve_hours_after_the_morning() -> None:
    result = imported("days.yaml")
    assert [f"{s.start:%H:%M} {s.minutes} {s.title}" for s in result.programme.sessions if s.start] == [
        "09:00 30 Bienvenue", "09:30 180 Cartes", "12:30 30 Short Talk", "13:00 60 Lunch", "14:00 None Fin",
    ]  # fmt: skip
    assert {s.start.date() for s in result.programme.sessions if s.start} == {at("2026-03-06").date()}
    assert len(coded(result, "date-disagrees")) == 1
    assert [s.kind for s in result.programme.sessions] == [
        "Introduction",
        "Short talk",
        "Short talk",
        "Lunch",
        "Short talk",
    ]


def test_a_video_index_has_sessions_without_a_time() -> None:
    result = imported("videos.json")
    first, second = result.programme.sessions
    assert (first.start, first.minutes, first.languages) == (None, 21, ["fr"])
    assert (second.minutes, not first.abstract) == (None, True)
    assert (result.programme.start, result.programme.end) == (
        at("2024-05-02").date(),
        at("2024-05-03").date(),
    )
    assert result.programme.licence == "CC0-1.0"


def test_speakers_alone_are_refused_with_the_file_to_give() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_programme(fixture("pretalx-speakers.json"), "pretalx-speakers.json")
    assert str(refusal.value) == (
        "This file lists speakers without sessions: give the file of the submissions or sessions, "
        "and this one beside it."
    )


def test_the_shape_is_known_by_content_and_not_by_name() -> None:
    assert read_programme(fixture("frab.xml"), "talks.json").programme.source_format == "frab-xml"
    assert read_programme(fixture("days.yaml"), "schedule.xml").programme.source_format == "yaml-days"


def test_an_unreadable_companion_is_reported_and_the_programme_still_read() -> None:
    result = read_programme(
        fixture("pretalx-submissions.json"), companions={"photo.png": b"\x89PNG\r\n\x1a\n"}
    )
    assert [finding.where for finding in coded(result, "companion-unreadable")] == ["photo.png"]
    assert len(result.programme.sessions) == 2
