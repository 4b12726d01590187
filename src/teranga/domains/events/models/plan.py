"""What an organising team keeps for itself: tasks, uploaded programmes, texts that were found fine."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.domains.events.models.programme import OfAnEvent


class Task(OfAnEvent):
    """Work to be done by a day that moves with the event, unless a day of its own is set."""

    class State(models.TextChoices):
        OPEN = "open"
        DOING = "doing"
        DONE = "done"
        DROPPED = "dropped"

    key = models.CharField(max_length=60, blank=True)  # the template's name for it; "" for a team's own task
    area = models.CharField(max_length=20)
    title = I18nField()
    note = I18nField()
    offset_days = models.SmallIntegerField(default=0)  # before: from the first day; after: from the last day
    due = models.DateField(null=True)  # set by hand; then the offset no longer counts
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], condition=~models.Q(key=""), name="one_task_per_template_key"
            )
        ]
        indexes = [models.Index(fields=["event", "state"])]


class TaskDependency(OfAnEvent):
    """`task` can begin once `needs` is done."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="dependencies")
    needs = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="dependents")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "needs"], name="one_dependency_per_pair")]


class ProgrammeUpload(OfAnEvent):
    """A programme’s file on its way in: read, looked at, put in. In the end its bytes go."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"  # the report can be looked at; nothing is changed yet
        APPLYING = "applying"
        APPLIED = "applied"
        REFUSED = "refused"

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(default=b"")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    replace = models.BooleanField(default=False)
    report = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)  # {"code", "what"}
    by_id = models.BigIntegerField(null=True)
    acting_as = models.CharField(max_length=80, blank=True)
    uploaded_at = models.DateTimeField()
    updated_at = models.DateTimeField()


class FineText(OfAnEvent):
    """A finding of the stale-text check that somebody looked at and called fine."""

    key = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="one_mark_per_finding")]
