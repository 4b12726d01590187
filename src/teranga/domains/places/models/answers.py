"""Who said what: answers to an invitation, those not confirmed yet, and what organisers ask."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField, LanguageField
from teranga.base.scoping import ScopedManager
from teranga.domains.events.models import Series
from teranga.domains.places.models.quota import Hold, OfAnEvent


class Rsvp(OfAnEvent):
    """One person's answer to one event. Waitlisted and offered are set by places alone."""

    class State(models.TextChoices):
        GOING = "going"
        MAYBE = "maybe"
        WAITLISTED = "waitlisted"
        OFFERED = "offered"
        DECLINED = "declined"
        CANCELLED = "cancelled"
        ATTENDED = "attended"
        NO_SHOW = "no_show"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="rsvps")
    state = models.CharField(max_length=10, choices=State.choices)
    language = LanguageField(max_length=8, default="en")
    came_from = models.CharField(max_length=40, blank=True)  # "qr", "link", "series"
    first_said_at = models.DateTimeField()
    said_at = models.DateTimeField()  # the latest answer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_rsvp_per_person")]
        indexes = [models.Index(fields=["event", "state"])]


class RsvpRequest(OfAnEvent):
    """An answer that waits for proof that the address is theirs. Nothing else is known of them yet."""

    contact_kind = models.CharField(max_length=5)
    contact_value = models.CharField(max_length=254)
    details = models.JSONField(default=dict)  # what was answered: rules_answers.Wish
    hold = models.OneToOneField(Hold, null=True, on_delete=models.SET_NULL, related_name="request")
    code_digest = models.CharField(max_length=64, blank=True)
    link_digest = models.CharField(max_length=64, unique=True)
    tries_left = models.PositiveSmallIntegerField(default=5)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["event", "contact_value"]), models.Index(fields=["expires_at"])]


class Question(OfAnEvent):
    """What organisers ask those who come, and why they may ask it."""

    class Kind(models.TextChoices):
        TEXT = "text"
        CHOICE = "choice"
        TICK = "tick"

    class Need(models.TextChoices):
        NONE = ""
        DIET = "diet"
        ACCESS = "access"

    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.TEXT)
    label = I18nField()
    hint = I18nField()
    choices = models.JSONField(default=list)  # [{language: text}]
    required = models.BooleanField(default=False)
    need = models.CharField(max_length=6, choices=Need.choices, default=Need.NONE, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)  # no longer asked; answers stay until their time


class Answer(OfAnEvent):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    rsvp = models.ForeignKey(Rsvp, on_delete=models.CASCADE, related_name="answers")
    value = models.TextField()  # of a choice its place in the list; of a tick "yes"
    forget_at = models.DateTimeField()  # the day on which nobody needs it any more

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rsvp", "question"], name="one_answer_per_question")]
        indexes = [models.Index(fields=["forget_at"])]


class SeriesFollower(models.Model):
    """Somebody who is counted in whenever a new event of a series opens."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "person"], name="followed_once")]
