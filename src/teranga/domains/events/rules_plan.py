"""When tasks are due, which of them are late, and the plan that a conference begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from teranga.domains.events.models import Task
from teranga.foundation.translated import TranslatedText

TEMPLATE = Path(__file__).with_name("plan_template.yaml")
AREAS = (
    "team", "money", "venue", "programme", "tickets", "sponsors", "aid", "word", "safety", "inclusion",
    "volunteers", "tech", "hospitality", "after",
)  # fmt: skip
UNFINISHED = (Task.State.OPEN, Task.State.DOING)
SOON = timedelta(days=14)  # from here on it matters that what comes first is not done


@dataclass(frozen=True, slots=True)
class TemplateTask:
    key: str
    area: str
    days: int
    title: TranslatedText
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def template_tasks() -> tuple[TemplateTask, ...]:
    told = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    return tuple(
        TemplateTask(
            key=row["key"], area=area, days=row["days"],
            title=TranslatedText({code: row[code] for code in ("en", "fr", "es")}),
            needs=tuple(row.get("needs", ())),
        )
        for area, rows in told.items()
        for row in rows
    )  # fmt: skip


def due_day(start: date, end: date, offset_days: int, own: date | None = None) -> date:
    """The day set by hand, or the offset: before the event from its first day, afterwards from its last."""
    return own or (end if offset_days > 0 else start) + timedelta(days=offset_days)


@dataclass(frozen=True, slots=True)
class Lateness:
    overdue: bool = False
    waits_for: tuple[int, ...] = ()  # tasks that should be done before this one, and are not

    def __bool__(self) -> bool:
        return self.overdue or bool(self.waits_for)


def lateness_of(
    states: Mapping[int, str], dues: Mapping[int, date], needs: Mapping[int, Iterable[int]], today: date
) -> dict[int, Lateness]:
    """Unfinished tasks that are overdue, or begun or due soon while what they need is not done."""
    found = {}
    for task, state in states.items():
        if state not in UNFINISHED:
            continue
        presses = state == Task.State.DOING or dues[task] <= today + SOON
        missing = [other for other in needs.get(task, ()) if states.get(other) in UNFINISHED]
        late = Lateness(dues[task] < today, tuple(missing) if presses else ())
        if late:
            found[task] = late
    return found


def makes_circle(needs: Mapping[int, Iterable[int]], task: int, wanted: Iterable[int]) -> bool:
    """Whether `task` would in the end wait for itself if it needed those."""
    ahead, seen = list(wanted), set()
    while ahead:
        one = ahead.pop()
        if one == task:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(needs.get(one, ()))
    return False
