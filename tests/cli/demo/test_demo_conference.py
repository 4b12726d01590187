"""The programme of PyCon Essai: a timetable that people could walk through."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import combinations

from teranga.cli.demo.world import Practice
from teranga.formats.programme import Programme, ProgrammeSession

PAPER = "#fbf8f2"


def end(session: ProgrammeSession) -> datetime:
    assert session.start
    return session.start + timedelta(minutes=session.minutes or 0)


def overlap(one: ProgrammeSession, other: ProgrammeSession) -> bool:
    assert one.start
    assert other.start
    return one.start < end(other) and other.start < end(one)


def test_the_programme_has_120_sessions_in_five_rooms_on_three_days(
    practice: Practice, programme: Programme
) -> None:
    assert len(programme.sessions) == 120
    assert len({session.key for session in programme.sessions}) == 120
    assert len(programme.rooms) == 5
    assert all(room.capacity and room.description for room in programme.rooms)
    days = {session.start.date() for session in programme.sessions if session.start}
    assert sorted(days) == [date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 20)]
    assert (programme.start, programme.end) == (min(days), max(days))
    assert Counter(session.kind for session in programme.sessions) == {
        "talk": 54, "lightning": 24, "long": 17, "break": 11, "tutorial": 6, "keynote": 3, "workshop": 2,
        "panel": 1, "opening": 1, "closing": 1,
    }  # fmt: skip
    assert {session.kind for session in programme.sessions} == {kind.key for kind in practice.session_types}


def test_no_room_holds_two_sessions_at_once(programme: Programme) -> None:
    placed = [session for session in programme.sessions if session.room]
    assert {session.room for session in placed} == {room.key for room in programme.rooms}
    clashes = [pair for pair in combinations(placed, 2) if pair[0].room == pair[1].room and overlap(*pair)]
    assert clashes == []


def test_no_speaker_is_in_two_places_at_once(programme: Programme) -> None:
    clashes = [
        pair
        for pair in combinations(programme.sessions, 2)
        if overlap(*pair) and set(pair[0].speakers) & set(pair[1].speakers)
    ]
    assert clashes == []


def test_plenaries_and_breaks_have_nothing_beside_them(programme: Programme) -> None:
    biggest = max(programme.rooms, key=lambda room: room.capacity or 0)
    alone = [session for session in programme.sessions if session.is_plenary or session.is_break]
    assert {session.room for session in alone if session.is_plenary} == {biggest.key}
    assert {session.room for session in alone if session.is_break} == {""}
    for session in alone:
        assert [
            other.key for other in programme.sessions if other is not session and overlap(session, other)
        ] == []


def test_each_day_runs_from_half_past_eight_to_six_with_lunch_and_coffee(programme: Programme) -> None:
    for day in (18, 19, 20):
        today = [session for session in programme.sessions if session.start and session.start.day == day]
        assert min(session.start.time() for session in today if session.start) == time(8, 30)
        assert time(17, 30) <= max(end(session).time() for session in today) <= time(18, 0)
        breaks = {session.title["en"] for session in today if session.is_break}
        assert breaks == {"Doors open, badges and coffee", "Coffee, bissap and fruit", "Lunch"}


def test_the_beginners_workshop_has_its_room_for_itself(practice: Practice, programme: Programme) -> None:
    first_day = next(event for event in practice.community.events if event.part_of).start
    in_iroko = [session for session in programme.sessions if session.room == "iroko" and session.start]
    assert in_iroko != []
    assert [session.key for session in in_iroko if session.start and session.start.date() == first_day] == []


def test_each_session_lasts_as_long_as_its_type(practice: Practice, programme: Programme) -> None:
    lengths = {kind.key: kind.minutes for kind in practice.session_types}
    timed = [session for session in programme.sessions if not session.is_break]
    assert [session.key for session in timed if session.minutes != lengths[session.kind]] == []


def test_95_members_speak_each_in_a_language_of_their_own(practice: Practice, programme: Programme) -> None:
    assert len(programme.speakers) == 95
    told = {speaker.key: speaker for speaker in programme.speakers}
    for session in programme.sessions:
        for key in session.speakers:
            member = practice.members[int(key.removeprefix("member-"))]
            assert told[key].name == member.name
            assert session.languages[0] in member.languages
    assert {key for session in programme.sessions for key in session.speakers} == set(told)
    assert all(len(str(speaker.biography)) > 40 for speaker in programme.speakers)
    assert sum(speaker.is_keynote for speaker in programme.speakers) == 3


def test_titles_are_distinct_and_abstracts_have_60_to_120_words(programme: Programme) -> None:
    talks = [session for session in programme.sessions if session.speakers]
    assert len({str(session.title) for session in talks}) == 107
    assert [s.key for s in talks if not 60 <= len(str(s.abstract).split()) <= 120] == []
    assert len({str(session.abstract) for session in talks}) == 107
    assert all(set(session.title) == set(session.languages) == set(session.abstract) for session in talks)


def test_most_talks_are_in_french_many_in_english_some_in_spanish(programme: Programme) -> None:
    spoken = Counter(session.languages[0] for session in programme.sessions if session.speakers)
    assert spoken == {"fr": 62, "en": 38, "es": 7}


def test_all_six_tracks_are_used_and_can_be_told_apart(practice: Practice, programme: Programme) -> None:
    assert [track.name["fr"] for track in practice.tracks] == programme.tracks
    assert {session.track for session in programme.sessions if session.speakers} == set(programme.tracks)
    assert len({track.colour for track in practice.tracks}) == 6
    assert [track.key for track in practice.tracks if contrast(track.colour, PAPER) < 4.5] == []


def test_what_concerns_everybody_is_told_in_three_languages(programme: Programme) -> None:
    shared = [text for room in programme.rooms for text in (room.name, room.description)]
    for session in programme.sessions:
        if not session.speakers:
            shared += [session.title, session.abstract]
    assert len(shared) == 36
    assert [text for text in shared if sorted(text) != ["en", "es", "fr"]] == []


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
