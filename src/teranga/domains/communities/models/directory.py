"""What a community recommends elsewhere, what was last heard of it, and the list over all communities."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class DirectoryEntry(models.Model):
    """A community, conference, resource, channel or newsletter elsewhere that the community recommends."""

    class Kind(models.TextChoices):
        COMMUNITY = "community"
        CONFERENCE = "conference"
        RESOURCE = "resource"
        CHANNEL = "channel"
        NEWSLETTER = "newsletter"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="directory")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = I18nField()
    text = I18nField()
    url = models.CharField(max_length=300, blank=True)
    feed_url = models.CharField(max_length=300, blank=True)  # iCalendar, Atom or RSS: tells the last event
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, blank=True)
    tags = models.JSONField(default=list)
    is_closed = models.BooleanField(default=False)
    last_seen = models.DateField(null=True)  # the last sign of life: an event, a new text
    quiet_since = models.DateField(null=True)  # marked, never taken away
    moved_to = models.CharField(max_length=300, blank=True)  # a lasting move that an organiser may accept
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    marks = models.JSONField(default=dict)  # address -> what a conditional request sends back
    checked_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["checked_at", "id"], name="entries_to_look_at")]


class DirectoryCheck(models.Model):
    """One look at an entry's address, with what came back."""

    class Outcome(models.TextChoices):
        ALIVE = "alive"
        UNCHANGED = "unchanged"  # the host says: nothing new since last time
        MOVED = "moved"
        GONE = "gone"  # the host answers that nothing stands there
        AWAY = "away"  # no answer, or one that cannot be used
        FORBIDDEN = "forbidden"  # its robots.txt asks programs to stay out: nothing was asked

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(DirectoryEntry, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    url = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.CharField(max_length=200, blank=True)
    newest = models.DateField(null=True)  # the last day that a feed told

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["entry", "-id"], name="checks_of_an_entry")]


class DirectoryListing(models.Model):
    """A line of the directory over all public communities: one for each community and each of its entries."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    entry = models.OneToOneField(DirectoryEntry, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    name_key = models.CharField(max_length=160)  # folded, so that the order is the same everywhere
    title = I18nField()
    text = I18nField()
    url = models.CharField(max_length=300, blank=True)  # of an entry; a community has its home here
    countries = models.CharField(max_length=200, blank=True)  # ",TG,SN,"
    languages = models.CharField(max_length=120, blank=True)  # ",fr,en,"
    quiet_since = models.DateField(null=True)
    words = models.TextField(blank=True)  # folded words to be found by

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["name_key", "id"], name="directory_by_name"),
            models.Index(fields=["kind", "name_key", "id"], name="directory_by_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(entry=None), name="one_listing_per_community"
            )
        ]
