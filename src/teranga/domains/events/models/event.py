from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField, ZoneField
from teranga.base.scoping import ScopedManager


class Series(models.Model):
    """What repeats: PyCon Togo, the Thursday workshop."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="series")
    slug = models.SlugField(max_length=60)
    name = I18nField()
    about = I18nField()
    rule = models.CharField(max_length=120, blank=True)  # RFC 5545: "FREQ=MONTHLY;BYDAY=-1TH"
    first_day = models.DateField(null=True)  # from which the rule counts
    last_day = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_series_per_slug")]

    def __str__(self) -> str:
        return str(self.name) or self.slug


class SeriesException(models.Model):
    """A day of the rule on which nothing takes place, or which moved to another."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()  # as the rule gives it
    moved_to = models.DateField(null=True)  # null: skipped
    why = I18nField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="one_exception_per_day")]


class Venue(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="venues")
    slug = models.SlugField(max_length=60)
    name = I18nField()
    address = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    access = I18nField()  # steps, lifts, quiet room, how to get there
    url = models.URLField(blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_venue_per_slug")]


class Event(models.Model):
    """One edition or one evening. Days are local days of its zone."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference"
        MEETUP = "meetup"
        WORKSHOP = "workshop"
        HACKATHON = "hackathon"
        SPRINT = "sprint"
        STUDY_GROUP = "study_group"
        SOCIAL = "social"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person"
        ONLINE = "online"
        HYBRID = "hybrid"

    class Visibility(models.TextChoices):
        DRAFT = "draft"
        UNLISTED = "unlisted"
        PUBLIC = "public"

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="events")
    series = models.ForeignKey(Series, null=True, on_delete=models.SET_NULL, related_name="events")
    part_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONFERENCE)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    name = I18nField()
    tagline = I18nField()
    summary = I18nField()
    programme_note = I18nField()
    frame = models.JSONField(
        default=list
    )  # [{"day": ISO date, "text": {…}}] where only the days' shape is known
    start = models.DateField()
    end = models.DateField()
    starts_at = models.DateTimeField(null=True)  # when the doors open, if the hour is known
    ends_at = models.DateTimeField(null=True)
    zone = ZoneField(max_length=40, default="UTC")
    languages = models.JSONField(default=list)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    venue = models.ForeignKey(Venue, null=True, on_delete=models.SET_NULL, related_name="events")
    capacity = models.PositiveIntegerField(null=True)
    expected = models.PositiveIntegerField(null=True)  # told beforehand
    attended = models.PositiveIntegerField(null=True)  # told afterwards; counted arrivals live in places
    attended_at_least = models.BooleanField(default=False)
    guests = models.JSONField(
        default=list
    )  # [{"name", "role": {…}, "source_url"}]: named by a published text
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    schedule_version = models.PositiveIntegerField(default=0)
    schedule_changed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = I18nField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    rule_day = models.DateField(null=True)  # the day of its series' rule that it stands for
    sequence = models.PositiveIntegerField(default=0)  # grows with what calendars show of it
    call_opens_at = models.DateTimeField(null=True)  # these three are told by proposals, of a published call
    call_closes_at = models.DateTimeField(null=True)  # the last moment for anybody
    call_is_counted = models.BooleanField(default=False)  # it ended, and its numbers are public
    shown_at = models.DateTimeField(null=True)  # first public or unlisted: from then on the address stays

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_event_per_slug"),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="event_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["community", "start"]), models.Index(fields=["start"])]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def has_settled_address(self) -> bool:
        """Whether people may have kept the address, so that it no longer changes."""
        return self.shown_at is not None or self.visibility != self.Visibility.DRAFT


class EventLink(models.Model):
    """An event that is a satellite of another community's event, shown once that one has said yes."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="satellite_links")
    of_event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="satellites")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "of_event"], name="one_satellite_link")]
