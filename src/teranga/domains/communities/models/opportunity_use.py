"""What people do with an opportunity: it is looked at, passed on, noted for a mail, applied for."""

from __future__ import annotations

import uuid

from django.db import models

from teranga.base.fields import LanguageField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.communities.models.opportunity import Opportunity
from teranga.domains.people.models import Person


class OpportunityDay(models.Model):
    """How often one was looked at on one day, over one way of passing it on. By whom is kept nowhere."""

    class Way(models.TextChoices):
        HERE = "here"  # from the board, or an address without a way
        WHATSAPP = "whatsapp"
        TELEGRAM = "telegram"
        MAIL = "mail"
        PASTED = "pasted"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.HERE)
    seen = models.PositiveIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "opportunity", "day", "way"], name="one_count_a_day")
        ]


class OpportunityTold(models.Model):
    """What a member says of themselves: applied, got it, did not. Others only ever see how many."""

    class What(models.TextChoices):
        APPLIED = "applied"
        GOT = "got"
        NOT = "not"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    told_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "opportunity", "person"], name="told_once")
        ]


class OpportunityReminder(models.Model):
    """An address that wants a mail before the last day. It goes when the day is over."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="reminders")
    address = models.EmailField(max_length=254)
    language = LanguageField(max_length=8)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_days = models.PositiveSmallIntegerField(null=True)  # the last mail said: so many days left, or fewer

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "opportunity", "address"], name="reminded_once")
        ]
