"""Money that goes out to a person: asked for, approved by two, sent, confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.base.fields import SealedField
from teranga.base.scoping import ScopedManager


class OfACommunity(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Payout(OfACommunity):
    class State(models.TextChoices):
        REQUESTED = "requested"
        APPROVED = "approved"  # by two
        SENT = "sent"
        CONFIRMED = "confirmed"
        FAILED = "failed"
        CANCELLED = "cancelled"  # before it was sent

    class Way(models.TextChoices):
        MOBILE = "mobile"
        BANK = "bank"
        CASH = "cash"

    fund = models.ForeignKey("ledger.Fund", on_delete=models.PROTECT, related_name="payouts")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="payouts")
    name = models.CharField(max_length=120)  # as the operator or the bank knows the payee
    way = models.CharField(max_length=6, choices=Way.choices)
    destination = SealedField()  # a number or an account; of cash nothing
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    cause = models.CharField(max_length=60)  # "award:7"
    what_for = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.REQUESTED)
    provider = models.CharField(max_length=30, default="by_hand")
    provider_id = models.CharField(max_length=120, blank=True)
    proof = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="payout_is_above_nothing"),
            models.UniqueConstraint(
                fields=["community", "cause"],
                condition=~Q(state__in=("failed", "cancelled")),
                name="one_payout_per_cause",
            ),
        ]
        indexes = [models.Index(fields=["community", "state", "-id"])]


class PayoutApproval(OfACommunity):
    """One person's yes."""

    payout = models.ForeignKey(Payout, on_delete=models.CASCADE, related_name="approvals")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payout", "person"], name="one_approval_per_person")]
