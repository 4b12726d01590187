from __future__ import annotations

from django.utils import timezone

from teranga.base import jobs_control
from teranga.base.jobs import daily
from teranga.domains.activity.actions.note_heads import note_day_heads


@daily("activity.note_day_heads", hour=0)
def note_heads() -> None:
    note_day_heads(at=timezone.now())


@daily("jobs.forget_old", hour=3)
def forget_old_jobs() -> None:
    jobs_control.forget_old(timezone.now())
