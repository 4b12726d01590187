"""The programme as it is published: sessions with their speakers, rooms, tracks, and what changed."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.events.models.event import Event, Venue


class OfAnEvent(models.Model):
    """Every row of a programme names its community too, so that tables can be split by community."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="%(class)ss")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Room(OfAnEvent):
    venue = models.ForeignKey(Venue, null=True, on_delete=models.SET_NULL, related_name="rooms")
    key = models.CharField(max_length=120)  # the source's own name for it
    slug = models.SlugField(max_length=60)
    name = I18nField()
    capacity = models.PositiveIntegerField(null=True)
    description = I18nField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="one_room_per_key"),
            models.UniqueConstraint(fields=["event", "slug"], name="one_room_per_slug"),
        ]


class Track(OfAnEvent):
    slug = models.SlugField(max_length=60)
    name = I18nField()
    colour = models.CharField(max_length=7, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="one_track_per_slug")]


class Speaker(OfAnEvent):
    """Somebody on the programme: a name as published, joined to a person only when that person says so."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    biography = I18nField()
    affiliation = models.CharField(max_length=160, blank=True)
    country = models.CharField(max_length=2, blank=True)
    links = models.JSONField(default=list)  # [[label, address]]
    is_keynote = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="one_speaker_per_key"),
            models.UniqueConstraint(fields=["event", "slug"], name="one_speaker_per_slug"),
        ]


class Session(OfAnEvent):
    key = models.CharField(max_length=160)
    guid = models.UUIDField()
    slug = models.SlugField(max_length=80)
    title = I18nField()
    subtitle = I18nField()
    abstract = I18nField()
    description = I18nField()
    room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL, related_name="sessions")
    track = models.ForeignKey(Track, null=True, on_delete=models.SET_NULL, related_name="sessions")
    kind = models.CharField(max_length=60, blank=True)
    is_break = models.BooleanField(default=False)
    is_plenary = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    languages = models.JSONField(default=list)
    level = models.CharField(max_length=20, blank=True)
    tags = models.JSONField(default=list)
    links = models.JSONField(default=list)
    video_url = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    do_not_record = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)  # grows when time or place changes (RFC 5545)
    cancelled_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    speakers = models.ManyToManyField(Speaker, through="SessionSpeaker", related_name="sessions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="one_session_per_key"),
            models.UniqueConstraint(fields=["event", "slug"], name="one_session_per_slug"),
        ]
        indexes = [models.Index(fields=["event", "starts_at"])]


class SessionSpeaker(OfAnEvent):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speaker_links")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="session_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="one_link_per_speaker")]
        ordering = ["position"]


class ScheduleChange(OfAnEvent):
    """One thing that changed in a published programme, for the feed and for the curious."""

    class Kind(models.TextChoices):
        ADDED = "added"
        MOVED = "moved"
        CHANGED = "changed"
        REMOVED = "removed"

    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="changes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = I18nField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["event", "-id"])]


class ProgrammeImport(OfAnEvent):
    """One file that was read into the programme, and its report."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source_format = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()
