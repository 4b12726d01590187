"""What the codes of mentoring are called on the screen, and reasons as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.learning.models import GENDERS, TIMES, Programme
from teranga.domains.learning.rules import keyed
from teranga.foundation.translated import TranslatedText
from teranga.web import labels
from teranga.web.localised import language_name
from teranga.web.templating import translated_plain

LEVELS = ("new", "beginner", "intermediate", "advanced")


def time_name(code: str) -> str:
    return {
        "week-morning": _("weekday mornings"), "week-noon": _("weekdays at noon"),
        "week-evening": _("weekday evenings"), "saturday-morning": _("Saturday morning"),
        "saturday-afternoon": _("Saturday afternoon"), "sunday-morning": _("Sunday morning"),
        "sunday-afternoon": _("Sunday afternoon"),
    }.get(code, code)  # fmt: skip


def times() -> list[tuple[str, str]]:
    return [(code, time_name(code)) for code in TIMES]


def gender_name(code: str) -> str:
    return {"w": _("a woman"), "m": _("a man"), "x": _("non-binary")}.get(code, code)


def genders() -> list[tuple[str, str]]:
    return [(code, gender_name(code)) for code in GENDERS]


def level_name(step: int) -> str:
    return _("New to Python") if step == 0 else labels.level(LEVELS[min(step, 3)])


def levels() -> list[tuple[str, str]]:
    return [(str(step), level_name(step)) for step in range(len(LEVELS))]


def choices_of(words: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(key, translated_plain(TranslatedText(word))) for key, word in keyed(words)]


def state_name(state: str) -> str:
    return {
        "draft": _("draft"), "open": _("people apply"), "running": _("running"), "ended": _("ended"),
        "proposed": _("waits for both to say yes"), "declined": _("one of them said no"),
    }.get(state, state)  # fmt: skip


def outcome_name(code: str) -> str:
    return {
        "reached": _("I reached my goal"), "partly": _("It helped a part of the way"),
        "not": _("It did not help"),
    }.get(code, code)  # fmt: skip


def outcomes() -> list[tuple[str, str]]:
    return [(code, outcome_name(code)) for code in ("reached", "partly", "not")]


def shared(programme: Programme, reason: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What joins two people: a label and the words for it, only what there is."""
    goals, topics = dict(choices_of(programme.goals)), dict(choices_of(programme.topics))
    rows = (
        (_("Goals"), _list(goals.get(key, key) for key in reason.get("goals", ()))),
        (_("Topics"), _list(topics.get(key, key) for key in reason.get("topics", ()))),
        (_("Languages"), _list(map(language_name, reason.get("languages", ())))),
        (_("Times"), _list(map(time_name, reason.get("times", ())))),
        (_("Level"), step_words(int(reason.get("ahead", 0)))),
    )
    return [(label, words) for label, words in rows if words]


def step_words(ahead: int) -> str:
    if ahead < 0:
        return _("the mentor is less far")
    if ahead == 0:
        return _("equally far")
    return ngettext("the mentor is {count} step ahead", "the mentor is {count} steps ahead", ahead).format(
        count=ahead
    )


def why_not_better(reason: Mapping[str, Any], name: str) -> str:
    """What a better-fitting mentor for this mentee would cost everybody else; "" when there is none."""
    if reason.get("pinned"):
        return _("Kept together by you.")
    if not reason.get("better"):
        return _("Nobody here fits better.")
    if reason.get("costs_matches"):
        return _("{name} fits better, but then one person fewer would have a mentor.").format(name=name)
    points = int(reason.get("costs_points", 0))
    if not points:
        return _("{name} fits better, but the others would lose as much.").format(name=name)
    return ngettext(
        "{name} fits better, but the others would lose {count} point more than that brings.",
        "{name} fits better, but the others would lose {count} points more than that brings.",
        points,
    ).format(name=name, count=points)


def change_words(change: Mapping[str, Any], name: str) -> str:
    """A single change that would give somebody a mentor."""
    words = change.get("words", ())
    match change["what"]:
        case "place":
            return _("one more place with {name}").format(name=name)
        case "language":
            return _("a common language with {name}: {languages}").format(
                name=name, languages=_list(map(language_name, words), last=_("or"))
            )
        case "time":
            return _("a time of {name}: {times}").format(
                name=name, times=_list(map(time_name, words), last=_("or"))
            )
    return _(
        "a wish about gender that could be relaxed, for {name}: ask gently, and only whoever made it"
    ).format(name=name)


def dates(programme: Programme, today: date) -> str:
    """Which moment of its course the programme is in: draft, apply, meet, over."""
    if programme.state == Programme.State.ENDED or programme.end < today:
        return "over"
    if programme.state == Programme.State.OPEN and today <= programme.apply_until:
        return "apply"
    return "meet"


def _list(words: Iterable[str], last: str = "") -> str:
    known = [word for word in words if word]
    if last and len(known) > 1:
        return f"{', '.join(known[:-1])} {last} {known[-1]}"
    return ", ".join(known)


def project_kind(code: str) -> str:
    return {
        "goal": _("Learning goal"), "project": _("Project"),
        "open_data": _("Open data about our country"),
    }.get(code, code)  # fmt: skip


def project_kinds() -> list[tuple[str, str]]:
    return [(code, project_kind(code)) for code in ("project", "open_data", "goal")]


def project_state(code: str) -> str:
    return {"active": _("under way"), "paused": _("resting"), "done": _("finished")}.get(code, code)


def project_states() -> list[tuple[str, str]]:
    return [(code, project_state(code)) for code in ("active", "paused", "done")]


def shown_to(code: str) -> str:
    return {
        "me": _("only me"), "organisers": _("organisers"), "members": _("members"), "public": _("everybody"),
    }.get(code, code)  # fmt: skip


def shown_choices() -> list[tuple[str, str]]:
    return [(code, shown_to(code)) for code in ("me", "organisers", "members", "public")]


def first_name(name: str) -> str:
    return name.split(" ")[0]
