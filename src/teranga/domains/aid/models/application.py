"""What somebody asks for, in parts, with what proves it. Whoever reads this reads somebody's need."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from teranga.base.fields import LanguageField, SealedField
from teranga.domains.aid.models.base import OfACommunity
from teranga.domains.aid.models.round import OfARound, Part


class AidApplication(OfARound):
    """One person's request. Drafts are kept too: the person finishes them on another day."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        IN_REVIEW = "in_review"
        OFFERED = "offered"
        WAITLISTED = "waitlisted"
        NOT_FUNDED = "not_funded"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        FULFILLED = "fulfilled"
        NO_SHOW = "no_show"
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"  # by the person, before an offer

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # in the person's own links
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField(
        null=True
    )  # in the round, from submission: what scorers see for a name
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = LanguageField(max_length=8, default="en")
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=80, blank=True)
    groups = models.JSONField(default=list)  # said of oneself, each optional
    motivation = SealedField()  # why, in the person's words
    circumstances = SealedField()  # what makes it hard to pay
    own_share = models.BigIntegerField(default=0)  # minor units that the person brings
    less_is_fine = models.BooleanField(default=False)  # a part of it would do
    least = models.BigIntegerField(null=True)  # minor units without which they cannot come
    is_minor = models.BooleanField(default=False)
    guardian = SealedField()  # the name
    guardian_contact = SealedField()  # where their signed link goes
    guardian_asked_at = models.DateTimeField(null=True)
    guardian_said_yes_at = models.DateTimeField(null=True)
    talk = models.ForeignKey(
        "proposals.ProposalSpeaker", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the one they confirmed, from whose page they came
    shows_talk = models.BooleanField(default=False)  # the committee may know that they speak
    step = models.PositiveSmallIntegerField(default=0)  # how far a draft came
    points = models.FloatField(null=True)  # from the rubric, 0 to 1, when all scores are in
    rank = models.PositiveIntegerField(null=True)  # on the waiting list, 1 is next
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False),
                name="one_aid_application_per_person",
            ),
            models.UniqueConstraint(
                fields=["round", "number"], condition=Q(number__isnull=False), name="one_number_per_round"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["round", "state"])]


class OfAnApplication(OfACommunity):
    application = models.ForeignKey(AidApplication, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class AskedPart(OfAnApplication):
    """What is asked for one part, with how the amount comes about."""

    application = models.ForeignKey(AidApplication, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    minor = models.BigIntegerField(default=0)
    legs = models.JSONField(default=list)  # of travel: [{"from", "to", "means", "minor"}]
    count = models.PositiveSmallIntegerField(default=0)  # nights, or whole things
    shared = models.BooleanField(default=False)  # a shared bed is fine
    note = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "part"], name="one_row_per_asked_part"),
            models.CheckConstraint(condition=Q(minor__gte=0), name="asked_is_not_negative"),
        ]


class Proof(OfAnApplication):
    """A file that proves something. Its bytes lie sealed beside the database, and go on their day."""

    application = models.ForeignKey(AidApplication, on_delete=models.CASCADE, related_name="proofs")
    part = models.ForeignKey(Part, null=True, on_delete=models.SET_NULL, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # names the file
    name = SealedField()  # as the person's phone called it
    kind = models.CharField(max_length=40)  # media type
    size = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    delete_on = models.DateField()
