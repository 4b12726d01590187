"""The form of a proposal: what it asks in this call, with advice beside each field, and what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.proposals.models import CallQuestion
from teranga.domains.proposals.queries_call import Whole
from teranga.domains.proposals.queries_writing import COUNTRIES
from teranga.domains.proposals.rules_call import (
    FIELDS,
    asked,
    is_frozen,
    is_required,
    languages_of,
    length_of,
)
from teranga.domains.proposals.rules_writing import OF_SPEAKER, TEXTS, TICKS, Told, halves_of
from teranga.foundation.folding import fold
from teranga.web import localised
from teranga.web import proposal_words as words
from teranga.web.templating import translated_plain

Options = list[tuple[str, str]]
AREAS = {"abstract": 7, "description": 9, "notes": 6, "biography": 5, "needs": 3}
FORM = {"type", "language", "name", "contact"}  # asked in every call
GROUPS = {
    "talk": ("title", "type", "language", "abstract", "topics", "level", "track", "slide_language"),
    "choosing": ("description", "notes"),
    "you": ("name", "contact", "biography", "affiliation", "country", "is_first_time", "wants_mentor"),
    "practice": ("unavailable", "may_record", "needs", "needs_aid", "needs_letter"),
}
TICK_KINDS = ("tick",)


@dataclass(frozen=True, slots=True)
class Row:
    """One field as the page shows it. `kind`: line, area, select, ticks, tick, file, or a type of input."""

    name: str
    kind: str
    label: str
    advice: str = ""
    value: Any = ""
    options: Options | None = None
    required: bool = False
    least: int | None = None
    most: int | None = None
    length: int = 0
    longest: int = 0
    autocomplete: str = "off"
    refusal: str = ""
    frozen: bool = False  # the answer stands as it is
    keys: str = ""  # which keyboard a phone shows

    @property
    def is_counted(self) -> bool:
        return self.least is not None or self.most is not None


def rows_of(
    whole: Whole, told: Told, questions: Sequence[CallQuestion], lacks: Mapping[str, str], at: Any, *,
    types: Iterable[Any], tracks: Iterable[Any], knows_contact: bool = False,
) -> dict[str, list[Row]]:  # fmt: skip
    """The fields of each part of the form. With `lacks`, each says what it still needs."""
    options = _options(whole, types, tracks)
    shown: dict[str, list[Row]] = {}
    for group, names in GROUPS.items():
        kept = [
            name for name in names if _is_asked(whole, name) and not (name == "contact" and knows_contact)
        ]
        kept = [name for name in kept if name not in options or options[name]]
        shown[group] = [_row(whole, told, name, options.get(name), lacks) for name in kept]
    own = [_question_row(whole, one, told, lacks, at) for one in questions]
    for one, row in zip(questions, own, strict=True):
        shown[_group_of(one)].append(row)
    return shown


def _group_of(one: CallQuestion) -> str:
    if one.about == CallQuestion.About.SPEAKER:
        return "you"
    return "practice" if one.seen_by == CallQuestion.Seen.TEAM else "choosing"


def told_of(data: QueryDict, whole: Whole) -> Told:
    """What a sent form says; a box that was not ticked says no, where the page showed it."""
    told: Told = {
        name: data[name] for name in (*TEXTS, *OF_SPEAKER, "type", "track", "contact") if name in data
    }
    for name in TICKS:
        if _is_asked(whole, name):
            told[name] = name in data
    for name in ("topics", "unavailable"):
        if _is_asked(whole, name):
            told[name] = data.getlist(name)
    answers = {
        name[1:]: "\n".join(data.getlist(name)) for name in data if name[:1] == "q" and name[1:].isdigit()
    }
    for name in data.getlist("boxes"):
        answers.setdefault(name, "")
    return {**told, "answers": answers}


def first_told(whole: Whole, *, name: str, type: str, language: str) -> Told:
    spoken = languages_of(whole.call)
    return {
        "name": name, "type": type, "may_record": True,
        "language": language if language in spoken else (spoken[0] if len(spoken) == 1 else ""),
        "slide_language": "",
    }  # fmt: skip


def why_words(why: str) -> str:
    return {
        "empty": _("This is still missing."), "short": _("This is shorter than the call asks for."),
        "long": _("This is longer than the call allows."), "number": _("Write a number."),
        "date": _("Choose a day."), "moment": _("Choose a day and an hour."),
        "address": _("Write a whole web address, with https:// at its beginning."),
    }.get(why, _("Choose one of the list."))  # fmt: skip


def label_of(field: str, questions: Iterable[CallQuestion]) -> str:
    named = {f"q{one.pk}": translated_plain(one.label) for one in questions}
    return named.get(field) or _own_words(field) or words.field_name(field)


def _is_asked(whole: Whole, name: str) -> bool:
    if name == "needs_letter":
        return asked(whole.call, "needs_aid").is_shown
    return name in FORM or asked(whole.call, name).is_shown


def _row(whole: Whole, told: Told, name: str, options: Options | None, lacks: Mapping[str, str]) -> Row:
    rule = asked(whole.call, name) if name in FIELDS else None
    value = told.get(name, "" if options is None or name not in ("topics", "unavailable") else [])
    kind = "tick" if name in TICKS else "area" if name in AREAS else "line"
    if options is not None:
        kind = "ticks" if name in ("topics", "unavailable") else "select"
    return Row(
        name, "email" if name == "contact" else kind, _own_words(name) or words.field_name(name),
        _advice(name),
        value, options, required=name in FORM or (rule is not None and rule.is_required),
        least=rule.least if rule else None, most=rule.most if rule else None,
        length=length_of(value, whole.call.count_in) if isinstance(value, str) else 0,
        longest=(TEXTS | OF_SPEAKER).get(name, 254),
        autocomplete={"name": "name", "contact": "email", "affiliation": "organization"}.get(name, "off"),
        refusal=lacks.get(name, ""),
    )  # fmt: skip


def _question_row(whole: Whole, one: CallQuestion, told: Told, lacks: Mapping[str, str], at: Any) -> Row:
    kinds = CallQuestion.Kind
    kind = {
        kinds.LONG_TEXT: "area", kinds.TICK: "tick", kinds.CHOICE: "select", kinds.CHOICES: "ticks",
        kinds.DATE: "date", kinds.MOMENT: "datetime-local", kinds.ADDRESS: "url", kinds.COUNTRY: "select",
        kinds.LANGUAGE: "select", kinds.FILE: "file",
    }.get(kinds(one.kind), "line")  # fmt: skip
    options: Options | None = None
    if kind in ("select", "ticks"):
        options = [(str(place), translated_plain(text)) for place, text in enumerate(one.choices, 1)]
        options = countries() if one.kind == kinds.COUNTRY else options
        if one.kind == kinds.LANGUAGE:
            options = [(code, localised.language_name(code)) for code in languages_of(whole.call)]
    value: Any = (told.get("answers") or {}).get(str(one.pk), "")
    return Row(
        f"q{one.pk}", kind, translated_plain(one.label),
        _("This answer can no longer be changed.") if is_frozen(one, at) else translated_plain(one.hint),
        value.split("\n") if kind == "ticks" else value[:16] if kind == "datetime-local" else value, options,
        required=is_required(one, at), longest=6000, refusal=lacks.get(f"q{one.pk}", ""),
        frozen=is_frozen(one, at), keys="decimal" if one.kind == kinds.NUMBER else "",
    )  # fmt: skip


def _options(whole: Whole, types: Iterable[Any], tracks: Iterable[Any]) -> dict[str, Options]:
    call, event = whole.call, whole.call.event
    spoken = [(code, localised.language_name(code)) for code in languages_of(call)]
    halves = [
        (f"{day.isoformat()}{half}", f"{localised.day(day, 'EEE d')}, {_half(half)}")
        for day, half in halves_of(event.start, event.end)
    ]
    return {
        "type": [(row.slug, _type_words(row)) for row in types],
        "track": [(row.slug, translated_plain(row.name)) for row in tracks],
        "topics": [(row.slug, translated_plain(row.name)) for row in whole.offered_topics],
        "level": [(code, words.level_name(code)) for code in call.levels],
        "language": spoken, "slide_language": spoken, "country": countries(), "unavailable": halves,
    }  # fmt: skip


def _type_words(row: Any) -> str:
    return _("{name}, {minutes} minutes").format(name=translated_plain(row.name), minutes=row.minutes)


def _half(half: str) -> str:
    return _("morning") if half == "am" else _("afternoon")


def countries() -> Options:
    return list(_countries(translation.get_language() or "en"))


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, localised.country_name(code)) for code in COUNTRIES]
    return tuple(sorted(named, key=lambda pair: fold(pair[1])))


def _own_words(name: str) -> str:
    """Where a writer is asked in other words than those that the committee reads."""
    return {
        "name": _("Your name"), "contact": _("Your e-mail address"), "biography": _("About you"),
        "country": _("Country you live in"), "unavailable": _("When can you not speak?"),
        "is_first_time": _("It is my first talk at a conference"),
        "wants_mentor": _("I would like somebody experienced to help me prepare it"),
        "may_record": _("It may be recorded and published"),
        "needs": _("What you need to be able to speak"),
        "needs_aid": _("I need help with the journey to come"),
        "needs_letter": _("I need a letter for a visa"),
    }.get(name, "")  # fmt: skip


def _advice(name: str) -> str:
    return {
        "title": _("Say what people will learn, in words that a newcomer understands."),
        "abstract": _("It stands in the programme. For whom is it, what happens, what do they take home?"),
        "topics": _("All that fit."),
        "description": _("Only those who choose read it: an outline with minutes is the best help for them."),
        "notes": _("Where you gave it before, links to slides or a video. Leave out names."),
        "contact": _("Never shown. You get a code and the news about this proposal there."),
        "biography": _("Two or three sentences for the programme. Those who choose see it last, or never."),
        "affiliation": _("So that nobody from the same place judges it."),
        "needs": _("A microphone to hold, a step-free stage, an interpreter. Only the team reads it."),
        "needs_aid": _("It plays no part in the choice."),
        "needs_letter": _("The team writes it once your talk is accepted."),
        "wants_mentor": _("It plays no part in the choice either."),
    }.get(name, "")  # fmt: skip
