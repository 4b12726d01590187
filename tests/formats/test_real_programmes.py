"""Every real data set beside the repository imports with exactly these counts."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import datetime

import pytest

from teranga.formats.programme import UnreadableFile
from teranga.formats.schedule import read_programme
from tests.formats.places import coded, real

CONFERENCES = {  # file: (shape, zone, sessions, speakers, rooms)
    "cccamp-2019/frab-camp2019.json": ("frab-json", "Europe/Berlin", 79, 90, 2),
    "djangocon-africa-2023/schedule.yaml": ("yaml-days", "UTC", 61, 31, 0),
    "djangocon-us-2024/sessions.json": ("converted", "America/New_York", 62, 60, 6),
    "fosdem-2015/schedule.xml": ("frab-xml", "Europe/Brussels", 551, 516, 25),
    "frab-invalid-example/invalid-example.json": ("frab-json", "Europe/Zurich", 1, 1, 1),
    "pretalx-democon/pretalx-democon.json": ("frab-json", "UTC", 36, 27, 2),
    "pretalx-example/europython-sessions.json": ("pretalx-api", "UTC", 2, 0, 0),
    "pretalx-example/pretalx-submissions.json": ("pretalx-api", "UTC", 2, 3, 0),
    "pycon-colombia-2020/sessions.json": ("converted", "America/Bogota", 83, 66, 15),
    "pycon-latam-2022/talks.json": ("video-index", "UTC", 30, 31, 0),
    "pycon-ng-2018/talks.json": ("video-index", "UTC", 13, 14, 0),
    "pycon-togo-2025/schedule.json": ("talk-list", "Africa/Lome", 30, 19, 1),
    "pycon-za-2018/talks.json": ("video-index", "UTC", 37, 40, 0),
    "pyohio-2026/sessions.json": ("converted", "America/New_York", 31, 31, 4),
    "pythonbrasil-2018/talks.json": ("video-index", "UTC", 83, 79, 0),
}
FINDINGS = {  # file: how often each code is found
    "cccamp-2019/frab-camp2019.json": {
        "schema-acronym": 1,
        "schema-slug": 1,
        "past-midnight": 1,
        "html-converted": 1,
    },
    "djangocon-africa-2023/schedule.yaml": {
        "name-missing": 1,
        "zone-missing": 1,
        "date-disagrees": 4,
        "date-day-first": 1,
        "date-form": 1,
        "twelve-hour": 1,
        "title-empty": 20,
        "title-repeated": 21,
        "kind-spelling": 1,
        "speaker-maybe-several": 2,
        "duration-invalid": 1,
        "length-missing": 1,
        "parallel-without-rooms": 1,
        "rooms-none": 1,
    },
    "djangocon-us-2024/sessions.json": {},
    "pretalx-democon/pretalx-democon.json": {"room-guid-repeated": 1, "offset-disagrees": 1},
    "pycon-colombia-2020/sessions.json": {
        "overlap": 1,
        "room-missing": 12,
        "title-repeated": 7,
        "sponsors": 1,
        "plenary-guessed": 1,
        "video-address-built": 1,
    },
    "pycon-togo-2025/schedule.json": {
        "zone-not-iana": 1,
        "room-assumed": 1,
        "title-repeated": 3,
        "language-form": 2,
    },
}


@pytest.mark.parametrize("name", CONFERENCES)
def test_a_real_programme_imports_whole(name: str) -> None:
    result = read_programme(real(f"conferences/{name}"), name)
    programme = result.programme
    found = (
        programme.source_format,
        programme.zone,
        len(programme.sessions),
        len(programme.speakers),
        len(programme.rooms),
    )
    assert found == CONFERENCES[name]
    assert len({session.key for session in programme.sessions}) == len(programme.sessions)
    rooms, speakers = {room.key for room in programme.rooms}, {speaker.key for speaker in programme.speakers}
    assert {session.room for session in programme.sessions} - rooms <= {""}
    assert {key for session in programme.sessions for key in session.speakers} <= speakers


@pytest.mark.parametrize("name", FINDINGS)
def test_the_report_of_a_real_programme_says_exactly_this(name: str) -> None:
    result = read_programme(real(f"conferences/{name}"), name)
    assert Counter(finding.code for finding in result.findings) == FINDINGS[name]


def test_colombia_2020_has_one_overlap_in_a_room_and_twelve_sessions_without_one() -> None:
    result = read_programme(real("conferences/pycon-colombia-2020/sessions.json"))
    (overlap,) = coded(result, "overlap")
    assert overlap.where == '"AfroPython: Empowering black people using Python in Brazil", 2020-02-08 14:50'
    assert "Hacking Ético con Python" in overlap.what
    without = [session for session in result.programme.sessions if not session.room]
    assert len(without) == len(coded(result, "room-missing")) == 12
    assert all(session.is_break for session in without)


def test_togo_2025_keeps_its_wall_times_languages_and_two_minute_slots() -> None:
    result = read_programme(real("conferences/pycon-togo-2025/schedule.json"))
    short = [session for session in result.programme.sessions if session.minutes == 2]
    assert [f"{session.start:%H:%M}" for session in short if session.start] == [
        "09:00", "10:32", "11:34", "12:36", "16:08", "17:00",
    ]  # fmt: skip
    assert Counter(tuple(session.languages) for session in result.programme.sessions) == {
        ("fr", "en"): 12, ("fr",): 9, ("en",): 8, ("en", "fr"): 1,
    }  # fmt: skip
    (zone,) = coded(result, "zone-not-iana")
    assert zone.what == (
        'The zone "GMT" is not an IANA name; the times were read as Africa/Lome, the zone of Lomé, Togo.'
    )
    panel = result.programme.sessions[13]
    assert len(panel.speakers) == 3


def test_djangocon_africa_counts_by_twelve_hours_and_lunch_is_at_one_in_the_afternoon() -> None:
    result = read_programme(real("conferences/djangocon-africa-2023/schedule.yaml"))
    lunches = [s.start for s in result.programme.sessions if str(s.title) == "Lunch"]
    assert [f"{start:%Y-%m-%d %H:%M}" for start in lunches if start] == [
        f"2023-11-{day:02d} 13:00" for day in (7, 8, 9, 10)
    ]


def test_the_invalid_example_yields_exactly_its_four_schema_errors() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    data = real("conferences/frab-invalid-example/invalid-example.json")
    schema = json.loads(real("conferences/_schemas/c3voc-schedule.schema.json"))
    errors = {
        "/".join(map(str, e.absolute_path))
        for e in jsonschema.Draft6Validator(schema).iter_errors(json.loads(data))
    }
    assert len(errors) == 4
    result = read_programme(data)
    assert Counter(f.code for f in result.findings if f.code.startswith("schema-")) == {
        "schema-rooms-misplaced": 1,
        "schema-id": 1,
        "schema-person-id": 1,
        "schema-person": 1,
    }
    (session,) = result.programme.sessions
    assert (session.start, session.minutes) == (datetime.fromisoformat("2022-12-28T14:00:00+01:00"), 45)


def test_the_camp_has_as_many_schema_complaints_as_the_schema_finds() -> None:
    result = read_programme(real("conferences/cccamp-2019/frab-camp2019.json"))
    assert coded(result, "schema-slug")[0].what.endswith("(79 times).")
    assert len(coded(result, "schema-acronym")) == 1


def test_speakers_alone_are_refused_and_beside_their_sessions_they_enrich() -> None:
    folder = "conferences/pretalx-example/"
    speakers = real(folder + "europython-speakers.json")
    with pytest.raises(UnreadableFile, match="lists speakers without sessions"):
        read_programme(speakers, "europython-speakers.json")
    result = read_programme(real(folder + "europython-sessions.json"), companions={"speakers.json": speakers})
    assert [(s.key, s.name, s.affiliation) for s in result.programme.speakers] == [
        ("F3DC8A", "A Speaker", "A Company")
    ]
    assert [session.speakers for session in result.programme.sessions] == [["F3DC8A"], []]
    assert len(coded(result, "speaker-unknown")) == 2


def test_a_weekend_of_551_sessions_is_read_in_a_second_and_a_half() -> None:
    data = real("conferences/fosdem-2015/schedule.xml")
    begin = time.process_time()
    read_programme(data)
    assert time.process_time() - begin < 1.5
