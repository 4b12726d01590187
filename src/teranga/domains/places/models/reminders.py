"""When people are reminded, and the calendar that one person subscribes to."""

from __future__ import annotations

from django.db import models

from teranga.domains.events.models import Event
from teranga.domains.places.models.quota import OfAnEvent


class ReminderSettings(OfAnEvent):
    """Which reminders an event sends; without a row, the day before and two hours before."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="+")
    week = models.BooleanField(default=False)
    day = models.BooleanField(default=True)
    hours = models.BooleanField(default=True)
    maybe = models.BooleanField(default=True)  # those who said perhaps, too


class CalendarFeed(models.Model):
    """The secret part of the address of one person's own calendar. Another one ends the old address."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
