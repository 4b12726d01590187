"""What of a community's events needs a person now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event, Task, TaskDependency
from teranga.domains.events.queries import today_of
from teranga.domains.events.rules_plan import UNFINISHED, due_day, lateness_of


def late_counts(community: Community, events: Sequence[Event], now: datetime) -> dict[int, int]:
    """Event -> how many of its tasks are late; two queries however many events there are."""
    rows = Task.objects.filter(community_id=community.pk, event__in=events, state__in=UNFINISHED)
    tasks = list(rows.only("id", "event_id", "state", "offset_days", "due"))
    needs: dict[int, list[int]] = {}
    links = TaskDependency.objects.filter(community_id=community.pk, event__in=events).order_by("needs_id")
    for task, other in links.values_list("task_id", "needs_id"):
        needs.setdefault(task, []).append(other)
    late = {}
    for event in events:
        own = [task for task in tasks if task.event_id == event.pk]
        dues = {task.pk: due_day(event.start, event.end, task.offset_days, task.due) for task in own}
        states = {task.pk: task.state for task in own}
        late[event.pk] = len(lateness_of(states, dues, needs, today_of(event, now)))
    return late
