from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Snapshot(models.Model):
    """What a metric said at the end of a month. Rows are only ever added: a report of the past stays true."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="snapshots")
    metric = models.CharField(max_length=40)
    day = models.DateField()  # the last day of the month
    value = models.BigIntegerField()
    is_backfilled = models.BooleanField(default=False)  # counted later, from rows that carry their date
    exact = models.JSONField(default=dict)  # way of grouping -> group -> people; never shown
    shown = models.JSONField(default=dict)  # way -> {"day": …, "groups": {group: at least so many}}
    taken_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "metric", "day"], name="one_snapshot_per_metric_and_month"
            )
        ]
