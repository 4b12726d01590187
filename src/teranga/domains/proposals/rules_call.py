"""When a call takes a proposal, what its form asks, and which of the team's own questions belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Track
from teranga.domains.proposals.models import AccessCode, Call, CallQuestion, SessionType

State, Way = Call.State, SessionType.Way
LEVELS = ("beginner", "intermediate", "advanced", "all")
POLICIES = ("conduct", "payment", "travel", "ai")
HIDDEN, OPTIONAL, REQUIRED = "hidden", "optional", "required"
MOST_LENGTH = 20_000  # words or characters that a limit may name

CALL_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "publish": ((State.DRAFT,), State.PUBLISHED),
    "take_back": ((State.PUBLISHED,), State.DRAFT),  # while nobody has begun to write
    "end": ((State.PUBLISHED,), State.ENDED),  # everybody is told: the statistics are public
}


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How the form treats one of its fields unless the call says otherwise."""

    ask: str = OPTIONAL
    has_length: bool = False
    of_speaker: bool = False  # each speaker answers it for themselves
    kept_from_reviewers: bool = False  # always, whatever a phase shows
    may_be_required: bool = True  # a wish or a tick cannot be


# In the order of the form. A title, a type and a spoken language belong to every proposal.
FIELDS: dict[str, FieldRule] = {
    "title": FieldRule(REQUIRED, has_length=True),
    "abstract": FieldRule(REQUIRED, has_length=True),
    "description": FieldRule(OPTIONAL, has_length=True),
    "notes": FieldRule(OPTIONAL, has_length=True),
    "track": FieldRule(OPTIONAL),
    "topics": FieldRule(OPTIONAL),
    "level": FieldRule(REQUIRED),
    "slide_language": FieldRule(OPTIONAL),
    "files": FieldRule(OPTIONAL),
    "biography": FieldRule(REQUIRED, has_length=True, of_speaker=True),
    "affiliation": FieldRule(OPTIONAL, of_speaker=True),
    "country": FieldRule(OPTIONAL, of_speaker=True),
    "co_speakers": FieldRule(OPTIONAL, may_be_required=False),
    "unavailable": FieldRule(OPTIONAL, of_speaker=True, kept_from_reviewers=True, may_be_required=False),
    "is_first_time": FieldRule(OPTIONAL, may_be_required=False),
    "wants_mentor": FieldRule(OPTIONAL, may_be_required=False),
    "may_record": FieldRule(OPTIONAL, kept_from_reviewers=True, may_be_required=False),
    "needs": FieldRule(OPTIONAL, kept_from_reviewers=True, may_be_required=False),
    "needs_aid": FieldRule(OPTIONAL, kept_from_reviewers=True, may_be_required=False),
}  # fmt: skip
ALWAYS = ("title",)  # asked and required in every call


@dataclass(frozen=True, slots=True)
class Asked:
    """How this call asks for a field. Lengths count in the call's `count_in`."""

    ask: str
    least: int | None = None
    most: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.ask != HIDDEN

    @property
    def is_required(self) -> bool:
        return self.ask == REQUIRED


