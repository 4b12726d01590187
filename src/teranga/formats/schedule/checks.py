"""What is looked at once the whole programme is known: titles, kinds, keys, rooms, overlaps, days."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from teranga.formats.plain_text import folded
from teranga.formats.programme import Outcome, Programme, ProgrammeSession
from teranga.formats.schedule import words
from teranga.formats.schedule.keys import settle_keys
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import exists
from teranga.foundation.translated import TranslatedText


def complete(programme: Programme, report: Report) -> None:
    for session in programme.sessions:
        _give_title(session, report)
        _recognise_kind(session, report)
    _unify_kinds(programme, report)
    settle_keys(programme, report)
    _tell_repeated_titles(programme, report)
    _tell_rooms(programme, report)
    _tell_overlaps(programme, report)
    _tell_clock_changes(programme, report)
    _tell_late_ends(programme, report)
    _tell_unplaced(programme, report)
    _bound_days(programme, report)


def place_of(session: ProgrammeSession) -> str:
    """The session as a person would find it in the file."""
    title = f'"{session.title}"'
    return f"{title}, {session.start:%Y-%m-%d %H:%M}" if session.start else title


def end_of(session: ProgrammeSession) -> datetime | None:
    if session.start is None or session.minutes is None:
        return None
    return (session.start.astimezone(UTC) + timedelta(minutes=session.minutes)).astimezone(
        session.start.tzinfo
    )


def day_of(session: ProgrammeSession, programme: Programme) -> date | None:
    """The programme day a session belongs to: before the day's beginning the day before goes on."""
    if session.start is None:
        return None
    before = session.start.time() < programme.day_change and session.start.date() > date.min
    return session.start.date() - timedelta(days=1) if before else session.start.date()


def _give_title(session: ProgrammeSession, report: Report) -> None:
    if session.title:
        return
    if session.kind:
        session.title = TranslatedText(session.kind)
        what = f'The title is empty; the kind "{session.kind}" was taken as title.'
        report.repaired("title-empty", place_of(session), what)
    else:
        session.title = TranslatedText("Untitled")
        report.guessed("title-empty", place_of(session), 'The title is empty; it was called "Untitled".')


def _recognise_kind(session: ProgrammeSession, report: Report) -> None:
    session.is_break = session.is_break or words.is_break_kind(session.kind)
    session.is_plenary = session.is_plenary or words.is_plenary_kind(session.kind)
    if session.is_break or session.is_plenary or session.speakers:
        return
    if any(words.titled_as_break(title) for title in session.title.values()):
        session.is_break = True
        what = "Its title and the missing speaker say that this is a break or a registration."
        report.guessed("break-guessed", place_of(session), what)
    elif any(words.titled_as_plenary(title) for title in session.title.values()):
        session.is_plenary = True
        report.guessed("plenary-guessed", place_of(session), "Its title says that this concerns everybody.")


def _unify_kinds(programme: Programme, report: Report) -> None:
    spellings: dict[str, Counter[str]] = {}
    for session in programme.sessions:
        spellings.setdefault(folded(session.kind), Counter())[session.kind] += 1
    chosen = {kind: counter.most_common(1)[0][0] for kind, counter in spellings.items()}
    for session in programme.sessions:
        common = chosen[folded(session.kind)]
        if session.kind != common:
            what = f'The kind is spelled differently elsewhere; it was read as "{common}".'
            report.tally(Outcome.REPAIRED, "kind-spelling", f'"{session.kind}"', what)
            session.kind = common


def _tell_repeated_titles(programme: Programme, report: Report) -> None:
    seen: set[str] = set()
    for session in programme.sessions:
        title = folded(str(session.title))
        if title in seen:
            report.noted(
                "title-repeated", place_of(session), "Another session has the same title; both were kept."
            )
        seen.add(title)


def _tell_rooms(programme: Programme, report: Report) -> None:
    timed = [session for session in programme.sessions if session.start]
    without = [session for session in timed if not session.room]
    if timed and len(without) == len(timed) and not programme.rooms:
        what = f"The file names no room; {len(timed)} sessions have a time and no room."
        report.noted("rooms-none", programme.title or "the event", what)
        return
    for session in without:
        report.noted("room-missing", place_of(session), "This session has a time and no room.")


def _tell_overlaps(programme: Programme, report: Report) -> None:
    names = {room.key: str(room.name) for room in programme.rooms}
    by_room: dict[str, list[tuple[datetime, datetime, ProgrammeSession]]] = {}
    for session in programme.sessions:
        end = end_of(session)
        if session.room and session.start and end:
            by_room.setdefault(session.room, []).append(
                (session.start.astimezone(UTC), end.astimezone(UTC), session)
            )
    for key, spans in by_room.items():
        spans.sort(key=lambda span: (span[0], span[1]))
        latest = spans[0]
        for span in spans[1:]:
            if span[0] < latest[1]:
                what = f'It overlaps with "{latest[2].title}" in {names.get(key, key)}; both were kept.'
                report.noted("overlap", place_of(span[2]), what)
            if span[1] > latest[1]:
                latest = span


def _tell_clock_changes(programme: Programme, report: Report) -> None:
    for session in programme.sessions:
        if session.start and not exists(session.start):
            what = "The clocks skip this time when summer time begins; check the start."
            report.noted("clock-change", place_of(session), what)


def _tell_late_ends(programme: Programme, report: Report) -> None:
    for session in programme.sessions:
        end = end_of(session)
        if session.start and end and end.date() > session.start.date() and end.time() != time(0, 0):
            what = f"It runs past midnight, until {end:%H:%M}, and belongs to the day it starts."
            report.noted("past-midnight", place_of(session), what)


def _tell_unplaced(programme: Programme, report: Report) -> None:
    if programme.source_format == "video-index":
        return
    for session in programme.sessions:
        if session.start is None:
            report.tally(Outcome.NOTED, "start-missing", f'"{session.title}"', "The session has no start.")
    for session in programme.sessions:
        if session.start and session.minutes is None:
            report.tally(Outcome.NOTED, "length-missing", place_of(session), "The session has no length.")


def _bound_days(programme: Programme, report: Report) -> None:
    days = [day for session in programme.sessions if (day := day_of(session, programme))]
    if not days:
        return
    first, last = min(days), max(days)
    if programme.start and programme.end and programme.start > programme.end:
        what = f"The event starts on {programme.start} and ends on {programme.end}; the sessions decided."
        report.repaired("dates-reversed", programme.title, what)
        programme.start = programme.end = None
    if (programme.start and first < programme.start) or (programme.end and last > programme.end):
        dates = f"{programme.start or 'an open start'} to {programme.end or 'an open end'}"
        what = f"Sessions take place from {first} to {last}, outside the stated {dates}."
        report.noted("dates-disagree", programme.title or "the event", what)
    programme.start = programme.start or first
    programme.end = programme.end or last
