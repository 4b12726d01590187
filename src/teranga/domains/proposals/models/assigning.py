"""Reviewers shared out over proposals: computed, looked at, and then asked."""

from __future__ import annotations

from django.db import models

from teranga.domains.proposals.models.call import OfACall


class AssignmentRun(OfACall):
    """One computation. Proposals go by their codes, reviewers by the keys of people."""

    call = models.ForeignKey("proposals.Call", on_delete=models.CASCADE, related_name="+")
    anew = models.BooleanField(default=False)  # else what is asked already stays, and gaps are filled
    fair = models.BooleanField(default=True)  # the worst-served proposal first, else the sum alone
    problem = models.JSONField(default=dict)  # as it was computed
    result = models.JSONField(default=dict)  # {} until it is done
    error = models.CharField(max_length=300, blank=True)
    job_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
