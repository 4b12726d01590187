"""Proposals that somebody brings along from another program."""

from __future__ import annotations

import uuid

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
        TAKEN_BACK = "taken_back"

    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # pretalx, teranga or table
    content = SealedField()  # JSON of formats.proposals.Incoming; gone once it is put in or dropped
    columns = models.JSONField(default=list)  # what each column of a table holds
    uuid = models.UUIDField(default=uuid.uuid4)  # names the ZIP while has_folder
    has_folder = models.BooleanField(default=False)  # it is kept until its files are put in
    writers = models.JSONField(default=dict)  # {key of a reviewer in the file: person of the team here}
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    report = models.JSONField(default=dict)  # how many of what was put in
    made = models.JSONField(default=dict)  # {model: keys of the parts of the call that came with it}
    job_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    acting_as = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
