"""What was granted, and everything that follows until the person came and told of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from teranga.base.fields import SealedField
from teranga.domains.aid.models.application import AidApplication
from teranga.domains.aid.models.base import OfACommunity
from teranga.domains.aid.models.round import OfARound, Part


class AidAward(OfARound):
    """One offer to one applicant. Its state is the application's; a new offer replaces the row's numbers."""

    application = models.OneToOneField(AidApplication, on_delete=models.PROTECT, related_name="award")
    currency = models.CharField(max_length=3)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    comes_with = models.BigIntegerField(null=True)  # minor units: “I can come with less”
    words = SealedField()  # said with the answer
    place_uuid = models.UUIDField(null=True)  # of the place at the event
    letter_asked_at = models.DateTimeField(null=True)  # an invitation letter was asked for
    letter_for = SealedField()  # name as in the passport, and to which consulate
    way = models.CharField(max_length=6, blank=True)  # how the money is wanted: mobile, bank, cash
    destination = SealedField()
    in_advance = models.BooleanField(default=False)  # or against receipts
    settled_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)  # null: nobody knows yet
    asks_ended_at = models.DateTimeField(null=True)  # the person wants no more questions afterwards

    class Meta:
        indexes = [models.Index(fields=["round", "expires_at"])]


class OfAnAward(OfACommunity):
    award = models.ForeignKey(AidAward, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class AwardLine(OfAnAward):
    """Money of one fund for one part, or one whole thing."""

    award = models.ForeignKey(AidAward, on_delete=models.CASCADE, related_name="lines")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey("ledger.Fund", null=True, on_delete=models.PROTECT, related_name="+")
    minor = models.BigIntegerField(default=0)
    count = models.PositiveSmallIntegerField(default=0)  # of a part with a supply
    thing = models.ForeignKey("ledger.InKind", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "part", "fund"], name="one_line_per_part_and_fund"),
            models.CheckConstraint(condition=Q(minor__gte=0), name="line_is_not_negative"),
        ]


class Receipt(OfAnAward):
    """A photo of a receipt: what was spent, in which money, and whether the treasurer agrees."""

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    award = models.ForeignKey(AidAward, on_delete=models.CASCADE, related_name="receipts")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    counted = models.BigIntegerField(null=True)  # minor units of the award's currency, by a written rate
    rate = models.ForeignKey("ledger.Rate", null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=40)  # media type of the file
    size = models.PositiveIntegerField()
    why = models.CharField(max_length=200, blank=True)  # it was refused
    sent_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    delete_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minor__gt=0), name="receipt_is_above_nothing")]


class Aftermath(OfAnAward):
    """What the holder tells: soon after the event, and six and twelve months later what became of it."""

    class When(models.TextChoices):
        AFTER = "after"
        HALF_YEAR = "half_year"
        YEAR = "year"

    class Audience(models.TextChoices):
        NOBODY = "nobody"  # only the organisers read it
        GIVER = "giver"  # and those who gave
        PUBLIC = "public"

    award = models.ForeignKey(AidAward, on_delete=models.CASCADE, related_name="told")
    when = models.CharField(max_length=9, choices=When.choices)
    asked_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)  # the story; who may read it says `audience`
    helped = models.TextField(blank=True)  # what helped and what was missing, for the organisers alone
    became = models.JSONField(default=list)  # keys: talk, job, community, project, study, other
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.NOBODY)
    as_name = models.CharField(max_length=80, blank=True)  # how the story is signed; empty: by nobody
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # of the photo's sealed file
    has_photo = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)  # somebody of the team read it before others do

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "when"], name="one_report_per_time")]
