"""What we write, our own readers read back: equal in every field that the format carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from teranga.formats.c3voc_json import write_c3voc_json
from teranga.formats.frab_xml import write_frab_xml
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.formats.schedule import read_programme
from tests.formats.invented import programmes, saly

Writer = Callable[..., bytes]


def carried(programme: Programme) -> list[dict[str, Any]]:
    names = {speaker.key: speaker.name for speaker in programme.speakers}
    rooms = {room.key: str(room.name) for room in programme.rooms}
    return sorted((_session(s, names, rooms) for s in programme.sessions if s.start), key=repr)


def _session(session: ProgrammeSession, names: dict[str, str], rooms: dict[str, str]) -> dict[str, Any]:
    return {
        "start": session.start.isoformat() if session.start else None,
        "minutes": session.minutes,
        "room": rooms.get(session.room, ""),
        "title": str(session.title),
        "subtitle": str(session.subtitle),
        "abstract": str(session.abstract),
        "description": str(session.description),
        "track": session.track,
        "kind": session.kind,
        "languages": session.languages,
        "speakers": [names[key] for key in session.speakers],
        "links": session.links,
        "do_not_record": session.do_not_record,
        "licence": session.licence,
    }


@pytest.mark.parametrize("write", [write_frab_xml, write_c3voc_json])
@settings(max_examples=60, deadline=None)
@given(programme=programmes())
def test_a_programme_survives_being_written_and_read(write: Writer, programme: Programme) -> None:
    data = write(programme, generator="Teranga", version="1")
    read = read_programme(data).programme
    assert carried(read) == carried(programme)
    assert (read.title, read.version, read.zone) == (programme.title, programme.version, programme.zone)


@pytest.mark.parametrize("write", [write_frab_xml, write_c3voc_json])
def test_reading_and_writing_again_gives_the_same_bytes(write: Writer) -> None:
    first = write(saly(), generator="Teranga", version="1")
    read = read_programme(first).programme
    second = write(read, generator="Teranga", version="1")
    third = write(read_programme(second).programme, generator="Teranga", version="1")
    assert second == third


@pytest.mark.parametrize("write", [write_frab_xml, write_c3voc_json])
def test_h16_start_and_end_of_a_day_are_in_the_zone_of_the_event(write: Writer) -> None:
    programme = saly()
    programme.zone = "Africa/Cairo"
    data = write(programme, generator="Teranga", version="1").decode()
    assert "2026-03-06T05:00:00+02:00" in data
    assert "2026-03-06T11:00:00+02:00" in data
    assert "+00:00" not in data
