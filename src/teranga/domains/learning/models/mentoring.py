"""Mentoring programmes: who asks, who offers, who is brought together, and what became of it."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager

TIMES = (
    "week-morning", "week-noon", "week-evening", "saturday-morning", "saturday-afternoon", "sunday-morning",
    "sunday-afternoon",
)  # fmt: skip
GENDERS = ("w", "m", "x")


class OfACommunity(models.Model):
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Programme(OfACommunity):
    """A round of mentoring, or of buddies for those who come to a conference for the first time."""

    class Kind(models.TextChoices):
        MENTORING = "mentoring"
        FIRST_TIME = "first_time"

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # people apply
        RUNNING = "running"  # nobody applies any more; pairs meet
        ENDED = "ended"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MENTORING)
    event = models.ForeignKey("events.Event", null=True, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    name = I18nField()
    text = I18nField()
    goals = models.JSONField(default=list)  # [{language: text}]: what mentees may choose from
    topics = models.JSONField(default=list)
    apply_until = models.DateField()
    start = models.DateField()
    end = models.DateField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_programme_per_slug"),
            models.UniqueConstraint(
                fields=["event"], condition=models.Q(kind="first_time"), name="one_buddy_programme_per_event"
            ),
        ]


class Application(OfACommunity):
    """One person's wish to be or to have a mentor. Asked: whoever wrote it did not prove who they are."""

    class Role(models.TextChoices):
        MENTEE = "mentee"
        MENTOR = "mentor"

    class State(models.TextChoices):
        ASKED = "asked"
        CONFIRMED = "confirmed"
        WITHDRAWN = "withdrawn"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="applications")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=6, choices=Role.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    goals = models.JSONField(default=list)  # keys of the programme's goals
    topics = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    times = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(default=0)  # 0 new … 3 advanced
    places = models.PositiveSmallIntegerField(default=1)  # how many a mentor takes
    gender = models.CharField(max_length=1, blank=True)  # only to meet a wish for safety
    wants = models.JSONField(default=list)  # genders asked for, for safety
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"], condition=models.Q(state="confirmed"),
                name="one_application_per_person",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["programme", "state"])]


class PairWish(OfACommunity):
    """A person's word on a pair, before it is computed: these two together, or never these two."""

    class Kind(models.TextChoices):
        PIN = "pin"
        NEVER = "never"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="wishes")
    mentee = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    said_by = models.CharField(max_length=9)  # "organiser", "mentee" or "mentor"
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "mentee", "mentor"], name="one_wish_per_pair")
        ]


class MatchRun(OfACommunity):
    """One computation: the pairs that it proposes, by the numbers of applications, with their reasons."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="runs")
    job_id = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)  # {} until it is done
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)


class Pair(OfACommunity):
    """Two people brought together. Nobody learns the other's address before both said yes."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RUNNING = "running"
        DECLINED = "declined"
        ENDED = "ended"

    class Outcome(models.TextChoices):
        REACHED = "reached"
        PARTLY = "partly"
        NOT = "not"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="pairs")
    mentee = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    score = models.PositiveSmallIntegerField(default=0)
    reason = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    mentee_yes_at = models.DateTimeField(null=True)
    mentor_yes_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    mentee_outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    mentor_outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"], condition=models.Q(state__in=("proposed", "running")),
                name="one_mentor_at_a_time",
            )
        ]  # fmt: skip


class Meeting(OfACommunity):
    """That two people met: the day and a line, by either."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="meetings")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField()
    line = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField()


class SafetyNote(OfACommunity):
    """Something that somebody wants the conduct team to know, without a name. Nothing says who wrote it."""

    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
