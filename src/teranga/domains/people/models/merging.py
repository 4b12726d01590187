"""Two records that turned out to be one human being, and how to take that back."""

from __future__ import annotations

from django.db import models

from teranga.domains.people.models.persons import Person


class MergeRecord(models.Model):
    """What moved from one record to another, row by row, so that exactly that can move back."""

    community_id = models.BigIntegerField(db_index=True)  # whose organisers decided it
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=list)  # [[model, field, key of the row], …]
    changed = models.JSONField(default=list)  # [[model, key, before, after], …]
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
