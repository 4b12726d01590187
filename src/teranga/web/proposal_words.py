"""What everything of proposals is called on every page: states, ways, levels, kinds, phases, grades."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from teranga.base.uploads import Kind
from teranga.domains.proposals.models import (
    AttendeeVote,
    Call,
    CallQuestion,
    Proposal,
    ProposalSpeaker,
    ReviewPhase,
    SessionType,
    Topic,
)
from teranga.web import labels, localised
from teranga.web.localised import language_name
from teranga.web.templating import translated_plain

State = Proposal.State


def state_name(state: str) -> str:
    """As the team says it."""
    return {
        State.DRAFT: _("Draft"), State.SUBMITTED: _("Sent in"), State.NEEDS_INFO: _("A question is open"),
        State.ACCEPTED: _("Accepted"), State.RESERVE: _("On the reserve"), State.REJECTED: _("Not chosen"),
        State.PROMOTED: _("Moved up from the reserve"), State.CONFIRMED: _("Confirmed"),
        State.DECLINED: _("Declined by the speaker"), State.WITHDRAWN: _("Withdrawn"),
        State.CANCELLED: _("Cancelled"), State.MERGED: _("Merged into another"),
    }[State(state)]  # fmt: skip


def told_name(state: str) -> str:
    """As its own speaker reads it, of what was told: never of what is only decided."""
    return {
        State.DRAFT: _("Not sent yet"), State.SUBMITTED: _("Sent, with the committee"),
        State.NEEDS_INFO: _("The committee asks you something"), State.ACCEPTED: _("Accepted: say yes"),
        State.RESERVE: _("On the reserve"), State.REJECTED: _("Not chosen this time"),
        State.PROMOTED: _("A place is free for you: say yes"), State.CONFIRMED: _("You speak"),
        State.DECLINED: _("You said no"), State.WITHDRAWN: _("You took it back"),
        State.CANCELLED: _("Cancelled"), State.MERGED: _("Joined with another proposal"),
    }[State(state)]  # fmt: skip


def states() -> list[tuple[str, str]]:
    return [(state, state_name(state)) for state in State.values]


def speaker_state(state: str) -> str:
    return {
        ProposalSpeaker.State.INVITED: _("invited, no answer yet"),
        ProposalSpeaker.State.CONFIRMED: _("speaks"),
        ProposalSpeaker.State.DECLINED: _("said no"),
    }[ProposalSpeaker.State(state)]


def call_state(state: str) -> str:
    return {
        Call.State.DRAFT: _("Not published"), Call.State.PUBLISHED: _("Published"),
        Call.State.ENDED: _("Ended"),
    }[Call.State(state)]  # fmt: skip


def way_name(way: str) -> str:
    return {
        SessionType.Way.OPEN: _("Open to everybody"), SessionType.Way.CODE: _("With an access code"),
        SessionType.Way.INVITED: _("By invitation"),
    }[SessionType.Way(way)]  # fmt: skip


def level_name(code: str) -> str:
    return labels.level(code)


def spoken(code: str) -> str:
    return language_name(code) if code else ""


def question_kind(kind: str) -> str:
    kinds = CallQuestion.Kind
    return {
        kinds.TEXT: _("A line"), kinds.LONG_TEXT: _("A text"), kinds.NUMBER: _("A number"),
        kinds.TICK: _("A box to tick"), kinds.CHOICE: _("One of several"),
        kinds.CHOICES: _("Some of several"),
        kinds.DATE: _("A day"), kinds.MOMENT: _("A day and an hour"), kinds.ADDRESS: _("A web address"),
        kinds.COUNTRY: _("A country"), kinds.LANGUAGE: _("A language"), kinds.FILE: _("A file"),
    }[kinds(kind)]  # fmt: skip


def question_about(about: str) -> str:
    return {
        CallQuestion.About.PROPOSAL: _("About the proposal"),
        CallQuestion.About.SPEAKER: _("About each speaker"),
    }[CallQuestion.About(about)]


def seen_by(seen: str) -> str:
    return {
        CallQuestion.Seen.TEAM: _("The speaker and the team"),
        CallQuestion.Seen.REVIEWERS: _("Reviewers too"),
        CallQuestion.Seen.PUBLIC: _("Everybody, in the programme"),
    }[CallQuestion.Seen(seen)]  # fmt: skip


def field_name(field: str) -> str:
    """The parts of a proposal, as its writer and those who choose read them."""
    return {
        "title": _("Title"), "type": _("Format"), "track": _("Track"), "topics": _("Topics"),
        "abstract": _("Abstract"), "description": _("Description"), "notes": _("Notes for reviewers"),
        "level": _("Level"), "language": _("Spoken language"), "slide_language": _("Language of the slides"),
        "is_first_time": _("First talk at a conference"), "wants_mentor": _("Wishes a mentor"),
        "may_record": _("May be recorded"), "needs": _("Technical and access needs"),
        "needs_aid": _("Travel help"), "needs_letter": _("Letter for a visa"),
        "biography": _("About the speaker"), "affiliation": _("Employer or school"), "country": _("Country"),
        "unavailable": _("When the speaker cannot"), "speakers": _("Speakers"), "name": _("Name"),
        "contact": _("E-mail address"), "code": _("Number"), "answers": _("Answers"), "files": _("Files"),
        "score": _("Score"), "state": _("State"), "told_state": _("What the speakers know"),
        "submitted_at": _("Sent in"), "version": _("Version"), "rank": _("Place on the reserve"),
        "asked": _("Question of the team"), "is_invited": _("Invited"), "words": _("Words to the speakers"),
        "declined_why": _("Why they declined"), "team_notes": _("Notes of the team"),
        "times": _("Times it is to be given"), "decided_at": _("Decided"), "told_at": _("Told"),
        "answered_at": _("Answered"),
    }.get(field, field)  # fmt: skip


def type_name(row: SessionType | None) -> str:
    return translated_plain(row.name) if row else _("No format yet")


def value_words(field: str, value: Any, topics: Iterable[Topic] = ()) -> str:
    """A field of a proposal as people read it."""
    if field == "type":
        return type_name(value)
    if field == "track":
        return translated_plain(value.name)
    if field == "topics":
        return ", ".join(translated_plain(one.name) for one in topics if one.slug in value)
    if field == "level":
        return level_name(value)
    if field in ("language", "slide_language"):
        return spoken(value)
    return yes() if value is True else str(value)


def counted_in(count_in: str) -> str:
    return {Call.CountIn.WORDS: _("Words"), Call.CountIn.CHARACTERS: _("Characters")}[Call.CountIn(count_in)]


def grading_name(grading: str) -> str:
    return {
        Call.Grading.POINTS: _("Points by criteria"),
        Call.Grading.MAJORITY: _("One grade in words; the middle one decides"),
    }[Call.Grading(grading)]


def phase_sees(sees: str) -> str:
    return {
        ReviewPhase.Sees.ALL: _("All proposals"), ReviewPhase.Sees.ASSIGNED: _("Those assigned to them"),
    }[ReviewPhase.Sees(sees)]  # fmt: skip


def phase_others(others: str) -> str:
    return {
        ReviewPhase.Others.ALWAYS: _("At once"), ReviewPhase.Others.NEVER: _("Never"),
        ReviewPhase.Others.AFTER: _("Once they reviewed it themselves"),
    }[ReviewPhase.Others(others)]  # fmt: skip


def file_name(kind: str, nth: int) -> str:
    """What a reviewer reads instead of the file's own name, which may tell whose it is."""
    if kind == Kind.JPEG:
        return _("Picture %(nth)d") % {"nth": nth}
    return _("Paper %(nth)d (PDF)") % {"nth": nth}


def yes() -> str:
    return _("Yes")


def day_words(day: date) -> str:
    return localised.day(day, "long")


def vote_name(value: int) -> str:
    return {
        AttendeeVote.Value.NOT_FOR_ME: _("Not for me"), AttendeeVote.Value.MAYBE: _("Perhaps"),
        AttendeeVote.Value.GLADLY: _("Gladly"), AttendeeVote.Value.MUST: _("I must hear this"),
    }[AttendeeVote.Value(value)]  # fmt: skip
