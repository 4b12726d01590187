from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager


class OfAnEvent(models.Model):
    """Every row names its community and its event, so that tables can be split by community."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True
