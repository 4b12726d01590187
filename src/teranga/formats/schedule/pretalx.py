"""pretalx: the API's submissions and schedule, and the dictionaries by code that sites make of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome, ProgrammeSession, ReadResult
from teranga.formats.schedule.access import first, identifier, items, mapping, rows, stated
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_moment

_NOT_IN_PROGRAMME = ("submitted", "rejected", "withdrawn", "canceled", "cancelled", "draft", "deleted")
_PRIVATE = ("answers", "notes", "internal_notes", "reviews", "anonymised_data", "email", "availabilities")


def listed(content: object) -> list[dict[str, Any]]:
    """The rows of a list, of a page of the API (`results`), of a dictionary by code, or one row alone."""
    if isinstance(content, dict):
        page = mapping(content)
        if isinstance(page.get("results"), list):
            return rows(page["results"])
        if "code" in page and ("title" in page or "name" in page):
            return [page]
        values = list(page.values())
        if not values or not all(isinstance(value, dict) for value in values):
            return []
        return [{"code": key, **mapping(value)} for key, value in page.items()]
    return rows(content)


def are_submissions(content: object) -> bool:
    return any("title" in row and ("code" in row or "submission_type" in row) for row in listed(content)[:50])


def are_speakers(content: object) -> bool:
    found = listed(content)[:50]
    return bool(found) and all("name" in row and "title" not in row for row in found)


def is_schedule(content: object) -> bool:
    page = mapping(content)
    return isinstance(page.get("slots"), list) and any("start" in slot for slot in rows(page["slots"]))


def read_submissions(content: object, report: Report, companions: list[object]) -> ReadResult:
    builder = _builder(report, "pretalx-api", companions)
    submissions = listed(content)
    _zone(builder, {}, [_slot(submission) for submission in submissions])
    for submission in submissions:
        _read_submission(builder, submission, _slot(submission))
    return builder.finish()


def read_schedule(content: object, report: Report, companions: list[object]) -> ReadResult:
    page = mapping(content)
    builder = _builder(report, "pretalx-schedule", companions)
    builder.programme.version = one_line(page.get("version"))
    slots = rows(page.get("slots")) + rows(page.get("breaks"))
    _zone(builder, page, slots)
    for slot in slots:
        submission = slot.get("submission")
        if isinstance(submission, dict):
            _read_submission(builder, mapping(submission), slot)
        elif code := one_line(submission):
            _read_submission(builder, {"code": code, "title": slot.get("title") or code}, slot)
        else:
            _read_break(builder, slot)
    return builder.finish()


def _builder(report: Report, source_format: str, companions: list[object]) -> ProgrammeBuilder:
    builder = ProgrammeBuilder(source_format, report)
    for companion in companions:
        for row in listed(companion):
            _read_speaker(builder, row)
    return builder


def _zone(builder: ProgrammeBuilder, page: dict[str, Any], slots: list[dict[str, Any]]) -> None:
    event = mapping(page.get("event"))
    builder.name_event(first(event, "name") or first(page, "event", "title", "name"))
    moments = [moment for slot in slots if (moment := read_moment(slot.get("start")))]
    offsets: set[timedelta] = {moment.offset for moment in moments if moment.offset is not None}
    if moments or page.get("timezone"):
        builder.choose_zone(first(page, "timezone") or event.get("timezone"), (), offsets)


def _slot(submission: dict[str, Any]) -> dict[str, Any]:
    """The place and time of a submission: inside `slot` or `slots`, or beside the title."""
    if isinstance(slot := submission.get("slot"), dict):
        return mapping(slot)
    placed = [slot for slot in rows(submission.get("slots")) if slot.get("start")]
    return placed[0] if placed else {name: submission.get(name) for name in ("room", "start", "end")}


def _read_submission(builder: ProgrammeBuilder, row: dict[str, Any], slot: Mapping[str, Any]) -> None:
    title = builder.translated(row.get("title"), "titles")
    where = f'"{title or identifier(row, "code")}"'
    state = one_line(row.get("state")).lower()
    if state in _NOT_IN_PROGRAMME:
        what = f'The submission is "{state}" and so not part of the programme.'
        builder.report.tally(Outcome.LEFT_OUT, "state-not-programme", where, what)
        return
    _tell_private(builder, row, where)
    session = ProgrammeSession(identifier(row, "code", "guid", "id"), title)
    _place(builder, session, row, slot, where)
    session.abstract = builder.translated(row.get("abstract"), where, rich=True)
    session.description = builder.translated(row.get("description"), where, rich=True)
    session.kind = _named(builder, first(row, "submission_type", "session_type"), where)
    session.track = builder.track(_named(builder, row.get("track"), where), where)
    session.languages = builder.spoken(first(row, "content_locale", "language"), where)
    session.level = builder.level(row.get("level"), where)
    tags = [_named(builder, tag, where) for tag in items(row.get("tags"))]
    session.tags = [tag for tag in tags if tag and not tag.isdigit()]
    session.do_not_record = stated(row.get("do_not_record"))
    session.speakers = _speakers(builder, row.get("speakers"), where)
    resources = [
        (r.get("description"), first(r, "resource", "url", "link")) for r in rows(row.get("resources"))
    ]
    session.links = builder.links([*resources, ("", row.get("website_url"))], where)
    video = builder.link("", row.get("youtube_url"), where)
    session.video_url = video[1] if video else ""
    builder.add(session)


def _place(
    builder: ProgrammeBuilder,
    session: ProgrammeSession,
    row: dict[str, Any],
    slot: Mapping[str, Any],
    where: str,
) -> None:
    session.start = builder.moment(read_moment(slot.get("start")), where)
    end = builder.moment(read_moment(slot.get("end")), where)
    session.minutes = builder.span(session.start, end, first(row, "duration") or slot.get("duration"), where)
    room = slot.get("room")
    capacity = room.get("capacity") if isinstance(room, dict) else None
    session.room = builder.room(_name_of(room), capacity=capacity)


def _read_break(builder: ProgrammeBuilder, slot: dict[str, Any]) -> None:
    title = builder.translated(first(slot, "description", "title"), "breaks")
    session = ProgrammeSession(identifier(slot, "guid", "id"), title, kind="break", is_break=True)
    _place(builder, session, {}, slot, f'"{title or "break"}"')
    builder.add(session)


def _name_of(value: object) -> object:
    """pretalx names things as a text, as texts by language, or as an object with a name."""
    if isinstance(value, dict) and "name" in value:
        return value["name"]
    return value


def _named(builder: ProgrammeBuilder, value: object, where: str) -> str:
    name = _name_of(value)
    if isinstance(name, dict) and not all(isinstance(text, str) for text in name.values()):
        return ""
    return str(builder.translated(name, where))


def _speakers(builder: ProgrammeBuilder, references: object, where: str) -> list[str]:
    found: list[str] = []
    for reference in items(references):
        if isinstance(reference, dict):
            found.extend(_read_speaker(builder, mapping(reference)))
        else:
            found.extend(builder.known_speakers(reference, where))
    return list(dict.fromkeys(found))


def _read_speaker(builder: ProgrammeBuilder, row: dict[str, Any]) -> list[str]:
    speaker = builder.speaker(first(row, "name", "public_name"), key=identifier(row, "code", "id"))
    if speaker is None:
        return []
    _tell_private(builder, row, speaker.name)
    if not speaker.biography:
        speaker.biography = builder.translated(row.get("biography"), speaker.name, rich=True)
    speaker.affiliation = speaker.affiliation or builder.line(row.get("affiliation"), speaker.name)
    addresses = [
        (re.sub("_url$", "", name), row.get(name))
        for name in row
        if name in ("homepage", "website") or name.endswith("_url")
    ]
    if not speaker.links:
        speaker.links = builder.links(
            [(name, address) for name, address in addresses if address], speaker.name
        )
    return [speaker.key]


def _tell_private(builder: ProgrammeBuilder, row: dict[str, Any], where: str) -> None:
    for name in _PRIVATE:
        if row.get(name):
            what = f"The private field {name} was not taken over."
            builder.report.tally(Outcome.LEFT_OUT, "private-left-out", where, what)
