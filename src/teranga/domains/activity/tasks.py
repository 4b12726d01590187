from __future__ import annotations

from django.utils import timezone

from teranga.base import jobs_control
from teranga.base.jobs import daily
from teranga.domains.activity.actions.end_overdue import end_overdue
from teranga.domains.activity.actions.note_heads import note_day_heads
from teranga.domains.activity.actions.record import PROGRAM


@daily("activity.note_day_heads", hour=0)
def note_heads() -> None:
    note_day_heads(at=timezone.now())


@daily("activity.end_overdue", hour=4)
def end_what_is_over() -> None:
    """Personal data that is kept no longer goes every night."""
    end_overdue(by=PROGRAM, at=timezone.now())


@daily("jobs.forget_old", hour=3)
def forget_old_jobs() -> None:
    jobs_control.forget_old(timezone.now())
