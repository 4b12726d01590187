"""Where money comes from: funds with their conditions, gifts to them, and things given instead of money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.base.fields import I18nField, LanguageField, SealedField
from teranga.base.scoping import ScopedManager


class OfACommunity(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Fund(OfACommunity):
    """Money for a purpose in one currency: one giver's grant, or a pot of many gifts."""

    class Kind(models.TextChoices):
        GRANT = "grant"  # of one giver, who gets a report
        POT = "pot"  # of everybody who gives

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # takes gifts, and may be spent
        CLOSED = "closed"  # takes none any more; what is in it may be spent

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.POT)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    is_public = models.BooleanField(default=True)  # has a page with its running total
    name = I18nField()
    about = I18nField()
    how_to_pay = I18nField()  # numbers and accounts, as a giver needs them
    thanks = I18nField()
    event_id = models.BigIntegerField(null=True)  # only for those who go to this event
    giver = models.CharField(max_length=120, blank=True)  # of a grant
    giver_contact = SealedField()
    currency = models.CharField(max_length=3)
    goal = models.BigIntegerField(null=True)  # minor units
    parts = models.JSONField(default=list)  # pays these parts of aid alone; empty: all
    groups = models.JSONField(default=list)  # pays for people in one of these groups alone; empty: all
    deadline = models.DateField(null=True)  # gifts until
    spend_by = models.DateField(null=True)
    report_due = models.DateField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_fund_per_slug"),
            models.CheckConstraint(condition=Q(goal=None) | Q(goal__gt=0), name="goal_is_above_nothing"),
        ]


class GiftCount(models.Model):
    """How many references a community has given out; its row is the lock under which one is drawn."""

    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    given = models.PositiveIntegerField(default=0)

    objects = ScopedManager()


class Gift(OfACommunity):
    """Money that somebody promised to a fund, and what became of it."""

    class State(models.TextChoices):
        PLEDGED = "pledged"
        RECEIVED = "received"
        WITHDRAWN = "withdrawn"
        RETURNED = "returned"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    is_named = models.BooleanField(default=False)  # the giver agreed to be thanked by name
    message = models.CharField(max_length=300, blank=True)
    contact = SealedField()  # where to say that it arrived; emptied once that is said, or the gift is over
    language = LanguageField(max_length=8, default="en")
    reference = models.CharField(max_length=8)  # what the giver writes beside the transfer
    pledged = models.BigIntegerField()
    received = models.BigIntegerField(null=True)  # may differ from what was promised
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLEDGED)
    proof = models.CharField(max_length=120, blank=True)  # the operator's number, or what the treasurer saw
    pledged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "reference"], name="one_gift_per_reference"),
            models.CheckConstraint(condition=Q(pledged__gt=0), name="gift_is_above_nothing"),
        ]
        indexes = [models.Index(fields=["fund", "state", "-id"])]


class InKind(OfACommunity):
    """A thing given: a voucher, a ticket, a bed. Its code is sealed and shown to whom it was given alone."""

    class State(models.TextChoices):
        FREE = "free"
        KEPT = "kept"  # for somebody
        USED = "used"
        RETURNED = "returned"

    fund = models.ForeignKey(Fund, null=True, on_delete=models.PROTECT, related_name="things")
    giver = models.CharField(max_length=120)
    covers = models.CharField(max_length=200)  # "ticket of PyCon Africa 2027"
    part = models.CharField(max_length=20, blank=True)  # of aid
    code = SealedField()
    worth = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.FREE)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "state"])]
