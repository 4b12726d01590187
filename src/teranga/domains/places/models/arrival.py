from __future__ import annotations

from django.db import models

from teranga.domains.places.models.place import Place
from teranga.domains.places.models.quota import OfAnEvent


class Arrival(OfAnEvent):
    """The one scan log: every tap of every device, only ever added to. What counts is read from it."""

    class Kind(models.TextChoices):
        ARRIVE = "arrive"
        UNDO = "undo"
        WALK_IN = "walk_in"

    uuid = models.UUIDField(unique=True)  # made by the device, so that sending twice is one entry
    device = models.CharField(max_length=64)
    clock = models.DateTimeField()  # as the device had it
    offset_ms = models.BigIntegerField(default=0)  # to be added to the device's clock
    happened_at = models.DateTimeField()  # clock + offset
    received_at = models.DateTimeField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="arrivals")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["event", "happened_at"]), models.Index(fields=["place"])]
