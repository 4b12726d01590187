"""Stable keys: a newer version of the same file must give the same session the same key.

The source's own guid, code or id comes first. Where there is none, the key is the slug of the title; of
several sessions with one title the earliest has the bare slug and the later ones "-2", "-3" in order of
start, so that moving rows about changes nothing. Where an id is repeated, the same rule tells the rows apart.
"""

from __future__ import annotations

from datetime import UTC, datetime

from teranga.formats.plain_text import slug_of
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.formats.schedule.report import Report

_LAST = datetime.max.replace(tzinfo=UTC)


def unused(wanted: str, taken: set[str]) -> str:
    """`wanted`, or the first of `wanted`-2, `wanted`-3 … that is free."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


def settle_keys(programme: Programme, report: Report) -> None:
    stated: dict[str, list[ProgrammeSession]] = {}
    derived: dict[str, list[ProgrammeSession]] = {}
    for session in programme.sessions:
        if session.key:
            stated.setdefault(session.key, []).append(session)
        else:
            derived.setdefault(slug_of(str(session.title)) or "session", []).append(session)
    taken: set[str] = set(stated)
    last: dict[str, int] = {}
    for key, sessions in stated.items():
        for session in sorted(sessions, key=_order)[1:]:
            session.key = _next(key, taken, last)
            session.guid = ""  # it names the first of them
            what = f'The id "{key}" is given to several sessions; all were kept, this one as "{session.key}".'
            report.repaired("id-repeated", f'"{session.title}"', what)
    for slug, sessions in derived.items():
        for session in sorted(sessions, key=_order):
            session.key = _next(slug, taken, last)


def _next(wanted: str, taken: set[str], last: dict[str, int]) -> str:
    number = last.get(wanted, 0) + 1
    key = wanted if number == 1 else f"{wanted}-{number}"
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    last[wanted] = number
    taken.add(key)
    return key


def _order(session: ProgrammeSession) -> tuple[datetime, str, str, str]:
    return session.start or _LAST, session.room, str(session.title), " ".join(session.speakers)
