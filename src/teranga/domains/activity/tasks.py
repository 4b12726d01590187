from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.activity.actions.note_heads import note_day_heads


@task("activity.note_day_heads")
def note_heads() -> None:
    note_day_heads(at=timezone.now())
