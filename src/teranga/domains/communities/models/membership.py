from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Membership(models.Model):
    """A person in a community: since when, how they want to help, and whether they confirmed."""

    class State(models.TextChoices):
        PENDING = "pending"  # asked, or was asked by somebody's list
        RECORDED = "recorded"  # on a list that the organisers brought along, on a basis they stated
        CONFIRMED = "confirmed"
        LEFT = "left"

    class Level(models.TextChoices):
        NEW = "new"
        BEGINNER = "beginner"
        INTERMEDIATE = "intermediate"
        ADVANCED = "advanced"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    level = models.CharField(max_length=14, choices=Level.choices, blank=True)
    help_ways = models.JSONField(default=list)
    confirmed_by = models.CharField(max_length=10, blank=True)  # "email", "paper"
    asked = models.JSONField(default=dict)  # put aside until the person proves that it was them
    # What organisers see of somebody who has not confirmed yet: as it was written, not the person's record.
    listed_name = models.CharField(max_length=120, blank=True)
    listed_folded = models.CharField(max_length=120, blank=True)
    listed_contact = models.CharField(max_length=254, blank=True)
    wished_chapter = models.ForeignKey(Community, null=True, on_delete=models.SET_NULL, related_name="+")
    left_in_peace = models.BooleanField(default=False)  # asked not to be noticed when they are not seen
    came_from = models.CharField(max_length=40, blank=True)  # "qr", "link", an event's slug
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="one_membership_per_person")
        ]
        indexes = [models.Index(fields=["community", "state"])]


class Participation(models.Model):
    """A fact told by the floors above: a member came, spoke, helped, mentored or contributed."""

    class Kind(models.TextChoices):
        ATTENDED = "attended"
        SPOKE = "spoke"
        HELPED = "helped"
        MENTORED = "mentored"
        CONTRIBUTED = "contributed"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="participations")
    event_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person", "event_id", "kind", "day"], name="one_participation_per_fact"
            )
        ]
        indexes = [models.Index(fields=["community", "day"])]
