"""Hand-kept rows with clock times ("9:00", "1:00 PM", "12:30"): from the rows of one day to sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from teranga.formats.plain_text import one_line
from teranga.formats.programme import Outcome, ProgrammeSession
from teranga.formats.schedule.access import first, identifier, items, mapping, rows
from teranga.formats.schedule.building import ProgrammeBuilder
from teranga.formats.schedule.checks import end_of
from teranga.formats.schedule.converted import in_languages
from teranga.formats.schedule.times import ReadClock, at_clock, read_clock, read_moment

START_NAMES = ("start", "time", "starttime", "start_time", "begin", "debut", "hora", "heure")
_END_NAMES = ("end", "endtime", "end_time", "finish", "fin")
_KIND_NAMES = ("type", "kind", "event", "format")
_EARLY = 6 * 60  # a clock below this, after an evening, means the next morning


@dataclass(frozen=True, slots=True)
class ClockSpan:
    start: int | None = None  # minutes after the day's midnight; above 1440 after the next one
    length: int | None = None
    twelve_hour: bool = False  # "1:00" was read as 13:00
    backwards: bool = False  # the end lies before the start and cannot be explained


def add_day(builder: ProgrammeBuilder, day: date | None, listed: list[dict[str, Any]]) -> None:
    listed = [
        {name: "" if value in ("null", "~") else value for name, value in row.items()} for row in listed
    ]
    clocks = [(read_clock(first(row, *START_NAMES)), read_clock(first(row, *_END_NAMES))) for row in listed]
    for row, span in zip(listed, spans_of_day(clocks), strict=True):
        _add_row(builder, day, row, span)


def spans_of_day(clocks: list[tuple[ReadClock | None, ReadClock | None]]) -> list[ClockSpan]:
    """Spans in the order of the rows; a day that never goes beyond 12:59 and jumps back counts by twelve."""
    known = [clock for pair in clocks for clock in pair if clock]
    opening = next((start.minutes for start, _ in clocks if start), 0)
    twelve = all(clock.minutes < 13 * 60 and not clock.stated_half for clock in known)
    spans: list[ClockSpan] = []
    latest = 0
    for start, end in clocks:
        if start is None:
            spans.append(ClockSpan())
            continue
        begin = start.minutes
        if begin < opening and not start.stated_half:
            if twelve:
                begin += 720
            elif begin < _EARLY and latest >= 18 * 60:
                begin += 1440
        latest = max(latest, begin)
        spans.append(_span(begin, begin != start.minutes and twelve, end, twelve=twelve))
    return spans


def _span(begin: int, moved: bool, end: ReadClock | None, *, twelve: bool) -> ClockSpan:
    if end is None:
        return ClockSpan(begin, None, moved)
    length = end.minutes - begin % 1440
    if length < 0 and twelve and length + 720 <= _EARLY:
        return ClockSpan(begin, length + 720, twelve_hour=True)
    if length < 0 and length + 1440 <= 720:
        return ClockSpan(begin, length + 1440, moved)
    if length < 0:
        return ClockSpan(begin, None, moved, backwards=True)
    return ClockSpan(begin, length, moved)


def _add_row(builder: ProgrammeBuilder, day: date | None, row: dict[str, Any], span: ClockSpan) -> None:
    kind = str(builder.translated(first(row, *_KIND_NAMES), "kinds"))
    title = in_languages(builder, row, "title", "titles")
    shown_start = one_line(first(row, *START_NAMES))[:30]
    where = f'"{title or kind or "untitled"}", {day or ""} {shown_start}'
    session = ProgrammeSession(identifier(row, "guid", "id", "code"), title, kind=kind)
    _place(builder, session, day, span, shown_start, where)
    own_end = builder.moment(read_moment(first(row, *_END_NAMES)), where)
    if (own := builder.moment(read_moment(first(row, *START_NAMES)), where)) is not None:
        session.start, session.minutes = own, builder.span(own, own_end, row.get("duration"), where)
    elif session.minutes is None and not span.backwards:
        session.minutes = builder.span(None, None, row.get("duration"), where)
    session.abstract = in_languages(builder, row, "abstract", where, rich=True)
    session.description = in_languages(builder, row, "description", where, rich=True)
    session.room = builder.room(row.get("room"))
    session.track = builder.track(first(row, "track", "category"), where)
    session.level = builder.level(row.get("level"), where)
    session.languages = builder.spoken(first(row, "language", "languages"), where)
    session.tags = [tag for item in items(row.get("tags")) if (tag := builder.line(item, where))]
    session.speakers = _speakers(builder, first(row, "speaker", "speakers"))
    session.links = builder.links([("", row.get("url"))], where)
    builder.add(session)


def _place(
    builder: ProgrammeBuilder,
    session: ProgrammeSession,
    day: date | None,
    span: ClockSpan,
    shown: str,
    where: str,
) -> None:
    report = builder.report
    if span.start is None:
        if shown and read_moment(shown) is None:
            report.left_out("start-invalid", where, f'The start "{shown}" could not be understood.')
        return
    if day is None:
        report.left_out("date-missing", where, "It has a clock time and no date that could be understood.")
        return
    session.start = at_clock(day, span.start, builder.zone)
    if span.twelve_hour:
        what = "The time counts by twelve hours without saying so; it was read as afternoon."
        report.tally(Outcome.REPAIRED, "twelve-hour", where, what)
    if span.start >= 1440:
        builder.note_after_midnight(session.start, day, where)
    if span.backwards:
        report.left_out("end-before-start", where, "It ends before it starts; the end was left out.")
    elif span.length is not None:
        session.minutes = builder.minutes(span.length, where, given=f"{span.length} minutes")


def _speakers(builder: ProgrammeBuilder, value: object) -> list[str]:
    found: list[str] = []
    for item in items(value):
        row = mapping(item) if isinstance(item, dict) else {"name": item}
        speaker = builder.speaker(row.get("name"), key=identifier(row, "id", "code"))
        if speaker is None:
            continue
        if not speaker.biography:
            speaker.biography = builder.translated(first(row, "bio", "biography"), speaker.name, rich=True)
        found.append(speaker.key)
    return list(dict.fromkeys(found))


def assume_one_room(builder: ProgrammeBuilder) -> None:
    """A list without rooms in which nothing overlaps is a single stage; with overlaps nobody can tell."""
    programme = builder.programme
    timed = sorted(
        (s for s in programme.sessions if s.start), key=lambda s: s.start.timestamp() if s.start else 0.0
    )
    if programme.rooms or not timed:
        return
    parallel = 0
    latest = None
    for session in timed:
        if latest and session.start and session.start < latest:
            parallel += 1
        end = end_of(session)
        latest = max(latest, end) if latest and end else end or latest
    if parallel:
        what = f"{parallel} sessions run beside another one and the file names no rooms; none was assumed."
        builder.report.noted("parallel-without-rooms", programme.title, what)
        return
    key = builder.room("Main stage")
    for session in timed:
        session.room = key
    what = 'The file names no room and nothing overlaps; all sessions were put in one room, "Main stage".'
    builder.report.guessed("room-assumed", programme.title, what)


def clock_row_lists(value: object) -> bool:
    """Whether a list holds rows with a start and something to call them by."""
    found = rows(value)
    return bool(found) and any(
        first(row, *START_NAMES) and first(row, "title", *_KIND_NAMES) for row in found[:50]
    )
