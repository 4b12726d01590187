"""What is limited: quotas with their counters, and what is held for a moment."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.events.models import Event


class OfAnEvent(models.Model):
    """Every row names its community too, so that tables can be split by community."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class PlaceSettings(OfAnEvent):
    """How an event gives its places to those who answer."""

    class Order(models.TextChoices):
        FAIR = "fair"  # who came first is first
        DRAW = "draw"  # who answered before the draw is put in order by it

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="+")
    takes_answers = models.BooleanField(default=True)
    opens_at = models.DateTimeField(null=True)  # null: at once
    closes_at = models.DateTimeField(null=True)  # null: when the event begins
    guests_most = models.PositiveSmallIntegerField(default=2)  # that one person may bring
    offer_hours = models.PositiveSmallIntegerField(default=24)
    order = models.CharField(max_length=4, choices=Order.choices, default=Order.FAIR)
    counted_in_at = models.DateTimeField(null=True)  # when those who always come were counted in


class Quota(OfAnEvent):
    """So many places. Those within a larger quota count there too. A size above the room is a choice.

    Without an event it belongs to something of the community that a floor above keeps, such as a group that
    follows a training path; that floor counts its own rows (`hooks.count_for`).
    """

    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    within = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="parts")
    session = models.ForeignKey("events.Session", null=True, on_delete=models.RESTRICT, related_name="+")
    name = I18nField()
    kinds = models.JSONField(default=list)  # of places that draw from it; empty: all
    size = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    offered = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=F("used") + F("held") + F("offered")), name="quota_is_never_exceeded"
            )
        ]

    @property
    def taken(self) -> int:
        return self.used + self.held + self.offered

    @property
    def free(self) -> int:
        """Of this quota alone; what it lies within may have less."""
        return self.size - self.taken


class Hold(OfAnEvent):
    """Places kept for somebody who is about to confirm. The row goes when it is used or over."""

    quota = models.ForeignKey(Quota, on_delete=models.RESTRICT, related_name="+")
    count = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"])]
