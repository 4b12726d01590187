"""A programme as frab XML (schedule.xml), valid by the strict schema of c3voc."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

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


def write_frab_xml(
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
    root = Element("schedule")
    SubElement(root, "generator", {"name": one_line(generator), "version": one_line(version)})
    if address := web_address(programme.source):
        _add(root, "url", address)
    _add(root, "version", one_line(programme.version))
    _add_conference(root, naming, days)
    for index, day in enumerate(days, start=1):
        of_day = [
            session for session in sessions if session.start and day_of(session.start, programme) == day
        ]
        _add_day(root, naming, index, day, of_day)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _add_conference(root: Element, naming: Naming, days: list[date]) -> None:
    programme = naming.programme
    conference = SubElement(root, "conference")
    _add(conference, "title", one_line(programme.title))
    _add(conference, "acronym", naming.acronym)
    _add(conference, "start", (programme.start or days[0]).isoformat())
    _add(conference, "end", (programme.end or days[-1]).isoformat())
    _add(conference, "days", str(len(days)))
    _add(conference, "timeslot_duration", "00:05")
    if base := web_address(programme.base_url):
        _add(conference, "base_url", base)
    _add(conference, "time_zone_name", programme.zone)
    for track in programme.tracks:
        SubElement(conference, "track", {"name": one_line(track)})


def _add_day(root: Element, naming: Naming, index: int, day: date, sessions: list[ProgrammeSession]) -> None:
    programme = naming.programme
    begin, end = day_begin(day, programme), day_begin(day + timedelta(days=1), programme)
    attributes = {"index": str(index), "date": day.isoformat()}
    element = SubElement(root, "day", attributes | {"start": offset_time(begin), "end": offset_time(end)})
    by_room: dict[str, list[ProgrammeSession]] = {}
    for session in sessions:
        by_room.setdefault(session.room, []).append(session)
    order = [room.key for room in programme.rooms]
    for key in sorted(by_room, key=lambda key: (order.index(key) if key in order else len(order), key)):
        name = naming.room_name(by_room[key][0])
        room = SubElement(element, "room", {"name": name, "guid": naming.guid_of("room", key)})
        for session in by_room[key]:
            _add_event(room, naming, session, name)


def _add_event(room: Element, naming: Naming, session: ProgrammeSession, room_name: str) -> None:
    attributes = {"guid": naming.session_guid(session), "id": str(naming.numbers[session.key])}
    if re.fullmatch(r"[0-9A-Z]{6}", session.key):
        attributes["code"] = session.key
    event = SubElement(room, "event", attributes)
    assert session.start is not None  # noqa: S101 timed_sessions has left the others out
    start = local(session.start, naming.programme)
    _add(event, "date", offset_time(start))
    _add(event, "start", clock(start))
    _add(event, "duration", hours_minutes(session.minutes))
    _add(event, "room", room_name)
    _add(event, "slug", naming.slug(session))
    if address := naming.url(session):
        _add(event, "url", address)
    _add(event, "title", naming.text(session.title))
    _add(event, "subtitle", naming.text(session.subtitle))
    _add(event, "track", one_line(session.track))
    _add(event, "type", one_line(session.kind))
    _add(event, "language", "/".join(session.languages))
    _add(event, "abstract", naming.long_text(session.abstract))
    _add(event, "description", naming.long_text(session.description))
    _add_recording(event, session)
    _add_persons(event, naming, session)
    links = SubElement(event, "links")
    for label, address in session.links:
        if safe := web_address(address):
            SubElement(links, "link", {"href": safe}).text = one_line(label)


def _add_recording(event: Element, session: ProgrammeSession) -> None:
    recording = SubElement(event, "recording")
    _add(recording, "license", one_line(session.licence))
    _add(recording, "optout", "true" if session.do_not_record else "false")
    if video := web_address(session.video_url):
        _add(recording, "link", video)


def _add_persons(event: Element, naming: Naming, session: ProgrammeSession) -> None:
    known: dict[str, ProgrammeSpeaker] = {speaker.key: speaker for speaker in naming.programme.speakers}
    persons = SubElement(event, "persons")
    for key in session.speakers:
        if speaker := known.get(key):
            attributes = {"guid": naming.guid_of("person", key)}
            if re.fullmatch(r"[0-9]{1,9}", key):
                attributes["id"] = key
            SubElement(persons, "person", attributes).text = one_line(speaker.name)
