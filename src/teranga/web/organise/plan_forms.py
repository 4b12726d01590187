"""A task as its team writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.events.models import Event, Task
from teranga.domains.events.queries_plan import needs_of, possible_owners
from teranga.domains.events.rules_plan import AREAS
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.forms import TextInLanguages
from teranga.web.templating import translated_plain


def area_name(area: str) -> str:
    return {
        "team": _("Team"), "money": _("Money"), "venue": _("Venue"), "programme": _("Programme"),
        "tickets": _("Tickets"), "sponsors": _("Sponsors"), "aid": _("Aid and visas"),
        "word": _("Spreading the word"), "safety": _("Safety and conduct"), "inclusion": _("Inclusion"),
        "volunteers": _("Volunteers"), "tech": _("Power, sound, network"), "hospitality": _("Hospitality"),
        "after": _("Afterwards"),
    }.get(area, area)  # fmt: skip


def state_name(state: str) -> str:
    return {
        "open": _("Open"), "doing": _("Begun"), "done": _("Done"), "dropped": _("Dropped"), "late": _("Late"),
    }.get(state, state)  # fmt: skip


class TaskForm(DrawnForm):
    title = TextInLanguages(label=gettext_lazy("What is to be done"), longest=200)
    note = TextInLanguages(label=gettext_lazy("Notes"), longest=4000, lines=3, required=False)
    area = forms.ChoiceField(label=gettext_lazy("Team"))
    offset_days = forms.IntegerField(
        label=gettext_lazy("Days from the event"), min_value=-1500, max_value=1500, required=False,
        help_text=gettext_lazy("-30: thirty days before the first day. 7: a week after the last day."),
    )  # fmt: skip
    due = forms.DateField(
        label=gettext_lazy("Or a day of its own"), required=False,
        help_text=gettext_lazy("Stays where it is when the event moves."),
    )  # fmt: skip
    owner = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"))
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What must be done before"), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, owners: list[tuple[str, str]], tasks: list[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["area"].choices = [(area, area_name(area)) for area in AREAS]
        self.fields["owner"].choices = owners
        self.fields["needs"].choices = tasks
        states = [(value, state_name(value)) for value in Task.State.values]
        self.fields["state"].choices = states

    def clean_offset_days(self) -> int:
        return self.cleaned_data["offset_days"] or 0

    def task_values(self) -> dict[str, Any]:
        """What the actions take."""
        told = self.values("title", "note", "area", "offset_days", "due", "state")
        owner = self.cleaned_data["owner"]
        return told | {
            "owner_id": int(owner) if owner else None,
            "needs": [int(number) for number in self.cleaned_data["needs"]],
        }


def options_for(event: Event, task: Task | None, now: Any) -> dict[str, Any]:
    """Owners and other tasks that the form offers, and its languages."""
    people = {str(person.pk): person.name for person in possible_owners(event, now)}
    if task and task.owner:
        people.setdefault(str(task.owner_id), task.owner.name)
    rows = Task.objects.filter(event=event).exclude(pk=task.pk if task else None)
    tasks = [(str(row.pk), translated_plain(row.title)) for row in rows.order_by("offset_days", "pk")]
    return {
        "languages": event.languages or event.community.languages,
        "owners": [("", _("Nobody yet")), *people.items()],
        "tasks": tasks,
    }


def values_of(event: Event, task: Task) -> dict[str, Any]:
    told = {name: getattr(task, name) for name in ("title", "note", "area", "offset_days", "due", "state")}
    return told | {
        "owner": str(task.owner_id or ""),
        "needs": [str(number) for number in needs_of(event).get(task.pk, [])],
    }
