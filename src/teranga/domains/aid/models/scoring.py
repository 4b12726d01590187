"""Those who score need: their points, what they recused themselves from, what they said to each other."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import SealedField
from teranga.domains.aid.models.application import OfAnApplication
from teranga.domains.aid.models.round import Criterion, OfARound


class Scorer(OfARound):
    """Somebody of the committee who scores in this round."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_scorer_per_round")]


class Score(OfAnApplication):
    """Points of one scorer by one line of the rubric."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "criterion"], name="one_aid_score_per_criterion"
            )
        ]


class Recusal(OfAnApplication):
    """This scorer neither sees nor scores this application."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_recusal_each")]


class Remark(OfAnApplication):
    """One of the committee to the others."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedField()
    at = models.DateTimeField()
