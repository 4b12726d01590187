from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Appearance(models.Model):
    """A member's talk elsewhere: shown once the person said yes, whoever wrote it down."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="appearances")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="appearances")
    title = models.CharField(max_length=200)
    event_name = models.CharField(max_length=160)
    city = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    url = models.URLField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)
    written_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["community", "day"])]


class Delegation(models.Model):
    """People of the community who went, or go, to one event together."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="delegations")
    event_name = models.CharField(max_length=160)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    start = models.DateField()
    url = models.URLField(max_length=300, blank=True)
    people_count = models.PositiveSmallIntegerField(default=0)  # how many went, named or not
    note = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField()

    objects = ScopedManager()


class Delegate(models.Model):
    """Somebody who was part of it; the name is public only after they agreed."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="delegations")
    agreed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delegation", "person"], name="one_delegate")]
