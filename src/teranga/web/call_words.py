"""What everything of a call is called: its fields, policies, ways in, kinds of questions, refusals."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.proposals.models import Call, CallQuestion, SessionType
from teranga.domains.proposals.rules_call import FIELDS, HIDDEN, LEVELS, OPTIONAL, POLICIES, REQUIRED
from teranga.web import labels, localised

Kind = CallQuestion.Kind


def field_name(key: str) -> str:
    return {
        "title": _("Title"), "abstract": _("Abstract for the programme"),
        "description": _("What happens in it, for those who choose"), "notes": _("Notes for reviewers"),
        "track": _("Track"), "topics": _("Topics"), "level": _("For whom"),
        "slide_language": _("Language of the slides"), "files": _("Files for reviewers"),
        "biography": _("About the speaker"), "affiliation": _("Employer or school"),
        "country": _("Country"), "co_speakers": _("Others who speak too"),
        "unavailable": _("When somebody cannot speak"), "is_first_time": _("First talk at a conference"),
        "wants_mentor": _("Wish for a mentor"), "may_record": _("Consent to be recorded"),
        "needs": _("Needs on the spot"), "needs_aid": _("Wish for help with travel"),
    }.get(key, key)  # fmt: skip


def field_names() -> list[tuple[str, str]]:
    return [(key, field_name(key)) for key in FIELDS]


def ask_name(ask: str) -> str:
    return {
        HIDDEN: _("not asked"), OPTIONAL: _("who likes answers"), REQUIRED: _("must be answered"),
    }.get(ask, ask)  # fmt: skip


def policy_name(key: str) -> str:
    return {
        "conduct": _("Code of conduct"), "payment": _("Who pays what"), "travel": _("Help with travel"),
        "ai": _("Text written by machines"),
    }.get(key, key)  # fmt: skip


def policies() -> list[tuple[str, str]]:
    return [(key, policy_name(key)) for key in POLICIES]


def levels() -> list[tuple[str, str]]:
    return [(key, labels.level(key)) for key in LEVELS]


def way_name(way: str) -> str:
    return {
        SessionType.Way.OPEN: _("anybody proposes"), SessionType.Way.CODE: _("with an access code"),
        SessionType.Way.INVITED: _("by invitation"),
    }.get(SessionType.Way(way), way)  # fmt: skip


def kind_name(kind: str) -> str:
    return {
        Kind.TEXT: _("A line of text"), Kind.LONG_TEXT: _("A longer text"), Kind.NUMBER: _("A number"),
        Kind.TICK: _("A tick"), Kind.CHOICE: _("One of several"), Kind.CHOICES: _("Several of a list"),
        Kind.DATE: _("A day"), Kind.MOMENT: _("A day and an hour"), Kind.ADDRESS: _("A web address"),
        Kind.COUNTRY: _("A country"), Kind.LANGUAGE: _("A language"), Kind.FILE: _("A file"),
    }.get(Kind(kind), kind)  # fmt: skip


def seen_name(seen: str) -> str:
    return {
        CallQuestion.Seen.TEAM: _("the team and the speaker"),
        CallQuestion.Seen.REVIEWERS: _("reviewers too"),
        CallQuestion.Seen.PUBLIC: _("everybody, once it is on the programme"),
    }.get(CallQuestion.Seen(seen), seen)  # fmt: skip


def about_name(about: str) -> str:
    return {
        CallQuestion.About.PROPOSAL: _("the proposal"), CallQuestion.About.SPEAKER: _("each speaker"),
    }.get(CallQuestion.About(about), about)  # fmt: skip


def call_state(state: str) -> str:
    return {
        Call.State.DRAFT: _("draft"), Call.State.PUBLISHED: _("published"), Call.State.ENDED: _("ended"),
    }.get(Call.State(state), state)  # fmt: skip


def minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=localised.number(count))


def days_left(days: int) -> str:
    """How long is left, as a person counts it."""
    if days < 1:
        return _("the last day")
    return ngettext("{count} day left", "{count} days left", days).format(count=localised.number(days))


def percent(part: int, whole: int) -> str:
    return f"{localised.number(round(100 * part / whole))}\u00a0%" if whole else ""


def point(key: str) -> str:
    """A line of the checklist."""
    return {
        "event": _("the event is shown to others"), "about": _("what you look for"),
        "types": _("a type that anybody may propose"), "window": _("an end that lies ahead"),
        "conduct": _("the code of conduct"), "payment": _("who pays what, speakers too"),
        "rules": _("how you choose"), "topics": _("topics, so that you see the balance later"),
        "decide_by": _("the day on which speakers hear from you"), "travel": _("who gets help with travel"),
        "ai": _("what you think of text written by machines"),
        "past": _("numbers of earlier years, so that people know their chances"),
        "languages": _("every text in every language of the event"),
    }.get(key, key)  # fmt: skip


def lacks(keys: Iterable[str]) -> str:
    return ", ".join(point(key) for key in keys)


def refusal(why: str) -> str:
    return {
        "exists": _("This event has a call already."),
        "window": _("The call has to close after it opens."),
        "earlier": _("People were told this deadline: it can only move later."),
        "votes": _("Voting needs a beginning and a later end."),
        "grace": _("The grace is at most a day."),
        "levels": _("This level is not known here."),
        "tracks": _("This track is not known here."),
        "types": _("This type is not known here."),
        "fields": _("A least length cannot be longer than the most."),
        "policies": _("This policy is not known here."),
        "past": _("In each year at most as many were accepted as were received."),
        "begun": _("Somebody has begun to write already. The call stays published."),
        "closes": _("Its own deadline has to lie after the opening of the call."),
        "choices": _("Write at least two choices, one a line."),
        "answered": _("Somebody has answered already: the kind stays, and no choice goes away."),
        "condition": _("The question that it depends on must be another one, with a tick or choices."),
        "short": _("Write at least six letters or digits, or leave it empty."),
        "taken": _("This code exists already."),
        "opens": _("Say what the code opens: a type, a track, or the call after its end."),
        "uses": _("It was used more often already."),
    }.get(why, why)  # fmt: skip
