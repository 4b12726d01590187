"""Computed allocations beside each other, and the one that two people signed."""

from __future__ import annotations

from django.db import models

from teranga.domains.aid.models.base import OfACommunity
from teranga.domains.aid.models.round import OfARound


class Scenario(OfARound):
    """One computation: what it was asked, and what came out, by the numbers of applications."""

    class Rule(models.TextChoices):
        MOST_USE = "most_use"
        EQUAL_SHARES = "equal_shares"

    name = models.CharField(max_length=80)
    rule = models.CharField(max_length=12, choices=Rule.choices, default=Rule.MOST_USE)
    without = models.JSONField(default=list)  # keys of funds that are left out: what if this grant fails
    pins = models.JSONField(default=dict)  # {number: option or ""}: settled by hand
    job_id = models.BigIntegerField(null=True)
    problem = models.JSONField(default=dict)  # as it was computed, so that anybody may compute it again
    result = models.JSONField(default=dict)  # {} until it is done
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)  # offers went out by it


class SignOff(OfACommunity):
    """One person's yes to a scenario; with the second one offers go out."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "person"], name="one_signature_per_person")
        ]
