"""The plain JSON with `conference`, `rooms`, `speakers` and `sessions` that sites are often converted to."""

from __future__ import annotations

import re
from typing import Any

from teranga.formats.markup import web_address
from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome, ProgrammeSession, ReadResult
from teranga.formats.schedule.access import first, identifier, items, mapping, rows, stated
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import read_day, read_moment
from teranga.formats.schedule.zones import country_code
from teranga.foundation.translated import UNDETERMINED, TranslatedText

_LANGUAGE_SUFFIXES = ("en", "fr", "es", "pt")
_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}")


def read_converted(content: dict[str, Any], report: Report) -> ReadResult:
    builder = ProgrammeBuilder("converted", report)
    sessions = rows(content.get("sessions"))
    read_conference(builder, mapping(content.get("conference")), sessions)
    for room in rows(content.get("rooms")):
        key = identifier(room, "id", "slug", "code")
        builder.room(
            first(room, "name", "title") or key,
            key=key,
            capacity=room.get("capacity"),
            description=room.get("description"),
        )
    _read_speakers(builder, rows(content.get("speakers")))
    for row in sessions:
        _read_session(builder, row, described="speakers" in content)
    if sponsors := rows(content.get("sponsors")):
        report.left_out(
            "sponsors",
            "sponsors",
            f"The file lists {len(sponsors)} sponsors; a programme does not hold them.",
        )
    return builder.finish()


def read_conference(
    builder: ProgrammeBuilder, conference: dict[str, Any], sessions: list[dict[str, Any]]
) -> None:
    programme = builder.programme
    builder.name_event(first(conference, "name", "title"))
    programme.acronym = one_line(first(conference, "acronym", "slug"))
    programme.city = one_line(conference.get("city"))
    programme.country = country_code(one_line(conference.get("country")))
    programme.venue = one_line(conference.get("venue"))
    programme.version = one_line(conference.get("version"))
    programme.source = one_line(conference.get("source"))
    programme.licence = one_line(first(conference, "licence", "license"))
    programme.base_url = web_address(first(conference, "base_url", "url"))
    programme.languages = builder.spoken(conference.get("languages"), "the event")
    start, end = read_day(conference.get("start")), read_day(conference.get("end"))
    programme.start, programme.end = start.day if start else None, end.day if end else None
    moments = (read_moment(session.get("start")) for session in sessions)
    offsets = {moment.offset for moment in moments if moment and moment.offset is not None}
    if programme.source_format == "video-index" and not first(conference, "timezone", "time_zone"):
        return  # no session has a time, so no zone is missed
    builder.choose_zone(
        first(conference, "timezone", "time_zone", "time_zone_name"),
        (programme.city, programme.country),
        offsets,
    )


def _read_speakers(builder: ProgrammeBuilder, described: list[dict[str, Any]]) -> None:
    for row in described:
        speaker = builder.speaker(
            first(row, "name", "public_name"), key=identifier(row, "id", "code", "slug")
        )
        if speaker is None:
            builder.report.left_out(
                "speaker-unnamed", identifier(row, "id", "code") or "speakers", "A speaker has no name."
            )
            continue
        where = speaker.name
        speaker.biography = builder.translated(first(row, "bio", "biography"), where, rich=True)
        speaker.affiliation = builder.line(
            first(row, "affiliation", "organisation", "organization", "job"), where
        )
        speaker.country = country_code(one_line(row.get("country")))
        speaker.is_keynote = stated(row.get("keynote"))
        addresses = [(label, row.get(label)) for label in ("website", "homepage", "url") if row.get(label)]
        speaker.links = builder.links(addresses, where)
        if first(row, "email", "e-mail"):
            what = "The e-mail address of a speaker was not taken over."
            builder.report.tally(Outcome.LEFT_OUT, "email-left-out", "speakers", what)


def _read_session(builder: ProgrammeBuilder, row: dict[str, Any], *, described: bool) -> None:
    where = f'"{one_line(first(row, "title", "name") or identifier(row, "id"))}"'
    session = ProgrammeSession(
        identifier(row, "guid", "id", "code"), in_languages(builder, row, "title", where)
    )
    session.start = builder.moment(read_moment(row.get("start")), where)
    if session.start is None and (shown := one_line(row.get("start"))[:40]):
        builder.report.left_out("start-invalid", where, f'The start "{shown}" could not be understood.')
    end = builder.moment(read_moment(row.get("end")), where)
    session.minutes = builder.span(
        session.start, end, first(row, "duration_min", "duration", "minutes"), where
    )
    session.room = _room(builder, one_line(row.get("room")), where)
    session.subtitle = in_languages(builder, row, "subtitle", where)
    session.abstract = in_languages(builder, row, "abstract", where, rich=True)
    session.description = in_languages(builder, row, "description", where, rich=True)
    session.kind = str(builder.translated(first(row, "type", "kind", "session_type"), where))
    session.track = builder.track(row.get("track"), where)
    session.languages = builder.spoken(first(row, "language", "languages"), where)
    session.level = builder.level(row.get("level"), where)
    session.tags = [tag for item in items(first(row, "tags", "topics")) if (tag := builder.line(item, where))]
    references = row.get("speakers")
    session.speakers = (
        builder.known_speakers(references, where) if described else builder.speaker_keys(references)
    )
    session.video_url = _video(builder, row, where)
    session.links = builder.links(
        [(link.get("title"), link.get("url")) for link in rows(row.get("links"))], where
    )
    builder.add(session)


def in_languages(
    builder: ProgrammeBuilder, row: dict[str, Any], name: str, where: str, *, rich: bool = False
) -> TranslatedText:
    """`title` beside `title_en`, `title_fr` …: the bare one is in the event's first other language."""
    texts = dict(builder.translated(row.get(name), where, rich=rich))
    for code in _LANGUAGE_SUFFIXES:
        if other := builder.translated(row.get(f"{name}_{code}"), where, rich=rich):
            own = next((known for known in builder.programme.languages if known != code), UNDETERMINED)
            if UNDETERMINED in texts:
                texts[own] = texts.pop(UNDETERMINED)
            texts[code] = str(other)
    return TranslatedText(texts)


def _room(builder: ProgrammeBuilder, reference: str, where: str) -> str:
    if not reference or builder.has_room(reference):
        return reference
    rooms_before = len(builder.programme.rooms)
    key = builder.room(reference)
    if len(builder.programme.rooms) > rooms_before:
        what = f'The room "{reference}" is nowhere described; it was added under that name.'
        builder.report.guessed("room-unknown", where, what)
    return key


def _video(builder: ProgrammeBuilder, row: dict[str, Any], where: str) -> str:
    if row.get("video"):
        link = builder.link("", row.get("video"), where)
        return link[1] if link else ""
    code = one_line(row.get("video_code"))
    if not _YOUTUBE.fullmatch(code):
        return ""
    what = "The code of a video was read as the address of a YouTube video."
    builder.report.tally(Outcome.GUESSED, "video-address-built", where, what)
    return f"https://www.youtube.com/watch?v={code}"
