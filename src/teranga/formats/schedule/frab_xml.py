"""frab and pentabarf XML: schedule > conference, day > room > event."""

from __future__ import annotations

from datetime import time
from typing import Any
from xml.etree.ElementTree import Element

from teranga.formats.markup import web_address
from teranga.formats.plain_text import one_line
from teranga.formats.programme import ReadResult, UnreadableFile
from teranga.formats.schedule.access import stated
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.frab_events import CUSTOMARY_DAY_CHANGE, read_event
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_clock, read_day, read_moment


def read_frab_xml(root: Element, report: Report) -> ReadResult:
    if _name(root) != "schedule":
        raise UnreadableFile(
            f"This XML file begins with <{_name(root)[:40]}> and not with <schedule>: "
            "give a programme in frab or pentabarf form."
        )
    builder = ProgrammeBuilder("frab-xml", report)
    conference = _child(root, "conference")
    days = [day for day in root if _name(day) == "day"]
    _read_conference(builder, root, conference, days)
    change = _day_change(conference, days)
    builder.programme.day_change = change or time(0, 0)
    for day in days:
        stated_day = read_day(day.get("date")) or read_day(day.get("start"))
        if stated_day is None:
            what = "This day has no date that could be understood; its sessions keep only dates of their own."
            report.left_out("date-invalid", f"day {one_line(day.get('index')) or '?'}", what)
        for room in (child for child in day if _name(child) == "room"):
            if not one_line(room.get("name")) and len(room):
                report.noted(
                    "room-unnamed", f"day {one_line(day.get('index')) or '?'}", "A room has no name."
                )
            for event in (child for child in room if _name(child) == "event"):
                listed = stated_day.day if stated_day else None
                read_event(
                    builder, _as_mapping(event), listed, room.get("name"), change or CUSTOMARY_DAY_CHANGE
                )
    return builder.finish()


def _read_conference(
    builder: ProgrammeBuilder, root: Element, conference: Element | None, days: list[Element]
) -> None:
    programme = builder.programme
    builder.name_event(_text(conference, "title"))
    programme.acronym = one_line(_text(conference, "acronym"))
    programme.city = one_line(_text(conference, "city"))
    programme.venue = one_line(_text(conference, "venue"))
    programme.version = one_line(_text(root, "version")) or one_line(_text(conference, "release"))
    programme.base_url = web_address(_text(conference, "base_url"))
    programme.source = web_address(_text(root, "url")) or web_address(_text(conference, "url"))
    start, end = read_day(_text(conference, "start")), read_day(_text(conference, "end"))
    programme.start, programme.end = start.day if start else None, end.day if end else None
    offsets = (
        moment.offset
        for day in days
        for event in day.iter("event")
        if (moment := read_moment(_text(event, "date"))) and moment.offset is not None
    )
    builder.choose_zone(_text(conference, "time_zone_name"), (programme.city, programme.venue), offsets)
    for track in [] if conference is None else conference.iter("track"):
        builder.track(track.get("name") or track.text, "tracks")


def _day_change(conference: Element | None, days: list[Element]) -> time | None:
    if clock := read_clock(_text(conference, "day_change")):
        return time(clock.minutes % 1440 // 60, clock.minutes % 60)
    begins = [moment.wall.time() for day in days if (moment := read_moment(day.get("start")))]
    return begins[0] if begins and begins[0] <= time(12, 0) and len(set(begins)) == 1 else None


def _as_mapping(event: Element) -> dict[str, Any]:
    row: dict[str, Any] = {name: event.get(name) for name in ("guid", "code", "id")}
    for child in event:
        name = _name(child)
        if name == "persons":
            row[name] = [{**person.attrib, "name": _all_text(person)} for person in child]
        elif name in ("links", "attachments"):
            row[name] = [{"url": link.get("href"), "title": _all_text(link)} for link in child]
        elif name == "recording":
            row["recording_license"] = _text(child, "license")
            row["do_not_record"] = stated(_text(child, "optout"))
            row.setdefault("video_download_url", _text(child, "link") or _text(child, "url"))
        else:
            row[name] = _all_text(child)
    return row


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _child(parent: Element | None, name: str) -> Element | None:
    return next((child for child in parent if _name(child) == name), None) if parent is not None else None


def _text(parent: Element | None, name: str) -> str:
    child = _child(parent, name)
    return _all_text(child).strip() if child is not None else ""


def _all_text(element: Element) -> str:
    return "".join(element.itertext())
