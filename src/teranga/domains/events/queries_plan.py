"""The plan of an event as its team reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from teranga.domains.events.models import Event, Task, TaskDependency
from teranga.domains.events.queries import today_of
from teranga.domains.events.rules_plan import AREAS, UNFINISHED, Lateness, due_day, lateness_of
from teranga.domains.people.models import Person
from teranga.domains.people.queries_roles import grants_reaching, held


@dataclass(frozen=True, slots=True)
class PlannedTask:
    task: Task
    due: date
    late: Lateness
    owner: str
    waits_for: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class PlanOfEvent:
    tasks: list[PlannedTask]  # those asked for, by day
    total: int
    done: int
    late: int


def plan_of(
    event: Event, now: datetime, *, area: str = "", owner: int | None = None, state: str = ""
) -> PlanOfEvent:
    """The tasks by day. `state` is one of the states, or "late", or "" for all but the dropped ones."""
    tasks = {task.pk: task for task in Task.objects.filter(event=event).select_related("owner")}
    dues, late = _dues_and_lateness(event, tasks.values(), today_of(event, now))
    kept = [task for task in tasks.values() if _is_asked_for(task, area, owner, state, late)]
    kept.sort(key=lambda task: (dues[task.pk], AREAS.index(task.area) if task.area in AREAS else 99, task.pk))
    planned = [
        PlannedTask(
            task, dues[task.pk], late.get(task.pk, Lateness()), task.owner.name if task.owner else "",
            tuple(tasks[pk] for pk in late[task.pk].waits_for) if task.pk in late else (),
        )
        for task in kept
    ]  # fmt: skip
    counted = [task for task in tasks.values() if task.state != Task.State.DROPPED]
    return PlanOfEvent(planned, len(counted), sum(t.state == Task.State.DONE for t in counted), len(late))


def count_late(event: Event, now: datetime) -> int:
    tasks = list(
        Task.objects.filter(event=event, state__in=UNFINISHED).only("id", "state", "offset_days", "due")
    )
    return len(_dues_and_lateness(event, tasks, today_of(event, now))[1]) if tasks else 0


def _is_asked_for(task: Task, area: str, owner: int | None, state: str, late: dict[int, Lateness]) -> bool:
    if (area and task.area != area) or (owner is not None and task.owner_id != owner):
        return False
    if state == "late":
        return task.pk in late
    return task.state == state if state else task.state != Task.State.DROPPED


def _dues_and_lateness(
    event: Event, tasks: Iterable[Task], today: date
) -> tuple[dict[int, date], dict[int, Lateness]]:
    tasks = list(tasks)
    dues = {task.pk: due_day(event.start, event.end, task.offset_days, task.due) for task in tasks}
    states = {task.pk: task.state for task in tasks}
    return dues, lateness_of(states, dues, needs_of(event), today)


def needs_of(event: Event) -> dict[int, list[int]]:
    needs: dict[int, list[int]] = {}
    rows = TaskDependency.objects.filter(event=event).order_by("needs_id")
    for task, other in rows.values_list("task_id", "needs_id"):
        needs.setdefault(task, []).append(other)
    return needs


def task_of(event: Event, number: int) -> Task | None:
    return Task.objects.filter(event=event, pk=number).select_related("owner").first()


def possible_owners(event: Event, now: datetime) -> list[Person]:
    """Everybody whose role reaches this event now, by name."""
    grants = grants_reaching(event.community_id, event.community.parent_id)
    reach = [
        row.grant
        for row in held(grants, now)
        if row.runs and (row.grant.scope != "event" or row.grant.scope_id == event.pk)
    ]
    people = {grant.person_id: grant.person for grant in reach}
    return sorted(people.values(), key=lambda person: (person.folded_name, person.pk))
