from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager


class AuditEntry(models.Model):
    """Who changed what, when, and as whom. Rows are only ever added."""

    community_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)  # a person; empty when the program or a visitor acted
    acting_as = models.CharField(max_length=40)  # "member", "visitor", "command line" …
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)  # field -> [before, after]; personal values are never stored
    request_id = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "-id"]),
            models.Index(fields=["object_type", "object_id"]),
        ]
