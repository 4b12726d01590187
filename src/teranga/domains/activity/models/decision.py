from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.foundation.money import Money


class Decision(models.Model):
    """A recorded choice. Once decided it is never deleted: it is amended in the open, or withdrawn.

    Public decisions and those for the team alone are numbered apart, each without a gap, so that the public
    numbers do not tell how many others there are.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        DECIDED = "decided"
        AMENDED = "amended"
        WITHDRAWN = "withdrawn"

    community_id = models.BigIntegerField()
    number = models.PositiveIntegerField(null=True)  # among the public ones
    team_number = models.PositiveIntegerField(null=True)  # among those decided for the team alone
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_public = models.BooleanField(default=False)  # once public it stays so
    question = I18nField()
    options = models.JSONField(default=list)  # list of {language: text}
    answer = I18nField()
    reasons = I18nField()  # Markdown
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    cost_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "number"], name="one_decision_per_number"),
            models.UniqueConstraint(
                fields=["community_id", "team_number"], name="one_decision_per_team_number"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", number=None, team_number=None, is_public=False)
                | (~models.Q(state="draft") & models.Q(is_public=True, number__isnull=False))
                | (~models.Q(state="draft") & models.Q(is_public=False, number=None)),
                name="numbered_when_decided",
            ),
        ]
        indexes = [models.Index(fields=["community_id", "state"])]

    @property
    def cost(self) -> Money | None:
        return None if self.cost_minor is None else Money(self.cost_minor, self.currency)


class DecisionVersion(models.Model):
    """What a decision said from a moment on, and why it was changed then. Rows are only ever added."""

    class Kind(models.TextChoices):
        DECIDED = "decided"
        PUBLISHED = "published"
        AMENDED = "amended"
        WITHDRAWN = "withdrawn"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="versions")
    community_id = models.BigIntegerField()
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content = models.JSONField(default=dict)
    why = I18nField()
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="one_version_per_place"),
        ]


class DecisionCount(models.Model):
    """How many decisions have a number. Whoever gives the next one holds this row's lock."""

    community_id = models.BigIntegerField(primary_key=True)
    public = models.PositiveIntegerField(default=0)
    team = models.PositiveIntegerField(default=0)

    objects = ScopedManager()


class WayOfDeciding(models.Model):
    """How and why a community decides as it does, in its own words."""

    community_id = models.BigIntegerField(unique=True)
    text = I18nField()  # Markdown
    updated_at = models.DateTimeField()

    objects = ScopedManager()
