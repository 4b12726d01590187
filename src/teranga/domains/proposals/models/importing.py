"""Proposals that somebody brings along from another program."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import SealedField
from teranga.domains.proposals.models.call import OfACall


class ProposalImport(OfACall):
    """A file that was read and is looked at before anything is put in."""

    class State(models.TextChoices):
        READ = "read"
        APPLYING = "applying"
        APPLIED = "applied"
        DROPPED = "dropped"

    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # pretalx or table
    content = SealedField()  # JSON of formats.proposals.Incoming; gone once it is put in or dropped
    columns = models.JSONField(default=list)  # what each column of a table holds
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    report = models.JSONField(default=dict)  # what was put in
    by_id = models.BigIntegerField(null=True)
    acting_as = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
