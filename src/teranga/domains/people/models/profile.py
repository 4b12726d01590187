"""What people tell about themselves, each part for those whom its owner chose."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.domains.people.models.persons import Person

GENDERS = ("woman", "man", "nonbinary")  # what is offered; anything else is somebody's own words


class Profile(models.Model):
    """Beside the name: what stands on a badge and in a passport, pronouns, links, a few words."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile")
    badge_name = models.CharField(max_length=60, blank=True)
    passport_name = models.CharField(
        max_length=120, blank=True
    )  # for letters and tickets; nobody else sees it
    pronouns = models.CharField(max_length=40, blank=True)
    gender = models.CharField(max_length=40, blank=True)  # GENDERS, or the person's own words; never inferred
    links = models.JSONField(default=list)  # web addresses
    bio = I18nField()
    audiences = models.JSONField(default=dict)  # field -> Audience; what is not named has its default
    updated_at = models.DateTimeField()


class ProfilePhoto(models.Model):
    """A portrait, made anew from what was sent: without place, date and camera."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="photo")
    webp = models.BinaryField()
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    updated_at = models.DateTimeField()
