"""A programme of mentoring as its organisers write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.models import Community
from teranga.domains.learning.models import Programme
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import LinesInLanguages, SlugField
from teranga.web.organise.forms import TextInLanguages


class ProgrammeForm(DrawnForm):
    name = TextInLanguages(label=gettext_lazy("Name"), longest=120)
    slug = SlugField(
        label=gettext_lazy("Web address"), help_text=gettext_lazy("The last part of the page's address.")
    )
    text = TextInLanguages(
        label=gettext_lazy("What it is, for whom, how long"), longest=6000, lines=5, required=False
    )
    apply_until = forms.DateField(label=gettext_lazy("People can apply until"))
    start = forms.DateField(label=gettext_lazy("First day"))
    end = forms.DateField(label=gettext_lazy("Last day"))
    goals = LinesInLanguages(
        label=gettext_lazy("Goals to choose from"),
        help_text=gettext_lazy("One a line, the same line in each language: My first job."),
    )
    topics = LinesInLanguages(
        label=gettext_lazy("Topics to choose from"),
        help_text=gettext_lazy("One a line, the same line in each language: Web, Data, Maps."),
    )

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day must not come before the first."))
        return self.cleaned_data

    def programme_values(self) -> dict[str, Any]:
        told = self.values("name", "slug", "text", "apply_until", "start", "end")
        return told | {name: self.fields[name].items(self.cleaned_data[name]) for name in ("goals", "topics")}


def shown(community: Community, row: Programme) -> dict[str, Any]:
    lines = LinesInLanguages()
    told = {name: getattr(row, name) for name in ("name", "slug", "text", "apply_until", "start", "end")}
    return told | {
        name: lines.lines_of(getattr(row, name), community.languages) for name in ("goals", "topics")
    }
