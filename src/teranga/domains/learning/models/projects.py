"""What somebody learns or builds: a goal, a small plan, and who helps."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.domains.learning.models.mentoring import OfACommunity


class Project(OfACommunity):
    """A person's own, or one that looks for people. Its owner chooses who sees it."""

    class Kind(models.TextChoices):
        GOAL = "goal"  # something to learn
        PROJECT = "project"
        OPEN_DATA = "open_data"  # with open data about one's own country

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        DONE = "done"

    class Shown(models.TextChoices):  # the names of people.audiences.Audience
        ME = "me"
        ORGANISERS = "organisers"
        MEMBERS = "members"
        PUBLIC = "public"

    owner = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("events.Event", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PROJECT)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)
    shown = models.CharField(max_length=10, choices=Shown.choices, default=Shown.ME)
    language = models.CharField(max_length=8, default="en")  # in which it is written
    title = models.CharField(max_length=120)
    goal = models.TextField(blank=True)
    helped = models.TextField(blank=True)  # what helped
    looking_for = models.TextField(blank=True)
    first_tasks = models.JSONField(default=list)  # good first tasks, one a line
    repository = models.CharField(max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True)  # taken from the public by an organiser
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "shown"])]


class ProjectStep(OfACommunity):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=200)
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)


class ProjectMember(OfACommunity):
    """Somebody who asked to help with a project, or does."""

    class State(models.TextChoices):
        ASKED = "asked"
        MEMBER = "member"
        DECLINED = "declined"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    words = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="one_request_per_project")]


class FirstTimeGuide(OfACommunity):
    """What those who come to an event for the first time should know, in its team's own words."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="+")
    expect = I18nField()
    prepare = I18nField()
    after = I18nField()
    updated_at = models.DateTimeField()
