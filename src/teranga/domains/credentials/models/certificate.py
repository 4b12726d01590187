from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.base.scoping import ScopedManager
from teranga.domains.learning.models import Enrolment
from teranga.domains.places.models import Place


class Certificate(models.Model):
    """Says that whoever held a place was there, or that somebody finished a training path.

    Its name is the person's name of today, never a copy.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("events.Event", null=True, on_delete=models.CASCADE, related_name="+")
    place = models.OneToOneField(Place, null=True, on_delete=models.CASCADE, related_name="certificate")
    enrolment = models.OneToOneField(
        Enrolment, null=True, on_delete=models.CASCADE, related_name="certificate"
    )
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.CASCADE, related_name="certificates"
    )
    code = models.CharField(max_length=16, unique=True)  # printed on it, to be checked by anybody
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=300, blank=True)  # for organisers

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["event", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, event__isnull=False, enrolment=None)
                | Q(place=None, event=None, enrolment__isnull=False),
                name="certificate_says_one_thing",
            )
        ]
