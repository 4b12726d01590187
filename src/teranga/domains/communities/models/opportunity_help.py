"""Help with an application by a member who did it before: offered, asked for once, answered."""

from __future__ import annotations

import uuid

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.communities.models.opportunity import Opportunity
from teranga.domains.people.models import Person


class OpportunityHelper(models.Model):
    """A member who did it before and may be asked, by other members, until the last day."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    shown_as = models.CharField(max_length=60)  # how other members read the name
    offered_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "opportunity", "person"], name="helper_once")
        ]


class OpportunityQuestion(models.Model):
    """One question of one member to one helper; neither sees the other's address."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(OpportunityHelper, on_delete=models.CASCADE, related_name="questions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    shown_as = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    answer = models.CharField(max_length=2000, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)  # the helper wants no more questions from this person

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "helper", "person"], name="asked_once")]
