"""Training paths: steps in several languages, and dated groups who follow them."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.domains.learning.models.mentoring import OfACommunity
from teranga.domains.places.models import Quota


class TrainingPath(OfACommunity):
    slug = models.SlugField(max_length=60)
    name = I18nField()
    text = I18nField()
    shown = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_path_per_slug")]


class PathStep(OfACommunity):
    path = models.ForeignKey(TrainingPath, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nField()
    text = I18nField()
    exercise = I18nField()
    materials = models.JSONField(default=list)  # web addresses
    minutes = models.PositiveSmallIntegerField(default=60)


class Cohort(OfACommunity):
    """A group that follows a path together from a day on. Its places are a quota like all that is scarce."""

    path = models.ForeignKey(TrainingPath, on_delete=models.CASCADE, related_name="cohorts")
    start = models.DateField()
    end = models.DateField()
    rhythm = I18nField()  # "Saturdays, 9 to 12"
    place = I18nField()  # a place, or how it is online
    quota = models.OneToOneField(Quota, on_delete=models.RESTRICT, related_name="+")  # of learners
    helpers_per_ten = models.PositiveSmallIntegerField(default=2)


class Enrolment(OfACommunity):
    """Somebody in a cohort: learning, or helping others to."""

    class Role(models.TextChoices):
        LEARNER = "learner"
        HELPER = "helper"

    class State(models.TextChoices):
        ENROLLED = "enrolled"
        LEFT = "left"
        FINISHED = "finished"

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=7, choices=Role.choices, default=Role.LEARNER)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENROLLED)
    enrolled_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="one_enrolment_per_cohort")]


class StepDone(OfACommunity):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="done")
    step = models.ForeignKey(PathStep, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "step"], name="one_mark_per_step")]
