"""A call for aid: where people go, what may be asked for, by which rubric and rules it is decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from teranga.base.fields import I18nField, SealedField
from teranga.domains.aid.models.base import OfACommunity


class AidRound(OfACommunity):
    """Aid to come to an event of this program, or to go to somebody else's (then `event` is empty)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"  # has a page; takes applications between opens_at and closes_at
        DECIDED = "decided"  # signed by two; offers went out
        ENDED = "ended"  # everything is settled; only numbers change no more

    event = models.ForeignKey("events.Event", null=True, on_delete=models.PROTECT, related_name="+")
    elsewhere = models.CharField(max_length=200, blank=True)  # name of somebody else's event
    address = models.URLField(max_length=300, blank=True)  # its page
    start = models.DateField(null=True)  # of somebody else's event
    end = models.DateField(null=True)
    slug = models.SlugField(max_length=60)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    name = I18nField()
    about = I18nField()
    rules = I18nField()  # how it is decided, published before anybody applies
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decide_by = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    ceiling = models.BigIntegerField(null=True)  # minor units, for one person
    groups = models.JSONField(default=list)  # keys that an applicant may say of themselves, see rules
    without_names = models.BooleanField(default=True)  # who scores sees no names
    adult_age = models.PositiveSmallIntegerField(default=18)  # below it a parent says yes
    offer_hours = models.PositiveIntegerField(default=120)  # to answer an offer
    paid_on_arrival = models.BooleanField(default=False)  # money goes out once they are there
    proofs_kept_days = models.PositiveSmallIntegerField(default=60)  # after the event; then files are deleted
    draw_seed = SealedField()  # breaks ties; told with the result
    draw_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the seed, told before
    past = models.JSONField(
        default=list
    )  # [{"name", "applied", "awarded", "money", "currency"}] before Teranga
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_aid_round_per_slug"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="aid_round_closes_later"),
            models.CheckConstraint(condition=Q(ceiling=None) | Q(ceiling__gt=0), name="aid_ceiling_positive"),
        ]


class OfARound(OfACommunity):
    """Every row names its community too, so that tables can be split by community."""

    round = models.ForeignKey(AidRound, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class RoundFund(OfARound):
    """A fund that pays in this round, and how much of it at most."""

    round = models.ForeignKey(AidRound, on_delete=models.CASCADE, related_name="funds")
    fund = models.ForeignKey("ledger.Fund", on_delete=models.PROTECT, related_name="+")
    most = models.BigIntegerField(null=True)  # minor units of the round's currency; null: what is free

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "fund"], name="one_row_per_round_and_fund")]


class Part(OfARound):
    """Something that may be asked for."""

    class Kind(models.TextChoices):
        TICKET = "ticket"
        TRAVEL = "travel"  # in legs, each with its means
        BED = "bed"  # nights, shared or not
        VISA = "visa"
        LOCAL = "local"  # transport on the spot
        DATA = "data"  # a bundle
        CHILD = "child"  # care of children
        OTHER = "other"

    round = models.ForeignKey(AidRound, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = I18nField()  # empty: the kind's own word
    most = models.BigIntegerField(null=True)  # minor units that one person may get for it
    supply = models.PositiveIntegerField(null=True)  # whole things to give: seats, beds, tickets; null: money
    asks_proof = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="one_part_per_kind")]
        ordering = ["position", "pk"]


class Criterion(OfARound):
    """A line of the rubric."""

    round = models.ForeignKey(AidRound, on_delete=models.CASCADE, related_name="criteria")
    name = I18nField()
    help = I18nField()
    weight = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5)  # points
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0) & Q(most__gt=0), name="criterion_counts")
        ]
        ordering = ["position", "pk"]


class ShareRule(OfARound):
    """At least, or at most, this share of the awards, of the money or of the group's own applicants."""

    class Of(models.TextChoices):
        AWARDS = "awards"
        MONEY = "money"
        GROUP = "group"

    round = models.ForeignKey(AidRound, on_delete=models.CASCADE, related_name="share_rules")
    group = models.CharField(max_length=40)  # "women", "country:BJ", "each_country" for every country alike
    percent = models.PositiveSmallIntegerField()
    is_floor = models.BooleanField(default=True)
    of = models.CharField(max_length=6, choices=Of.choices, default=Of.AWARDS)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="share_is_within_100")]
        ordering = ["position", "pk"]
