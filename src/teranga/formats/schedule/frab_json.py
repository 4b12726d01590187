"""frab and c3voc JSON: schedule > conference > days > rooms > events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from teranga.formats.markup import web_address
from teranga.formats.plain_text import one_line
from teranga.formats.programme import ReadResult
from teranga.formats.schedule.access import first, identifier, mapping, rows
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.c3voc_rules import tell_schema_faults
from teranga.formats.schedule.frab_events import CUSTOMARY_DAY_CHANGE, read_event
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_day, read_moment


def read_frab_json(content: dict[str, Any], report: Report) -> ReadResult:
    schedule = mapping(content.get("schedule"))
    conference = mapping(schedule.get("conference"))
    builder = ProgrammeBuilder("frab-json", report)
    tell_schema_faults(content, report)
    days = rows(conference.get("days"))
    _read_conference(builder, schedule, conference, days)
    change = _day_change(builder, days)
    builder.programme.day_change = change or time(0, 0)
    _read_rooms(builder, rows(conference.get("rooms")) + rows(schedule.get("rooms")))
    for day in days:
        stated_day = read_day(day.get("date"))
        if stated_day is None:
            what = "This day has no date that could be understood; its sessions keep only dates of their own."
            report.left_out("date-invalid", f"day {identifier(day, 'index') or '?'}", what)
        for room, event in _events(day):
            read_event(
                builder, event, stated_day.day if stated_day else None, room, change or CUSTOMARY_DAY_CHANGE
            )
    return builder.finish()


def _events(day: dict[str, Any]) -> Iterator[tuple[object, dict[str, Any]]]:
    rooms = day.get("rooms")
    if isinstance(rooms, list):  # some exports list rooms instead of naming them
        for room in rows(rooms):
            for event in rows(first(room, "events", "sessions", "talks")):
                yield first(room, "name", "title"), event
        return
    for name, events in mapping(rooms).items():
        for event in rows(events):
            yield name, event


def _read_conference(
    builder: ProgrammeBuilder,
    schedule: dict[str, Any],
    conference: dict[str, Any],
    days: list[dict[str, Any]],
) -> None:
    programme = builder.programme
    builder.name_event(conference.get("title"))
    programme.acronym = one_line(conference.get("acronym"))
    programme.version = one_line(schedule.get("version"))
    programme.base_url = web_address(schedule.get("base_url"))
    programme.source = web_address(first(schedule, "url")) or web_address(conference.get("url"))
    programme.city, programme.venue = one_line(conference.get("city")), one_line(conference.get("venue"))
    start, end = read_day(conference.get("start")), read_day(conference.get("end"))
    programme.start, programme.end = start.day if start else None, end.day if end else None
    builder.choose_zone(conference.get("time_zone_name"), (programme.city, programme.venue), _offsets(days))
    for track in rows(conference.get("tracks")):
        builder.track(track.get("name"), "tracks")


def _offsets(days: list[dict[str, Any]]) -> Iterator[timedelta]:
    for day in days:
        for _, event in _events(day):
            moment = read_moment(event.get("date"))
            if moment and moment.offset is not None:
                yield moment.offset


def _day_change(builder: ProgrammeBuilder, days: list[dict[str, Any]]) -> time | None:
    """The one local time at which all days begin, if there is one before noon."""
    begins: set[time] = set()
    for day in days:
        moment = read_moment(day.get("day_start"))
        stated_day: date | None = found.day if (found := read_day(day.get("date"))) else None
        if moment and (local := moment.within(builder.zone)).date() == stated_day:
            begins.add(local.time())
    return begins.pop() if len(begins) == 1 and min(begins) <= time(12, 0) else None


def _read_rooms(builder: ProgrammeBuilder, described: list[dict[str, Any]]) -> None:
    guids: set[str] = set()
    for room in described:
        name, guid = room.get("name"), identifier(room, "guid")
        builder.room(name, capacity=room.get("capacity"), description=room.get("description"))
        if guid and guid in guids:
            what = "Another room has the same guid; the rooms were told apart by their names."
            builder.report.repaired("room-guid-repeated", one_line(name), what)
        guids.add(guid)
