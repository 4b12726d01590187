"""A call for proposals: its window, what may be proposed, what is asked, and by which rules it is decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from teranga.base.fields import I18nField
from teranga.domains.proposals.models.base import OfAnEvent


class Call(OfAnEvent):
    """The one call of an event. Moments are UTC; people read them in the event's zone."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"  # has a page; takes proposals between opens_at and closes_at
        ENDED = "ended"  # all are told; the statistics are public

    class Grading(models.TextChoices):
        POINTS = "points"  # by criteria with weights
        MAJORITY = "majority"  # one grade in words each; the median decides (majority judgement)

    class CountIn(models.TextChoices):
        WORDS = "words"
        CHARACTERS = "characters"

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    about = I18nField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveIntegerField(default=60)  # after closes_at, for drafts begun before
    decide_by = models.DateField(null=True)  # when speakers hear, as the page says
    reply_days = models.PositiveSmallIntegerField(default=10)  # to confirm after being told
    most_per_person = models.PositiveSmallIntegerField(null=True)  # proposals sent; null: any number
    fields = models.JSONField(default=dict)  # {field: {"ask": "hidden|optional|required", "min", "max"}}
    count_in = models.CharField(max_length=10, choices=CountIn.choices, default=CountIn.WORDS)
    levels = models.JSONField(default=list)  # keys of audience levels, see rules_call
    languages = models.JSONField(default=list)  # that may be spoken; empty: those of the event
    policies = models.JSONField(default=dict)  # {"conduct"|"payment"|"travel"|"ai": {language: text}}
    everybody_pays = models.BooleanField(default=False)  # speakers pay for their place too
    past = models.JSONField(default=list)  # [{"name", "received", "accepted"}] of earlier years
    closed_tracks = models.JSONField(default=list)  # slugs of tracks that need an access code
    grading = models.CharField(max_length=8, choices=Grading.choices, default=Grading.POINTS)
    is_anonymous = models.BooleanField(default=True)  # reviewers see no names until a phase shows them
    reviews_wanted = models.PositiveSmallIntegerField(default=3)  # of each proposal
    normalises = models.BooleanField(default=True)  # scores are freed of each reviewer's severity
    votes_open_at = models.DateTimeField(null=True)  # attendees vote in between
    votes_close_at = models.DateTimeField(null=True)
    votes_weight = models.PositiveSmallIntegerField(default=0)  # per cent of a score that votes make
    rules = I18nField()  # how it is chosen, published with the statistics
    statistics = models.JSONField(default=dict)  # as published when it ended, small numbers left out
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_later"),
            models.CheckConstraint(condition=Q(votes_weight__lte=50), name="votes_weigh_half_at_most"),
        ]


class OfACall(OfAnEvent):
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class SessionType(OfACall):
    """A form of contribution with its length, and the room there is for it."""

    class Way(models.TextChoices):
        OPEN = "open"  # anybody proposes
        CODE = "code"  # with an access code, such as a sponsor's
        INVITED = "invited"  # keynotes: the team writes the first line

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="types")
    slug = models.SlugField(max_length=60)
    name = I18nField()
    about = I18nField()
    minutes = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=7, choices=Way.choices, default=Way.OPEN)
    closes_at = models.DateTimeField(null=True)  # its own deadline; null: the call's
    is_sponsored = models.BooleanField(default=False)
    rooms = models.PositiveSmallIntegerField(default=1)  # that it can be given in
    room_minutes = models.PositiveIntegerField(null=True)  # in each of them; null: not limited
    quota = models.ForeignKey(
        "places.Quota", null=True, on_delete=models.RESTRICT, related_name="+"
    )  # of told
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)  # no longer offered; proposals keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "slug"], name="one_session_type_per_slug"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="session_type_has_minutes"),
        ]
        ordering = ["position", "pk"]


class Topic(OfACall):
    """What a proposal may be about; one may have several."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="topics")
    slug = models.SlugField(max_length=60)
    name = I18nField()
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "slug"], name="one_topic_per_slug")]
        ordering = ["position", "pk"]


class CallQuestion(OfACall):
    """A question of the team's own."""

    class Kind(models.TextChoices):
        TEXT = "text"
        LONG_TEXT = "long_text"
        NUMBER = "number"
        TICK = "tick"
        CHOICE = "choice"
        CHOICES = "choices"
        DATE = "date"
        MOMENT = "moment"  # a day and a time
        ADDRESS = "address"  # a web address
        COUNTRY = "country"
        LANGUAGE = "language"
        FILE = "file"

    class About(models.TextChoices):
        PROPOSAL = "proposal"
        SPEAKER = "speaker"

    class Seen(models.TextChoices):
        TEAM = "team"  # by the speaker and the team
        REVIEWERS = "reviewers"
        PUBLIC = "public"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.TEXT)
    about = models.CharField(max_length=8, choices=About.choices, default=About.PROPOSAL)
    label = I18nField()
    hint = I18nField()
    choices = models.JSONField(default=list)  # [{language: text}]
    required = models.BooleanField(default=False)
    required_from = models.DateTimeField(null=True)  # required only from then on
    frozen_from = models.DateTimeField(null=True)  # answers change no more
    types = models.JSONField(default=list)  # slugs of session types it is asked for; empty: all
    tracks = models.JSONField(default=list)  # slugs of tracks
    only_if = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    only_if_value = models.CharField(max_length=60, blank=True)  # the answer there that makes it asked
    seen_by = models.CharField(max_length=9, choices=Seen.choices, default=Seen.TEAM)
    is_personal = models.BooleanField(default=False)
    keep_days = models.PositiveSmallIntegerField(default=365)  # after the event; then answers are deleted
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]


class AccessCode(OfACall):
    """Opens types or tracks that are closed to others, or the call after its end."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)  # for the team: whom it is for
    types = models.JSONField(default=list)  # slugs that it opens
    tracks = models.JSONField(default=list)
    after_the_end = models.BooleanField(default=False)  # proposals may be sent after closes_at
    valid_until = models.DateTimeField(null=True)
    most_uses = models.PositiveIntegerField(null=True)
    uses = models.PositiveIntegerField(default=0)  # proposals sent with it
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="one_access_code"),
            models.CheckConstraint(
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")), name="access_code_within_uses"
            ),
        ]
