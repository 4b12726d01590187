"""The form in which somebody answers an invitation. A refused field says what to do; all typed is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.people.normal_forms import DetailRefused, contact, one_line, person_name
from teranga.domains.places.models import PlaceSettings, Question
from teranga.domains.places.queries_counts import QuotaCount
from teranga.domains.places.rules_answers import ANSWERS, GOING, Wish
from teranga.web.public_forms import KeyedForm
from teranga.web.templating import translated_plain


class RsvpForm(KeyedForm):
    answer = forms.CharField(required=False)
    name = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    guests = forms.CharField(required=False)
    guest_names = forms.CharField(required=False)
    quota = forms.CharField(required=False)
    any_quota = forms.BooleanField(required=False)
    accepts_parts = forms.BooleanField(required=False)

    def __init__(
        self, event: Event, rules: PlaceSettings, quotas: list[QuotaCount], questions: list[Question],
        *args: Any, is_known: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.event, self.rules, self.quotas, self.is_known = event, rules, quotas, is_known
        self.questions = questions
        for question in questions:
            self.fields[f"q{question.pk}"] = forms.CharField(required=False)

    @property
    def guest_counts(self) -> list[int]:
        return list(range(self.rules.guests_most + 1))

    def clean_answer(self) -> str:
        answer = self.cleaned_data["answer"]
        if answer not in ANSWERS:
            raise forms.ValidationError(_("Choose one of the three answers."))
        return answer

    def clean_name(self) -> str:
        return "" if self.is_known else _typed(person_name, self.cleaned_data["name"])

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        if not self.is_known:
            _typed(lambda text: contact(text, self.event.community.countries), typed)
        return typed

    def clean_guests(self) -> int:
        typed = self.cleaned_data["guests"] or "0"
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else -1
        if number not in self.guest_counts:
            most = self.rules.guests_most
            raise forms.ValidationError(
                _("Choose how many guests you bring, at most {most}.").format(most=most)
            )
        return number

    def clean_quota(self) -> int | None:
        typed = self.cleaned_data["quota"]
        if not typed:
            return None
        if typed not in [str(quota.id) for quota in self.quotas]:
            raise forms.ValidationError(_("Choose where you would like to have your place."))
        return int(typed)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("answer") != GOING:
            return
        for question in self.questions:
            value = self.cleaned_data.get(f"q{question.pk}", "").strip()
            if question.kind == Question.Kind.CHOICE and value and not _is_choice(question, value):
                value = ""
            if question.required and not value:
                self.add_error(f"q{question.pk}", _("The organisers need an answer to this."))
            self.cleaned_data[f"q{question.pk}"] = value

    def wish(self, came_from: str) -> Wish:
        told = self.cleaned_data
        is_going = told["answer"] == GOING
        return Wish(
            answer=told["answer"],
            guests=guest_names(told["guest_names"], told["guests"]) if is_going else (),
            quota=told["quota"],
            others=tuple(quota.id for quota in self.quotas) if told["any_quota"] else (),
            accepts_parts=told["accepts_parts"],
            questions={str(one.pk): told[f"q{one.pk}"] for one in self.questions} if is_going else {},
            came_from=came_from,
            language=translation.get_language() or "en",
            name=told["name"],
        )


def choices_of(question: Question) -> list[tuple[str, str]]:
    """The value that is stored and its words."""
    return [(str(place), translated_plain(text)) for place, text in enumerate(question.choices)]


def _is_choice(question: Question, value: str) -> bool:
    return value in [stored for stored, _words in choices_of(question)]


def guest_names(typed: str, count: int) -> tuple[str, ...]:
    """So many names as guests were chosen, from a line with commas; who is not named stays unnamed."""
    names = [one_line(part)[:120] for part in typed.split(",")][:count]
    return tuple(names + [""] * (count - len(names)))


def _typed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except DetailRefused as refused:
        raise forms.ValidationError(str(refused)) from None
