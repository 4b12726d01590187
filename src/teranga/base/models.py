from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """The version of everything public within a scope ("i" installation, "c:7" community, "e:12" event)."""

    scope = models.CharField(max_length=24, primary_key=True)
    version = models.BigIntegerField(default=1)


class IdempotencyKey(models.Model):
    """A form that was sent once; a second sending with the same key gets the first one's result."""

    purpose = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "key"], name="one_result_per_key")]
        indexes = [models.Index(fields=["created_at"])]


class Job(models.Model):
    """Work to be done soon by a worker; written in the same transaction as what caused it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # given up; waits for a person
        CANCELLED = "cancelled"

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)  # the latest attempt
    finished_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "run_after"]),
            models.Index(fields=["state", "-finished_at"], name="jobs_by_end"),
        ]


class SearchDocument(models.Model):
    """One public thing that can be found. `path` has no language prefix."""

    community_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=240, blank=True)
    context = models.CharField(max_length=300, blank=True)  # where it belongs, as a person would say it
    path = models.CharField(max_length=300)
    moment = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)  # a page that is dated ahead is not found before its time

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="one_document_per_language"
            )
        ]
        indexes = [models.Index(fields=["community_id"]), models.Index(fields=["event_id", "kind"])]


class SearchTrigram(models.Model):
    """Which words of titles hold which three letters: finds names that are spelt almost right."""

    trigram = models.CharField(max_length=3)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trigram", "word"], name="one_row_per_trigram_and_word")
        ]
