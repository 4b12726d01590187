from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager


class OfACommunity(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True
