"""Computed programmes beside each other, and the one that two people signed."""

from __future__ import annotations

from django.db import models

from teranga.domains.proposals.models.base import OfAnEvent
from teranga.domains.proposals.models.call import OfACall


class Selection(OfACall):
    """A set of outcomes that is decided and not told. Everything in it goes by the codes of proposals."""

    name = models.CharField(max_length=80)
    choose = models.PositiveIntegerField(null=True)  # how many; null: as many as fit
    per_person = models.PositiveSmallIntegerField(null=True, default=1)
    rules = models.JSONField(default=list)  # [{"key", "group", "floor", "count"|"percent"}]
    spaces = models.JSONField(default=dict)  # {slug of a type: [rooms, minutes]}: over what the type says
    pins = models.JSONField(default=dict)  # {code: true|false}: in or out by hand
    reserve = models.PositiveSmallIntegerField(default=10)  # how many wait, ranked
    problem = models.JSONField(default=dict)  # as it was computed, so that anybody may compute it again
    result = models.JSONField(default=dict)  # {} until it is done
    regrets = models.JSONField(default=dict)  # {code: what stopped it}, from a job
    job_id = models.BigIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True)  # its outcomes are the proposals' states, untold


class SelectionSignature(OfAnEvent):
    """One person's yes to a selection as it stands; with the second one it can be applied."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["selection", "person"], name="one_selection_signature_each")
        ]
