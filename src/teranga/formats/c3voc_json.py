"""A programme as c3voc schedule JSON, valid by its schema."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from teranga.formats.markup import web_address
from teranga.formats.plain_text import one_line
from teranga.formats.programme import Programme, ProgrammeSession, ProgrammeSpeaker
from teranga.formats.publication import (
    Naming,
    Publication,
    clock,
    day_begin,
    day_of,
    hours_minutes,
    local,
    offset_time,
    programme_days,
    timed_sessions,
)

_ZONE = re.compile(
    r"^[A-Z][a-z]+/[A-Z][a-z]+|^UTC$"
)  # what the schema takes; others are shown by the offsets


def write_c3voc_json(
    programme: Programme,
    *,
    generator: str,
    version: str,
    publication: Publication | None = None,
    left_out: list[str] | None = None,
) -> bytes:
    """The same bytes for the same programme. `generator` and `version` name the program that writes.

    The keys of sessions without a start are added to `left_out`. Raises `UndatedProgrammeError`.
    """
    naming = Naming(programme, publication or Publication())
    sessions = timed_sessions(programme, left_out)
    days = programme_days(programme, sessions)
    schedule: dict[str, Any] = {"version": one_line(programme.version)}
    if base := web_address(programme.base_url):
        schedule["base_url"] = base
    schedule["conference"] = _conference(naming, days, sessions)
    content = {"generator": {"name": one_line(generator), "version": one_line(version)}, "schedule": schedule}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _conference(naming: Naming, days: list[date], sessions: list[ProgrammeSession]) -> dict[str, Any]:
    programme = naming.programme
    conference: dict[str, Any] = {
        "acronym": naming.acronym,
        "title": one_line(programme.title),
        "start": (programme.start or days[0]).isoformat(),
        "end": (programme.end or days[-1]).isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
    }
    if _ZONE.search(programme.zone):
        conference["time_zone_name"] = programme.zone
    if address := web_address(programme.source):
        conference["url"] = address
    conference["tracks"] = [{"name": one_line(track)} for track in programme.tracks]
    conference["rooms"] = [
        {
            "name": naming.text(room.name),
            "guid": naming.guid_of("room", room.key),
            "description": naming.long_text(room.description) or None,
            "capacity": room.capacity,
        }
        for room in programme.rooms
    ]
    conference["days"] = [
        _day(naming, index, day, [s for s in sessions if s.start and day_of(s.start, programme) == day])
        for index, day in enumerate(days, start=1)
    ]
    return conference


def _day(naming: Naming, index: int, day: date, sessions: list[ProgrammeSession]) -> dict[str, Any]:
    programme = naming.programme
    rooms: dict[str, list[dict[str, Any]]] = {}
    for name in [naming.text(room.name) for room in programme.rooms]:
        rooms[name] = [_event(naming, session) for session in sessions if naming.room_name(session) == name]
    for session in sessions:
        if (name := naming.room_name(session)) not in rooms:
            rooms[name] = [_event(naming, other) for other in sessions if naming.room_name(other) == name]
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": offset_time(day_begin(day, programme)),
        "day_end": offset_time(day_begin(day + timedelta(days=1), programme)),
        "rooms": {name: events for name, events in rooms.items() if events},
    }


def _event(naming: Naming, session: ProgrammeSession) -> dict[str, Any]:
    assert session.start is not None  # noqa: S101 timed_sessions has left the others out
    start = local(session.start, naming.programme)
    guid = naming.session_guid(session)
    event: dict[str, Any] = {"guid": guid}
    if re.fullmatch(r"[A-Z0-9]{3,20}", session.key) and not session.key.isdigit():
        event["code"] = session.key
    event |= {
        "id": naming.numbers[session.key],
        "date": offset_time(start),
        "start": clock(start),
        "duration": hours_minutes(session.minutes),
        "room": naming.room_name(session),
        "slug": naming.slug(session),
        "url": naming.url(session) or f"urn:uuid:{guid}",
        "title": naming.text(session.title),
        "subtitle": naming.text(session.subtitle),
        "track": one_line(session.track) or None,
        "type": one_line(session.kind),
        "language": "/".join(session.languages) or None,
        "abstract": naming.long_text(session.abstract),
        "description": naming.long_text(session.description),
        "recording_license": one_line(session.licence),
        "do_not_record": session.do_not_record,
        "persons": _persons(naming, session),
        "links": _links(session),
    }
    return event


def _persons(naming: Naming, session: ProgrammeSession) -> list[dict[str, Any]]:
    known: dict[str, ProgrammeSpeaker] = {speaker.key: speaker for speaker in naming.programme.speakers}
    persons = []
    for key in session.speakers:
        if speaker := known.get(key):
            person: dict[str, Any] = {"guid": naming.guid_of("person", key)}
            if re.fullmatch(r"[A-Z0-9]{3,20}", key):
                person["code"] = key
            person |= {
                "name": one_line(speaker.name),
                "biography": naming.long_text(speaker.biography) or None,
            }
            persons.append(person)
    return persons


def _links(session: ProgrammeSession) -> list[dict[str, str]]:
    links = [
        {"url": safe, "title": one_line(label)}
        for label, address in session.links
        if (safe := web_address(address))
    ]
    if video := web_address(session.video_url):
        links.append({"type": "media", "url": video, "title": "Video"})
    return links
