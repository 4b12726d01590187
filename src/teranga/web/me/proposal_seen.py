"""A proposal as reviewers see it, before it is sent; and what stays hidden from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from teranga.domains.proposals.models import CallQuestion, ProposalVersion
from teranga.domains.proposals.queries import whole_told
from teranga.domains.proposals.queries_seen import preview_of
from teranga.domains.proposals.queries_writing import questions_asked
from teranga.domains.proposals.rules_answers import PLACE
from teranga.domains.proposals.rules_call import FIELDS, asked
from teranga.domains.proposals.rules_writing import Told
from teranga.web import localised
from teranga.web import proposal_words as words
from teranga.web.me.proposal_form import countries, label_of
from teranga.web.me.proposal_pages import Own
from teranga.web.templating import translated_plain

Shown = list[tuple[str, str, bool]]  # label, value, whether it is Markdown
LONG = ("abstract", "description", "notes")
ORDER = ("title", "type", "track", "topics", "level", "language", "slide_language", *LONG, "is_first_time")


def seen_by_reviewers(own: Own) -> Shown:
    """What the gate lets through for them, with names covered in the texts as they will be."""
    seen = preview_of(own.proposal, timezone.now())
    told = {name: words.value_words(name, seen.values[name], own.whole.topics) for name in ORDER
            if seen.values.get(name)}  # fmt: skip
    shown: Shown = [
        (words.field_name(name), text, name in LONG) for name, text in told.items() if text.strip()
    ]
    shown += [(words.field_name("name"), one.name, False) for one in seen.speakers]
    shown += [(words.field_name("biography"), one.biography, True) for one in seen.speakers if one.biography]
    shown += [(translated_plain(one.label), answer_words(one, value), False) for one, value in seen.answers]
    return shown + ([(words.field_name("files"), str(len(seen.files)), False)] if seen.files else [])


def kept_from_reviewers(own: Own, questions: Iterable[CallQuestion]) -> list[str]:
    """The names of what the team alone reads."""
    hidden = [words.field_name("name"), words.field_name("contact")] if own.call.is_anonymous else []
    hidden += [
        label_of(name, ()) for name, rule in FIELDS.items()
        if rule.kept_from_reviewers and asked(own.call, name).is_shown
    ]  # fmt: skip
    return hidden + [translated_plain(one.label) for one in questions if one.seen_by == "team"]


def answer_words(question: CallQuestion, value: str) -> str:
    kinds = CallQuestion.Kind
    if question.kind in (kinds.CHOICE, kinds.CHOICES):
        places = [int(one) for one in value.split("\n") if PLACE.fullmatch(one)]
        texts = [question.choices[place - 1] for place in places if 0 < place <= len(question.choices)]
        return ", ".join(translated_plain(text) for text in texts)
    if question.kind == kinds.TICK:
        return words.yes() if value else ""
    if question.kind == kinds.COUNTRY:
        return dict(countries()).get(value, value)
    return localised.language_name(value) if question.kind == kinds.LANGUAGE else value


def differences(own: Own, kept: list[tuple[ProposalVersion, Told]]) -> list[list[tuple[str, str, str]]]:
    """Of each kept text: the label, what it says, and what the draft says, where the two differ."""
    now = whole_told(own.proposal)
    questions = questions_asked(own.proposal, own.speaker)
    return [
        [
            (label_of(name, questions), plain(value), plain(now.get(name)))
            for name, value in told.items()
            if name != "answers" and plain(value) != plain(now.get(name))
        ]
        + [
            (label_of(f"q{key}", questions), value, now["answers"].get(key, ""))
            for key, value in told.get("answers", {}).items()
            if value != now["answers"].get(key, "")
        ]
        for _version, told in kept
    ]


def plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(sorted(value))
    return words.yes() if value is True else str(value or "")
