"""Training paths, their steps and groups, and the first-timer's page, as organisers write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.learning.models import Cohort, PathStep, TrainingPath
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import WEB, SlugField
from teranga.web.organise.forms import TextInLanguages


class PathForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=120)
    slug = SlugField(
        label=gettext_lazy("Web address"), help_text=gettext_lazy("The last part of the page's address.")
    )
    text = TextInLanguages(
        label=gettext_lazy("What it is, for whom, how long"), longest=6000, lines=5, required=False
    )
    shown = forms.BooleanField(label=gettext_lazy("Everybody sees it"), required=False)


class StepForm(DrawnForm):
    title = TextInLanguages(label=gettext_lazy("Title of the step"), longest=160)
    text = TextInLanguages(label=gettext_lazy("Text"), longest=8000, lines=6, required=False)
    exercise = TextInLanguages(label=gettext_lazy("Exercise"), longest=4000, lines=4, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=2000)
    materials = forms.CharField(
        label=gettext_lazy("Materials"), required=False, max_length=3000, widget=forms.Textarea,
        help_text=gettext_lazy("One web address a line."),
    )  # fmt: skip

    def clean_materials(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["materials"].splitlines() if line.strip()]
        if any(not WEB.fullmatch(line) for line in lines):
            raise forms.ValidationError(_("Write whole addresses that start with https://"))
        return lines


class CohortForm(DrawnForm):
    start = forms.DateField(label=gettext_lazy("First day"))
    end = forms.DateField(label=gettext_lazy("Last day"))
    rhythm = TextInLanguages(label=gettext_lazy("Rhythm"), longest=120, required=False,
                             help_text=gettext_lazy("Saturdays, 9 to 12"))  # fmt: skip
    place = TextInLanguages(label=gettext_lazy("Place, or how it is online"), longest=200, required=False)
    capacity = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=5000)
    helpers_per_ten = forms.IntegerField(
        label=gettext_lazy("Helpers for ten learners"), min_value=0, max_value=10
    )


class GuideForm(DrawnForm):
    expect = TextInLanguages(label=gettext_lazy("What to expect"), longest=4000, lines=5, required=False,
                             help_text=gettext_lazy("Left empty, our words stand there."))  # fmt: skip
    prepare = TextInLanguages(label=gettext_lazy("How to prepare"), longest=4000, lines=5, required=False)
    after = TextInLanguages(label=gettext_lazy("Afterwards"), longest=4000, lines=5, required=False)
    buddies = forms.BooleanField(
        label=gettext_lazy("Newcomers may ask for somebody who goes with them"), required=False
    )


def path_values(row: TrainingPath) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("name", "slug", "text", "shown")}


def step_values(row: PathStep) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("title", "text", "exercise", "minutes")}
    return told | {"materials": "\n".join(row.materials)}


def cohort_values(row: Cohort) -> dict[str, Any]:
    names = ("start", "end", "rhythm", "place", "helpers_per_ten")
    return {name: getattr(row, name) for name in names} | {"capacity": row.quota.size}
