"""A project as its owner writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from teranga.base.idempotency import new_key
from teranga.domains.learning.models import Project, ProjectStep
from teranga.web import learning_words
from teranga.web.organise.fields import WEB

STEP = re.compile(r"(?:(\d{4}-\d{2}-\d{2})\s*\|)?(.*)")
FIELDS = ("kind", "state", "shown", "title", "goal", "helped", "looking_for", "repository")


class ProjectForm(forms.Form):
    """One step a line, with its day before a bar if it has one: 2027-01-15 | Collect the data."""

    key = forms.CharField(required=False)
    community = forms.ChoiceField(required=False)
    event = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    title = forms.CharField(max_length=120)
    kind = forms.ChoiceField()
    shown = forms.ChoiceField()
    state = forms.ChoiceField()
    goal = forms.CharField(required=False, max_length=4000)
    steps = forms.CharField(required=False, max_length=6000)
    repository = forms.CharField(required=False, max_length=300)
    looking_for = forms.CharField(required=False, max_length=2000)
    first_tasks = forms.CharField(required=False, max_length=3000)
    helped = forms.CharField(required=False, max_length=2000)

    def __init__(
        self, *args: Any, communities: Sequence[tuple[str, str]] = (),
        events: Sequence[tuple[int, str]] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("At none")), *events]
        self.fields["community"].choices = communities
        self.fields["kind"].choices = learning_words.project_kinds()
        self.fields["shown"].choices = learning_words.shown_choices()
        self.fields["state"].choices = learning_words.project_states()
        self.fields["title"].error_messages["required"] = _("Give it a name; you can change it later.")

    def clean_repository(self) -> str:
        text = self.cleaned_data["repository"]
        if text and not WEB.fullmatch(text):
            raise forms.ValidationError(_("Write a whole address that starts with https://"))
        return text

    def clean_steps(self) -> list[tuple[date | None, str]]:
        steps = []
        for line in self.cleaned_data["steps"].splitlines():
            found = STEP.fullmatch(line.strip())
            words = " ".join(found[2].split()) if found else ""
            if not found or not words:
                continue
            try:
                steps.append((date.fromisoformat(found[1]) if found[1] else None, words[:200]))
            except ValueError:
                told = _("“{day}” is no day. Write it like 2027-01-15.").format(day=found[1])
                raise forms.ValidationError(told) from None
        return steps

    def clean_first_tasks(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["first_tasks"].splitlines())
        return [line[:200] for line in lines if line][:20]

    def project(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in (*FIELDS, "first_tasks")}
        return told | {"event_id": self.cleaned_data["event"]}


def shown_values(row: Project, steps: Sequence[ProjectStep]) -> dict[str, Any]:
    lines = [f"{step.due.isoformat()} | {step.text}" if step.due else step.text for step in steps]
    return {name: getattr(row, name) for name in FIELDS} | {
        "event": row.event_id or "", "steps": "\n".join(lines), "first_tasks": "\n".join(row.first_tasks),
    }  # fmt: skip


def new_values() -> dict[str, Any]:
    return {"key": new_key(), "kind": "project", "shown": "me", "state": "active"}
