from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.base.scoping import ScopedManager


class AuditEntry(models.Model):
    """Who changed what, when, and as whom. Rows are only ever added, each bound to the one before it.

    The rows of a community form one chain, those of the installation (no community) another.
    """

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
    sequence = models.BigIntegerField(null=True)  # from 1 in each chain; empty only while a write goes on
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "sequence"], name="one_entry_per_place_in_chain"),
            models.UniqueConstraint(
                fields=["sequence"], condition=Q(community_id=None), name="one_entry_per_place_at_large"
            ),
        ]
        indexes = [
            models.Index(fields=["community_id", "object_type", "object_id", "-sequence"]),
            models.Index(fields=["community_id", "actor_id", "-sequence"]),
            models.Index(fields=["community_id", "verb", "-sequence"]),
            models.Index(fields=["community_id", "at"]),
        ]


class AuditHead(models.Model):
    """The last entry of a chain. Whoever appends holds this row's lock: no two entries share a place."""

    chain = models.BigIntegerField(primary_key=True)  # a community, or 0 for the installation
    last_sequence = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)


class AuditDayHead(models.Model):
    """How far a chain had come on a day. Kept outside as well, it shows later that the end was cut off."""

    chain = models.BigIntegerField()
    day = models.DateField()
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "day"], name="one_head_per_chain_and_day")]
