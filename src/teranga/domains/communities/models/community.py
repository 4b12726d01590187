from __future__ import annotations

from datetime import datetime

from django.db import models

from teranga.base.fields import I18nField, LanguageField, ZoneField
from teranga.base.scoping import ScopedManager

CHAPTER_KINDS = ("city", "campus", "country")
HELP_WAYS = ("attend", "mentor", "sponsor", "partner", "contribute", "share")


class Community(models.Model):
    """A group with members, languages, pages and events. A chapter is a community with a parent."""

    class Kind(models.TextChoices):
        LIVE = "live"  # a real community that keeps its home here
        STORY = "story"  # told from published facts: nobody joins here
        PRACTICE = "practice"  # fictitious, full of generated people, marked on every page

    class Visibility(models.TextChoices):
        DRAFT = "draft"
        UNLISTED = "unlisted"
        PUBLIC = "public"

    class Comments(models.TextChoices):
        OFF = "off"
        HELD = "held"  # each one waits for a moderator
        MEMBERS = "members"  # those of members appear at once unless something about them is strange

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LIVE)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    chapter_kind = models.CharField(max_length=8, blank=True)  # of a chapter: "city", "campus", "country"
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="chapters")
    name = I18nField()
    tagline = I18nField()
    summary = I18nField()
    vision = I18nField()
    mission = models.JSONField(default=list)  # list of {language: text}
    values = models.JSONField(default=list)  # list of {"name": {…}, "text": {…}}
    help_notes = models.JSONField(default=dict)  # way of helping -> {language: text}
    languages = models.JSONField(default=list)
    default_language = LanguageField(max_length=8, default="en")
    countries = models.JSONField(default=list)  # ISO 3166-1 alpha-2
    cities = models.JSONField(default=list)
    zone = ZoneField(max_length=40, default="UTC")
    currency = models.CharField(max_length=3, default="XOF")
    founded = models.CharField(max_length=10, blank=True)  # a year or an ISO date, as far as it is known
    first_colour = models.CharField(max_length=7, default="#1f3a68")
    second_colour = models.CharField(max_length=7, default="#d9822b")
    active_months = models.PositiveSmallIntegerField(default=12)
    active_counts = models.JSONField(
        default=list
    )  # kinds of participation that make a member active; [] = all members
    active_times = models.PositiveSmallIntegerField(default=1)  # how often within the months
    welcomes_newcomers = models.BooleanField(default=False)  # by a mail after they confirmed
    sources = models.JSONField(default=list)  # list of {"title": …, "url": …}
    licence_note = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(blank=True)
    comments = models.CharField(max_length=8, choices=Comments.choices, default=Comments.HELD)
    drafts_newsletter = models.BooleanField(default=False)  # on the first of each month, by itself
    comments_days = models.PositiveSmallIntegerField(default=90)  # after publication; 0: never closed
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)  # null: never changed
    shown_at = models.DateTimeField(null=True)  # first public or unlisted: from then on the address stays

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def last_changed(self) -> datetime:
        return self.updated_at or self.created_at

    @property
    def has_settled_address(self) -> bool:
        """Whether people may have kept the address, so that it no longer changes."""
        return self.shown_at is not None or self.visibility != self.Visibility.DRAFT


class CommunityLink(models.Model):
    """Two communities that know each other, or one that is known only by its address.

    A link between two communities of this installation is shown once the other one has said yes.
    """

    class Kind(models.TextChoices):
        SISTER = "sister"
        PARENT = "parent"
        CHAPTER = "chapter"
        PARTNER = "partner"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        ENDED = "ended"  # by either side; the row stays as a memory of both desks

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    name = I18nField()
    url = models.URLField(blank=True)
    note = I18nField()  # why, in the words of the side that proposed
    their_note = I18nField()  # and of the side that said yes
    since = models.CharField(max_length=10, blank=True)  # as far as it is known; else when both said yes
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)  # for both desks, never public
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()


class Channel(models.Model):
    """A place elsewhere where the community talks: Discord, WhatsApp, a mailing list, GitHub …"""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    url = models.CharField(max_length=300)  # https:// or mailto:
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()


class TeamSeat(models.Model):
    """A role and who holds or held it: a name as text with its source, or a person of this installation."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    role = I18nField()
    group = I18nField()
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    ends_on = models.DateField(null=True)  # when the running term ends
    reminded_at = models.DateTimeField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="predecessors")
    source_url = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()
