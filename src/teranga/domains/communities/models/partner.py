from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Partner(models.Model):
    """Who helps the community from outside: a school, a company, a medium …"""

    class Kind(models.TextChoices):
        SCHOOL = "school"
        COMPANY = "company"
        COMMUNITY = "community"
        MEDIA = "media"
        INSTITUTION = "institution"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="partners")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    what = I18nField()  # what it does with us, in public
    url = models.CharField(max_length=300, blank=True)
    since = models.CharField(max_length=10, blank=True)
    is_shown = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()


class PartnerLogo(models.Model):
    """Made anew from what was sent; beside the partner, so that lists do not read it."""

    partner = models.OneToOneField(Partner, on_delete=models.CASCADE, related_name="logo")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    webp = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    updated_at = models.DateTimeField()

    objects = ScopedManager()


class PartnerContact(models.Model):
    """Whom to call there. For the team alone."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()


class Agreement(models.Model):
    """What each side does, and for how long. For the team alone."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=160)
    they_do = models.TextField(blank=True)
    we_do = models.TextField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)  # null: until somebody ends it
    document_url = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()


class LentItem(models.Model):
    """Equipment that a partner lends to the community, until it is back."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="lent")
    what = models.CharField(max_length=160)
    since = models.DateField()
    due = models.DateField(null=True)
    returned = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()
