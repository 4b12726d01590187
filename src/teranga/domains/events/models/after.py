"""What remains of an event: materials, pictures, thanks."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.events.models.event import Event


class OfAPastEvent(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="%(class)ss")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Licence(models.TextChoices):
    CC_BY = "cc-by"
    CC_BY_SA = "cc-by-sa"
    CC_ZERO = "cc0"
    MIT = "mit"
    APACHE = "apache-2"
    PERMISSION = "permission"  # shown with permission, all rights stay


class Material(OfAPastEvent):
    """A link or a file: slides, a notebook, a recording."""

    title = I18nField()
    url = models.URLField(blank=True)
    content = models.BinaryField(default=b"")
    file_name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    licence = models.CharField(max_length=10, choices=Licence.choices, default=Licence.CC_BY)
    made_by = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()


class EventPhoto(OfAPastEvent):
    """A picture made anew from what was sent. Without words for those who do not see it, it is not kept."""

    webp = models.BinaryField()
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = I18nField()
    taken_by = models.CharField(max_length=120)
    licence = models.CharField(max_length=10, choices=Licence.choices, default=Licence.CC_BY)
    consent_note = models.CharField(max_length=300)  # how those shown agreed; for organisers
    added_at = models.DateTimeField()


class TakeDown(OfAPastEvent):
    """Somebody shown in a picture asked to have it taken down. It is hidden until an organiser settles it."""

    photo = models.ForeignKey(EventPhoto, on_delete=models.CASCADE, related_name="take_downs")
    contact = models.CharField(max_length=254, blank=True)
    why = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)


class Thanks(OfAPastEvent):
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="thanks")
    text = I18nField()


class Helper(OfAPastEvent):
    """Somebody who is thanked by name, because they agreed to it."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    what = I18nField()
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="one_helper_per_name")]
