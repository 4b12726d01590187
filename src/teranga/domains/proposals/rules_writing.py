"""What a writer tells, what a proposal still needs before it is sent, and when it may be changed.

`told` is one flat dictionary of plain values under the names below, so that the form, the browser's copy,
a kept aside save and a version have the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.people.normal_forms import one_line
from teranga.domains.proposals import rules_call
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    Proposal,
    ProposalSpeaker,
    ReviewPhase,
    SessionType,
)
from teranga.domains.proposals.rules import COMES
from teranga.domains.proposals.rules_answers import AnswerRefused, read_answer

S = Proposal.State
LONG = 40_000  # characters of one text; the call's own limits are far below
TEXTS = {
    "title": 200, "abstract": LONG, "description": LONG, "notes": LONG, "level": 20, "language": 8,
    "slide_language": 8, "needs": 4_000,
}  # fmt: skip
OF_SPEAKER = {"name": 160, "biography": LONG, "affiliation": 160, "country": 2}
LINES = ("title", "name", "affiliation")  # they stand beside others, in lists and in mails
TICKS = ("is_first_time", "wants_mentor", "may_record", "needs_aid", "needs_letter")
SEEN_LATER = ("title", "abstract", "description", "notes", "type", "track", "topics", "level", "language",
              "slide_language")  # fmt: skip
BY_WRITER = (S.SUBMITTED, S.NEEDS_INFO)  # what was sent and may still be changed
MOST_DAYS, HALF = 14, 13  # of an event for whose halves somebody may say that they cannot; the hour between
MOST_ANSWERS = 200
YEARS = range(1970, 2200)  # days beyond have no moments everywhere on earth
KEY = re.compile(r"[0-9]{1,18}")  # of a question
Told = dict[str, Any]


def tidy(told: Mapping[str, Any]) -> Told:
    """Only what is known, cut to what a column holds. Nothing is judged here: a draft may be anything."""
    kept: Told = {}
    for name, most in (TEXTS | OF_SPEAKER).items():
        if name in told:
            text = _text(told[name]).replace("\r\n", "\n")
            kept[name] = (one_line(text) if name in LINES else text)[:most]
    kept |= {name: bool(told[name]) for name in TICKS if name in told}
    kept |= {name: _text(told[name])[:254] for name in ("type", "track", "contact") if name in told}
    if "topics" in told:
        kept["topics"] = [_text(slug)[:60] for slug in told["topics"]][:20]
    if "unavailable" in told:
        kept["unavailable"] = [_text(half)[:13] for half in told["unavailable"]][: 2 * MOST_DAYS]
    if "answers" in told:
        answers = [(key, value) for key, value in told["answers"].items() if KEY.fullmatch(str(key))]
        kept["answers"] = {str(key): _text(value)[:LONG] for key, value in answers[:MOST_ANSWERS]}
    return kept


def _text(value: Any) -> str:
    """PostgreSQL keeps no NUL."""
    return str(value).replace("\x00", "")


def may_write(row: Proposal, phase: ReviewPhase | None, at: datetime) -> bool:
    """A draft always, also when it cannot be sent any more; what was sent in its time, or when asked.

    By what its speakers know: what is decided and not told changes nothing here.
    """
    if row.state == S.DRAFT or row.told_state == S.NEEDS_INFO:
        return True
    return row.told_state == S.SUBMITTED and _open(row, phase, at)


def may_answer(row: Proposal, phase: ReviewPhase | None, at: datetime) -> bool:
    """Who was asked to speak too says yes or no while it is written, and once all know that it comes."""
    return may_write(row, phase, at) or row.told_state in COMES


def _open(row: Proposal, phase: ReviewPhase | None, at: datetime) -> bool:
    if phase is not None and phase.speakers_may_change:
        return True
    return row.call.state == Call.State.PUBLISHED and at < rules_call.grace_ends_at(row.call, row.type)


def lacking(
    row: Proposal, speaker: ProposalSpeaker, questions: Iterable[CallQuestion], answers: Mapping[int, str],
    files: Iterable[int | None], at: datetime, countries: Iterable[str] = (), languages: Iterable[str] = (),
) -> list[tuple[str, str]]:  # fmt: skip
    """(field, why) of all that keeps it from being sent: empty, short, long, or a refused answer."""
    found = [(name, "empty") for name in ("title", "type", "language") if not getattr(row, name)]
    for name in rules_call.FIELDS:
        asked = rules_call.asked(row.call, name)
        if not asked.is_shown:
            continue
        value = _value(row, speaker, name, list(files))
        if not value:
            if asked.is_required and (name, "empty") not in found:
                found.append((name, "empty"))
        elif isinstance(value, str) and rules_call.FIELDS[name].has_length:
            found += [(name, why) for why in outside(value, asked, row.call.count_in)]
    found += [(name, "empty") for name in ("name", "contact") if not _known(row, speaker, name)]
    for question in questions:
        if why := _answer_lacks(question, answers.get(question.pk, ""), files, row, at, countries, languages):
            found.append((f"q{question.pk}", why))
    return found


def outside(text: str, asked: rules_call.Asked, count_in: str) -> list[str]:
    length = rules_call.length_of(text, count_in)
    if asked.least and length < asked.least:
        return ["short"]
    return ["long"] if asked.most and length > asked.most else []


def halves_of(start: date, end: date) -> list[tuple[date, str]]:
    """The mornings and afternoons of an event."""
    days = min((end - start).days + 1, MOST_DAYS)
    return [(start + timedelta(days=day), half) for day in range(days) for half in ("am", "pm")]


def times_of(halves: Iterable[str], zone: str) -> list[list[str]]:
    """“2026-09-24am” to two moments with their offset, each half once."""
    place, found = ZoneInfo(zone), []
    for half in sorted(set(halves)):
        try:
            day = date.fromisoformat(half[:10])
        except ValueError:
            continue
        if day.year not in YEARS:
            continue
        noon = datetime.combine(day, time(HALF), place)
        whole = (
            datetime.combine(day, time(0), place),
            datetime.combine(day + timedelta(days=1), time(0), place),
        )
        found.append([whole[0], noon] if half[10:] == "am" else [noon, whole[1]])
    return [[moment.isoformat() for moment in pair] for pair in found]


def halves_in(times: Iterable[Iterable[str]], zone: str) -> list[str]:
    """The same the other way; other times than halves are left out."""
    place, found = ZoneInfo(zone), []
    for begin, _end in times:
        moment = datetime.fromisoformat(begin).astimezone(place)
        found.append(f"{moment:%Y-%m-%d}{'am' if moment.hour < HALF else 'pm'}")
    return found


def _value(row: Proposal, speaker: ProposalSpeaker, name: str, files: list[int | None]) -> Any:
    if name == "files":
        return [one for one in files if one is None]
    if name == "co_speakers":
        return True  # nobody has to bring somebody
    value = getattr(speaker if rules_call.FIELDS[name].of_speaker else row, name)
    return value.strip() if isinstance(value, str) else value


def _known(row: Proposal, speaker: ProposalSpeaker, name: str) -> bool:
    if name == "contact" and (speaker.person_id is not None or row.state != S.DRAFT):
        return True
    return bool((row.contact if name == "contact" else speaker.name).strip())


def _answer_lacks(
    question: CallQuestion, answer: str, files: Iterable[int | None], row: Proposal, at: datetime,
    countries: Iterable[str], languages: Iterable[str],
) -> str:  # fmt: skip
    if question.kind == CallQuestion.Kind.FILE:
        return "empty" if rules_call.is_required(question, at) and question.pk not in list(files) else ""
    try:
        typed = answer.split("\n") if question.kind == CallQuestion.Kind.CHOICES else answer
        read = read_answer(
            question, typed, zone=row.event.zone, countries=list(countries), languages=list(languages)
        )
    except AnswerRefused as refused:
        return refused.why
    return "empty" if not read and rules_call.is_required(question, at) else ""


def first_type(types: Iterable[SessionType], slug: str) -> SessionType | None:
    return next((row for row in types if row.slug == slug), None)
