from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from teranga.domains.places.models.answers import Rsvp
from teranga.domains.places.models.quota import OfAnEvent, Quota


class Place(OfAnEvent):
    """Admits one person to one event, or to one session of it, however it was obtained."""

    class Kind(models.TextChoices):
        RSVP = "rsvp"
        AWARD = "award"
        ORDER = "order"
        SPEAKER = "speaker"
        VOLUNTEER = "volunteer"
        SPONSOR = "sponsor"
        DRAW = "draw"
        WALK_IN = "walk_in"  # came without one; counts towards no quota, because they stand in the room

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # by it the door's list and scans name a place
    kind = models.CharField(max_length=10, choices=Kind.choices)
    quota = models.ForeignKey(Quota, null=True, on_delete=models.RESTRICT, related_name="places")
    session = models.ForeignKey("events.Session", null=True, on_delete=models.RESTRICT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="places")
    guest_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="guests")
    rsvp = models.ForeignKey(Rsvp, null=True, on_delete=models.SET_NULL, related_name="places")
    name = models.CharField(max_length=120, blank=True)  # of a guest, or of somebody without a record
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # given back
    arrived_at = models.DateTimeField(null=True)  # what the scan log says, merged

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(ended_at=None, session=None, person__isnull=False),
                name="one_place_per_person_and_event",
            ),
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(ended_at=None, person__isnull=False),
                name="one_place_per_person_and_session",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["event", "ended_at"]),
            models.Index(fields=["quota", "ended_at"]),
        ]
