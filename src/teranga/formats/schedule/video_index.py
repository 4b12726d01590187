"""Entries of a video index: title, abstract, speakers by name, language, date and length of the recording."""

from __future__ import annotations

from typing import Any

from teranga.formats.plain_text import folded, one_line
from teranga.formats.programme import Outcome, ProgrammeSession, ReadResult
from teranga.formats.schedule.access import first, identifier, items, mapping, rows
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.converted import in_languages, read_conference
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import MAX_MINUTES, read_day


def read_video_index(content: dict[str, Any], report: Report) -> ReadResult:
    builder = ProgrammeBuilder("video-index", report)
    entries = rows(content.get("sessions"))
    read_conference(builder, mapping(content.get("conference")), entries)
    days = []
    for row in entries:
        _read_entry(builder, row)
        if day := read_day(row.get("recorded")):
            days.append(day.day)
    if days:
        programme = builder.programme
        programme.start, programme.end = programme.start or min(days), programme.end or max(days)
        what = f"{len(days)} entries give the date of their recording; they were kept without a start."
        report.noted("recordings", programme.title, what)
    return builder.finish()


def _read_entry(builder: ProgrammeBuilder, row: dict[str, Any]) -> None:
    where = f'"{one_line(row.get("title"))}"'
    session = ProgrammeSession(identifier(row, "id", "slug"), in_languages(builder, row, "title", where))
    session.abstract = in_languages(builder, row, "abstract", where, rich=True)
    session.description = in_languages(builder, row, "description", where, rich=True)
    if session.abstract and folded(str(session.abstract)) == folded(str(session.title)):
        what = "The abstract only repeats the title; it was left out."
        builder.report.tally(Outcome.REPAIRED, "abstract-repeats-title", where, what)
        session.abstract.clear()
    session.speakers = builder.speaker_keys(row.get("speakers"))
    session.languages = builder.spoken(row.get("language"), where)
    session.tags = [tag for item in items(row.get("tags")) if (tag := builder.line(item, where))]
    session.minutes = _minutes(builder, first(row, "video_seconds", "duration"), where)
    addresses = [first(row, "video", "video_url"), *(video.get("url") for video in rows(row.get("videos")))]
    links = builder.links([("", address) for address in addresses if address], where)
    session.video_url = links[0][1] if links else ""
    session.licence = builder.line(first(row, "licence", "license"), where)
    session.kind = "recording"
    builder.add(session)


def _minutes(builder: ProgrammeBuilder, seconds: object, where: str) -> int | None:
    if seconds is None:
        return None
    whole = isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds <= MAX_MINUTES * 60
    return builder.minutes(-(-int(str(seconds)) // 60) if whole else None, where, given=seconds)
