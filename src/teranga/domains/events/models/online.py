from __future__ import annotations

from django.db import models

from teranga.base.fields import SealedField
from teranga.base.scoping import ScopedManager
from teranga.domains.events.models.event import Event


class OnlineRoom(models.Model):
    """How to come to an online or hybrid event. Only those with a place are shown it, and in its time."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="online_room")
    link = SealedField()
    note = SealedField()  # a code for the meeting, a number to dial
    opens_minutes = models.PositiveSmallIntegerField(default=120)  # before the event begins
    updated_at = models.DateTimeField()

    objects = ScopedManager()
