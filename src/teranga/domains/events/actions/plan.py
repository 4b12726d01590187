"""The team's plan: begun from the template, changed task by task. Nothing of it is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event, Task, TaskDependency
from teranga.domains.events.queries_plan import needs_of, possible_owners
from teranga.domains.events.rules_plan import AREAS, makes_circle, template_tasks

FIELDS = ("area", "title", "note", "offset_days", "due", "owner_id", "state")


class TaskFields(TypedDict, total=False):
    area: str
    title: dict[str, str]
    note: dict[str, str]
    offset_days: int
    due: date | None
    owner_id: int | None
    state: str


class TaskRefused(Exception):
    """The task cannot be kept like this. Nothing was written. `field` says what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def begin_plan(*, event: Event, by: Actor, at: datetime) -> int:
    """Put the template's tasks into the plan; those that it has already stay as they are."""
    with write():
        known = dict(Task.objects.filter(event=event).exclude(key="").values_list("key", "pk"))
        rows = {
            told.key: Task(key=told.key, area=told.area, title=told.title, offset_days=told.days,
                           created_at=at, updated_at=at, **_common(event))
            for told in template_tasks() if told.key not in known
        }  # fmt: skip
        if not rows:
            return 0
        Task.objects.bulk_create(rows.values())
        known |= {key: task.pk for key, task in rows.items()}
        TaskDependency.objects.bulk_create(
            TaskDependency(task_id=known[told.key], needs_id=known[need], **_common(event))
            for told in template_tasks() if told.key in rows for need in told.needs if need in known
        )  # fmt: skip
        record(by=by, verb="plan.begin", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk, changes={"tasks": len(rows)})  # fmt: skip
    return len(rows)


def add_task(
    *, event: Event, by: Actor, at: datetime, needs: Iterable[int] = (), **fields: Unpack[TaskFields]
) -> Task:
    """A task of the team's own. Raises TaskRefused."""
    with write():
        _check(event, fields, at)
        task = Task(created_at=at, updated_at=at, **_common(event), **fields)
        task.done_at = at if task.state == Task.State.DONE else None
        task.save(force_insert=True)
        _set_needs(event, task, needs)
        after = {name: getattr(task, name) for name in FIELDS}
        _note("task.add", task, changed({}, after), by, at)
    return task


def change_task(
    *, task: Task, seen: str = "", by: Actor, at: datetime, needs: Iterable[int] | None = None,
    **fields: Unpack[TaskFields],
) -> list[str]:  # fmt: skip
    """Returns the names of the fields that differed. Raises EditedMeanwhile and TaskRefused."""
    with write():
        row = _locked(task)
        check_same(row, seen)
        _check(row.event, fields, at, was=row)
        before = _told(row)
        for name, value in fields.items():
            setattr(row, name, value)
        if needs is not None:
            _set_needs(row.event, row, needs)
        if row.state != before["state"]:
            row.done_at = at if row.state == Task.State.DONE else None
        differing = changed(before, _told(row))
        if differing:
            row.updated_at = at
            row.save(update_fields=[*fields, "done_at", "updated_at"])
            _note("task.change", row, differing, by, at)
    return sorted(differing)


def remove_task(*, task: Task, by: Actor, at: datetime) -> None:
    """For a team's own mistakes; a task that is not wanted is dropped instead, and stays in sight."""
    with write():
        row = _locked(task)
        _note("task.remove", row, changed(_told(row), {}), by, at)
        row.delete()


def _common(event: Event) -> dict[str, int]:
    return {"event_id": event.pk, "community_id": event.community_id}


def _locked(task: Task) -> Task:
    rows = Task.objects.filter(event=task.event_id).select_for_update(of=("self",))
    return rows.select_related("event__community").get(pk=task.pk)


def _check(event: Event, fields: TaskFields, at: datetime, was: Task | None = None) -> None:
    if fields.get("area", AREAS[0]) not in AREAS:
        raise TaskRefused("area")
    if fields.get("state", Task.State.OPEN) not in Task.State.values:
        raise TaskRefused("state")
    owner = fields.get("owner_id")
    is_kept = was is not None and was.owner_id == owner
    if owner is not None and not is_kept and owner not in {row.pk for row in possible_owners(event, at)}:
        raise TaskRefused("owner")


def _set_needs(event: Event, task: Task, needs: Iterable[int]) -> None:
    wanted = sorted(set(needs))
    if not wanted and not TaskDependency.objects.filter(event=event, task=task).exists():
        return
    if Task.objects.filter(event=event, pk__in=wanted).count() != len(wanted):
        raise TaskRefused("needs")
    stored = needs_of(event)
    if makes_circle(stored, task.pk, wanted):
        raise TaskRefused("needs")
    if stored.get(task.pk, []) != wanted:
        TaskDependency.objects.filter(event=event, task=task).delete()
        TaskDependency.objects.bulk_create(
            TaskDependency(task=task, needs_id=need, **_common(event)) for need in wanted
        )


def _told(task: Task) -> dict[str, Any]:
    needs = TaskDependency.objects.filter(event=task.event_id, task=task).order_by("needs_id")
    told = {name: getattr(task, name) for name in FIELDS}
    return told | {"needs": list(needs.values_list("needs_id", flat=True))}


def _note(verb: str, task: Task, changes: dict[str, Any], by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="task", object_id=task.pk, at=at, community_id=task.community_id,
           event_id=task.event_id, changes=changes)  # fmt: skip
