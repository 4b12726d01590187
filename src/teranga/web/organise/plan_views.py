"""The team's plan: what is to be done by when, who does it, and what is late."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.actions import plan as actions
from teranga.domains.events.models import Task
from teranga.domains.events.queries_plan import plan_of, possible_owners, task_of
from teranga.domains.events.rules_plan import AREAS, template_tasks
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.plan_forms import TaskForm, area_name, options_for, state_name, values_of
from teranga.web.templating import translated_plain


@access(Access.ROLE, verb=Verb.VIEW, area=Area.EVENTS)
@require_safe
def plan(request: HttpRequest, community: str, event: str) -> HttpResponse:
    context = _asked_for(request) | {
        "may_change": request.rights.may(Verb.EDIT, Area.EVENTS, request.place),
        "saved": "saved" in request.GET,
        "template_size": len(template_tasks()),
    }
    return desk_page(request, "plan/plan", context, title=_("Plan and tasks"))


@access(Access.ROLE, verb=Verb.VIEW, area=Area.EVENTS)
@require_safe
def to_print(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return desk_page(request, "plan/print", _asked_for(request), title=_("Plan and tasks"), styles=("print",))


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    area, state, owner = (request.GET.get(name, "") for name in ("area", "state", "owner"))
    area = area if area in AREAS else ""
    state = state if state in (*Task.State.values, "late") else ""
    number = int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 18 else None
    return {
        "plan": plan_of(request.event, now, area=area, owner=number, state=state),
        "areas": [(key, area_name(key)) for key in AREAS],
        "states": [(key, state_name(key)) for key in ("late", *Task.State.values)],
        "owners": [(person.pk, person.name) for person in possible_owners(request.event, now)],
        "chosen": {"area": area, "state": state, "owner": number},
        "area_name": area_name,
        "state_name": state_name,
        "root": here(request, "plan/"),
        "asked": request.GET.urlencode(),
    }


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_POST
def begin(request: HttpRequest, community: str, event: str) -> HttpResponse:
    actions.begin_plan(event=request.event, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "plan/") + "?saved=1")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, community: str, event: str) -> HttpResponse:
    place, now = request.event, timezone.now()

    def save(form: TaskForm) -> None:
        with _told_in_the_form():
            actions.add_task(event=place, by=request.actor, at=now, **form.task_values())

    return drawing.edit(
        request, TaskForm, title=_("Add a task"), back=here(request, "plan/"), save=save,
        initial=lambda: {"state": Task.State.OPEN, "area": "team", "offset_days": -30},
        options=options_for(place, None, now),
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    place, now, task = request.event, timezone.now(), task_of(request.event, number)
    if task is None:
        return errors.not_found(request)

    def save(form: TaskForm) -> None:
        with _told_in_the_form():
            actions.change_task(
                task=task, seen=form.cleaned_data["seen"], by=request.actor, at=now, **form.task_values()
            )

    return drawing.edit(
        request, TaskForm, title=translated_plain(task.title) or _("A task"), row=task, save=save,
        back=here(request, "plan/"), initial=lambda: values_of(place, task),
        options=options_for(place, task, now), context={"remove": "remove/"}, template="plan/task",
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_POST
def settle(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    """One tap in the list: begun, done, dropped, or open again."""
    task = task_of(request.event, number)
    if task is None:
        return errors.not_found(request)
    state = request.POST.get("state", "")
    if state in Task.State.values:
        actions.change_task(task=task, by=request.actor, at=timezone.now(), state=state)
    asked = request.POST.get("asked", "")
    query = f"?{asked}" if asked.isascii() and len(asked) < 200 else ""
    return HttpResponseRedirect(f"{here(request, 'plan/')}{query}#task-{task.pk}")


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    task = task_of(request.event, number)
    if task is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Remove the task"), what=translated_plain(task.title), back=here(request, "plan/"),
        act=lambda: actions.remove_task(task=task, by=request.actor, at=timezone.now()),
        warning=_("To keep in sight that it was decided against, set its state to dropped instead."),
    )  # fmt: skip


class _told_in_the_form:  # noqa: N801 -- reads as a sentence where it is used
    """Turns the action's refusal into the sentence that stands at the field."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, refused: Any, trace: Any) -> None:
        if isinstance(refused, actions.TaskRefused):
            told = {
                "needs": _("These tasks would wait for each other in a circle, or belong to another event."),
                "owner": _("This person has no role here."),
            }
            raise ValidationError({refused.field: told.get(refused.field, _("This is not on the list."))})