class IllegalCallMove(Exception):
    """The call's state does not allow the move; both are named. Nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{state}: {move}")
        self.state, self.move = state, move


def next_call_state(state: str, move: str) -> str:
    """Raises IllegalCallMove."""
    before, after = CALL_MOVES[move]
    if state not in before:
        raise IllegalCallMove(state, move)
    return str(after)


def asked(call: Call, name: str) -> Asked:
    """What the call says of this field, else what is usual."""
    usual = FIELDS[name]
    told = call.fields.get(name) or {}
    ask = REQUIRED if name in ALWAYS else str(told.get("ask") or usual.ask)
    return Asked(ask, told.get("min") or None, told.get("max") or None)


def length_of(text: str, count_in: str) -> int:
    return len(text.split()) if count_in == Call.CountIn.WORDS else len(text.strip())


def languages_of(call: Call) -> list[str]:
    """That may be spoken."""
    return list(call.languages or call.event.languages or call.event.community.languages)


def code_counts(code: AccessCode | None, call: Call, at: datetime) -> bool:
    """Whether the code opens anything now; one that was used up opens nothing to a new proposal."""
    return (
        code is not None
        and code.call_id == call.pk
        and code.withdrawn_at is None
        and (code.valid_until is None or at < code.valid_until)
        and (code.most_uses is None or code.uses < code.most_uses)
    )


def deadline_of(call: Call, type: SessionType | None = None) -> datetime:
    """The one that is told: of the type, else of the call."""
    return type.closes_at if type is not None and type.closes_at else call.closes_at


def grace_ends_at(call: Call, type: SessionType | None = None) -> datetime:
    """Until when a draft that was begun in time may still be sent."""
    return deadline_of(call, type) + timedelta(minutes=call.grace_minutes)


def why_not(
    call: Call,
    type: SessionType | None,
    code: AccessCode | None,
    at: datetime,
    draft_started_at: datetime | None = None,
    track: Track | None = None,
) -> str:
    """Why a proposal cannot be sent now; "" when it can.

    draft: not published; ended; ahead; over; type_ended; invited: only the team begins one; type or track:
    these need an access code. A draft begun before the deadline has the call's grace.
    """
    good = code if code_counts(code, call, at) else None
    if call.state != State.PUBLISHED:
        return str(call.state)
    if at < call.opens_at:
        return "ahead"
    if not _in_time(call, type, good, at, draft_started_at):
        return "over"
    if type is not None:
        if type.ended_at is not None:
            return "type_ended"
        if type.way == Way.INVITED:
            return "invited"
        if type.way == Way.CODE and (good is None or type.slug not in good.types):
            return "type"
    if track is not None and track.slug in call.closed_tracks:
        return "" if good is not None and track.slug in good.tracks else "track"
    return ""


def takes_proposals(
    call: Call,
    type: SessionType | None,
    code: AccessCode | None,
    at: datetime,
    draft_started_at: datetime | None = None,
    track: Track | None = None,
) -> bool:
    return not why_not(call, type, code, at, draft_started_at, track)


def open_types(
    call: Call, types: Iterable[SessionType], code: AccessCode | None, at: datetime,
    draft_started_at: datetime | None = None,
) -> list[SessionType]:  # fmt: skip
    """Those that this person may choose now."""
    return [type for type in types if takes_proposals(call, type, code, at, draft_started_at)]


def open_tracks(call: Call, tracks: Iterable[Track], code: AccessCode | None, at: datetime) -> list[Track]:
    opened = code.tracks if code is not None and code_counts(code, call, at) else ()
    return [track for track in tracks if track.slug not in call.closed_tracks or track.slug in opened]


def last_deadline(call: Call, types: Iterable[SessionType]) -> datetime:
    """When the last thing closes that anybody may propose."""
    anybody = [type for type in types if type.way == Way.OPEN and type.ended_at is None]
    return max((deadline_of(call, type) for type in anybody), default=call.closes_at)


def is_open(call: Call, types: Iterable[SessionType], at: datetime) -> bool:
    """Whether anybody may propose something now."""
    return call.state == State.PUBLISHED and call.opens_at <= at < last_deadline(call, types)


def votes_are_open(call: Call, at: datetime) -> bool:
    opens, closes = call.votes_open_at, call.votes_close_at
    return call.state == State.PUBLISHED and opens is not None and closes is not None and opens <= at < closes


def may_send_another(call: Call, sent: int) -> bool:
    return call.most_per_person is None or sent < call.most_per_person


def questions_for(
    questions: Iterable[CallQuestion], *, about: str, type: SessionType | None, track: Track | None,
    answers: Mapping[int, str],
) -> list[CallQuestion]:  # fmt: skip
    """Those that are asked of this proposal, in order, by its type, its track and the answers so far.

    `answers` has what was said, by the question's key. A question that depends on one that is not asked is
    not asked either, and an ended one only where it was answered.
    """
    fits: dict[int, CallQuestion] = {}
    rows = list(questions)
    waiting = [
        row for row in rows
        if _fits(row, type, track) and (row.ended_at is None or row.pk in answers)
    ]  # fmt: skip
    while True:
        found = [
            row for row in waiting
            if row.pk not in fits
            and (
                row.only_if_id is None
                or (row.only_if_id in fits and says(fits[row.only_if_id], row, answers))
            )
        ]  # fmt: skip
        if not found:
            return [row for row in waiting if row.pk in fits and row.about == about]
        fits |= {row.pk: row for row in found}


def says(first: CallQuestion, then: CallQuestion, answers: Mapping[int, str]) -> bool:
    """Whether the answer to `first` is the one for which `then` is asked; "" stands for any answer."""
    value = answers.get(first.pk, "")
    if not then.only_if_value:
        return bool(value)
    return then.only_if_value in value.split("\n")


def is_required(question: CallQuestion, at: datetime) -> bool:
    return question.required and (question.required_from is None or at >= question.required_from)


def is_frozen(question: CallQuestion, at: datetime) -> bool:
    return question.frozen_from is not None and at >= question.frozen_from


def last_day_of_answers(question: CallQuestion) -> date:
    """As the question promises: so many days after the event."""
    return question.event.end + timedelta(days=question.keep_days)


def answers_end_at(question: CallQuestion) -> datetime:
    """When that day is over where the event is."""
    after = last_day_of_answers(question) + timedelta(days=1)
    return datetime.combine(after, time(0), ZoneInfo(question.event.zone))


def next_edge(call: Call, types: Iterable[SessionType], at: datetime) -> datetime | None:
    """When the clock alone makes a page that tells of this call wrong."""
    moments: list[Any] = [call.opens_at, call.closes_at, call.votes_open_at, call.votes_close_at]
    moments += [type.closes_at for type in types]
    return min((moment for moment in moments if moment is not None and moment > at), default=None)


def _in_time(
    call: Call, type: SessionType | None, code: AccessCode | None, at: datetime, started: datetime | None
) -> bool:
    deadline = deadline_of(call, type)
    if at < deadline or (code is not None and code.after_the_end):
        return True
    return started is not None and started < deadline and at < grace_ends_at(call, type)


def _fits(question: CallQuestion, type: SessionType | None, track: Track | None) -> bool:
    of_type = not question.types or (type is not None and type.slug in question.types)
    return of_type and (not question.tracks or (track is not None and track.slug in question.tracks))
