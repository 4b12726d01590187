"""What was decided goes to the speakers in one batch that somebody looked at and counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.domains.proposals.models.call import OfACall


class Telling(OfACall):
    """A frozen list of outcomes. Until `leaves_at` it can be taken back whole."""

    class State(models.TextChoices):
        APPROVED = "approved"
        DONE = "done"
        TAKEN_BACK = "taken_back"

    state = models.CharField(max_length=10, choices=State.choices, default=State.APPROVED)
    rows = models.JSONField(default=list)  # [[number of a proposal, the state it is told]]
    told = models.PositiveIntegerField(default=0)  # of them; the others were decided otherwise meanwhile
    approved_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state="approved"), name="one_telling_at_a_time"
            )
        ]
