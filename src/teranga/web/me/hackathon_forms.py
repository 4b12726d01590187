"""A team, what it hands in, and a judge's sheet, as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.domains.learning.models import Criterion
from teranga.web.hackathon_words import SCALE
from teranga.web.organise.fields import WEB
from teranga.web.templating import translated_plain


class TeamForm(forms.Form):
    key = forms.CharField(required=False)
    name = forms.CharField(max_length=80)
    idea = forms.CharField(required=False, max_length=2000)
    looking_for = forms.CharField(required=False, max_length=400)
    state = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("open", _("It looks for people")), ("closed", _("It is complete"))]
        self.fields["name"].error_messages["required"] = _("Give it a name; you can change it later.")

    def team(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "idea", "looking_for", "state")}


class SubmissionForm(forms.Form):
    title = forms.CharField(max_length=120)
    description = forms.CharField(required=False, max_length=8000)
    repository = forms.CharField(required=False, max_length=300)
    demo = forms.CharField(required=False, max_length=300)
    licence = forms.CharField(required=False, max_length=60)

    def clean_repository(self) -> str:
        return _web(self.cleaned_data["repository"])

    def clean_demo(self) -> str:
        return _web(self.cleaned_data["demo"])


def _web(text: str) -> str:
    if text and not WEB.fullmatch(text):
        raise forms.ValidationError(_("Write a whole address that starts with https://"))
    return text


class SheetForm(forms.Form):
    """Points for each criterion, and a word to the team."""

    comment = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = [("", "–"), *((str(value), str(value)) for value in SCALE)]
        self.asked = [(f"points_{row.pk}", row) for row in criteria]
        for name, row in self.asked:
            self.fields[name] = forms.ChoiceField(choices=scale, label=translated_plain(row.name))

    def points(self) -> dict[int, int]:
        return {row.pk: int(self.cleaned_data[name]) for name, row in self.asked}


def sheet_values(points: Mapping[int, int], comment: str) -> dict[str, Any]:
    return {f"points_{key}": str(value) for key, value in points.items()} | {"comment": comment}
