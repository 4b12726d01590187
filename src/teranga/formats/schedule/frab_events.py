"""What frab's XML and JSON have in common: one event of a day and room becomes one session."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome, ProgrammeSession
from teranga.formats.schedule.access import first, identifier, items, mapping, rows, stated
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.times import at_clock, read_clock, read_minutes, read_moment

CUSTOMARY_DAY_CHANGE = time(4, 0)  # what pentabarf and its successors assume when the file is silent


def read_event(
    builder: ProgrammeBuilder, event: dict[str, Any], day: date | None, room_name: object, day_change: time
) -> ProgrammeSession:
    title = builder.translated(event.get("title"), "a session without a title")
    where = f'"{title}"' if title else f"session {identifier(event, 'id', 'guid') or 'without a title'}"
    guid = _guid(event, builder, where)
    key = guid or identifier(event, "code", "id")
    session = ProgrammeSession(key, title, guid=guid)
    session.start = _start(builder, event, day, day_change, where)
    session.minutes = _minutes(builder, event, session.start, where)
    session.room = _room(builder, event, room_name, where)
    session.subtitle = builder.translated(event.get("subtitle"), where)
    session.abstract = builder.translated(event.get("abstract"), where, rich=True)
    session.description = builder.translated(event.get("description"), where, rich=True)
    session.track = builder.track(event.get("track"), where)
    session.kind = str(builder.translated(event.get("type"), where))
    session.languages = builder.spoken(event.get("language"), where)
    session.speakers = _speakers(builder, event)
    session.licence = builder.line(event.get("recording_license"), where)
    session.do_not_record = stated(event.get("do_not_record"))
    session.links = builder.links(
        [
            (first(row, "title", "text"), first(row, "url", "href"))
            for row in rows(event.get("links")) + rows(event.get("attachments"))
        ],
        where,
    )
    video = builder.link("", event.get("video_download_url"), where)
    session.video_url = video[1] if video else ""
    builder.add(session)
    _tell_midnight(builder, session, day, where)
    return session


def _guid(event: dict[str, Any], builder: ProgrammeBuilder, where: str) -> str:
    text = identifier(event, "guid")
    if not text:
        what = "The session has no guid; its id stands in for it."
        builder.report.tally(Outcome.NOTED, "guid-missing", where, what)
        return ""
    if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        return str(uuid.UUID(text))
    builder.report.left_out("guid-invalid", where, f'The guid "{text[:60]}" is no UUID and was left out.')
    return ""


def _start(
    builder: ProgrammeBuilder, event: dict[str, Any], day: date | None, day_change: time, where: str
) -> datetime | None:
    clock = read_clock(event.get("start"))
    if moment := read_moment(event.get("date")) or read_moment(event.get("start")):
        start = builder.moment(moment, where)
        wall = moment.wall.hour * 60 + moment.wall.minute
        if clock and clock.minutes % 1440 != wall:
            shown = one_line(event.get("start"))[:20]
            what = f"Its start {shown} disagrees with its date {moment.wall:%Y-%m-%d %H:%M}, which was taken."
            builder.report.repaired("start-disagrees", where, what)
        return start
    if clock is None or day is None:
        if shown := one_line(event.get("start"))[:40]:
            builder.report.left_out("start-invalid", where, f'The start "{shown}" could not be understood.')
        return None
    after_midnight = clock.minutes < day_change.hour * 60 + day_change.minute
    return at_clock(day + timedelta(days=1) if after_midnight else day, clock.minutes, builder.zone)


def _minutes(
    builder: ProgrammeBuilder, event: dict[str, Any], start: datetime | None, where: str
) -> int | None:
    given = event.get("duration")
    if read_minutes(given) is None:
        return builder.span(start, builder.moment(read_moment(event.get("end")), where), given, where)
    return builder.minutes(read_minutes(given), where, given=given)


def _room(builder: ProgrammeBuilder, event: dict[str, Any], listed: object, where: str) -> str:
    under, own = builder.line(listed, where), str(builder.translated(event.get("room"), where))
    if own and under and own != under:
        what = f'It is listed under the room "{under}" and names "{own}"; "{under}" was taken.'
        builder.report.repaired("room-disagrees", where, what)
    return builder.room(under or own)


def _speakers(builder: ProgrammeBuilder, event: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for person in items(event.get("persons")):
        row = mapping(person) if isinstance(person, dict) else {"name": person}
        if first(row, "email", "e-mail"):
            what = "The e-mail address of a speaker was not taken over."
            builder.report.tally(Outcome.LEFT_OUT, "email-left-out", "speakers", what)
        name = first(row, "public_name", "name", "full_public_name", "full_name")
        speaker = builder.speaker(name, key=identifier(row, "code", "guid", "id"))
        if speaker is None:
            continue
        if not speaker.biography:
            speaker.biography = builder.translated(
                first(row, "biography", "abstract"), speaker.name, rich=True
            )
        if not speaker.links:
            speaker.links = builder.links(
                [(first(link, "title"), first(link, "url", "href")) for link in rows(row.get("links"))],
                speaker.name,
            )
        found.append(speaker.key)
    return list(dict.fromkeys(found))


def _tell_midnight(
    builder: ProgrammeBuilder, session: ProgrammeSession, day: date | None, where: str
) -> None:
    if session.start is None or day is None or session.start.date() == day:
        return
    if session.start.date() == day + timedelta(days=1):
        builder.note_after_midnight(session.start, day, where)
    else:
        what = f"It is listed under {day} and dated {session.start.date()}; its own date was taken."
        builder.report.guessed("date-disagrees", where, what)
