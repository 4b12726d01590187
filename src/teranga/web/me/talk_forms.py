"""What a speaker answers, and what an invited one writes for the programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.proposals.rules_told import WHYS
from teranga.web import proposal_words
from teranga.web.localised import language_name


class AnswerForm(forms.Form):
    """Yes with what they need, or no with a reason."""

    needs_aid = forms.BooleanField(required=False)
    needs_letter = forms.BooleanField(required=False)
    may_record = forms.BooleanField(required=False)
    why = forms.ChoiceField(required=False, choices=[(key, key) for key in WHYS])
    words = forms.CharField(required=False, max_length=280)

    def reason(self) -> str:
        """As `declined_why` keeps it."""
        told = self.cleaned_data
        return f"{told['why'] or 'other'}:{told['words'].strip()}" if told["why"] or told["words"] else ""


class TalkForm(forms.Form):
    name = forms.CharField(max_length=160)
    biography = forms.CharField(required=False, max_length=3000)
    affiliation = forms.CharField(required=False, max_length=160)
    title = forms.CharField(max_length=200)
    abstract = forms.CharField(max_length=6000)
    level = forms.ChoiceField(required=False)
    language = forms.ChoiceField()

    def __init__(self, *args: Any, levels: Sequence[str], languages: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        level, language = self.fields["level"], self.fields["language"]
        level.choices = [(code, proposal_words.level_name(code)) for code in levels]
        language.choices = [(code, language_name(code)) for code in languages]
        self.fields["name"].error_messages["required"] = _("Write your name as the programme shows it.")
        self.fields["title"].error_messages["required"] = _("Write a title.")
        self.fields["abstract"].error_messages["required"] = _("Write what people will hear.")

    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "biography", "affiliation")}

    def text(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "abstract", "level", "language")}
