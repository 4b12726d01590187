from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.communities.models.membership import Membership


class MemberImport(models.Model):
    """A list of people brought along: received, read, looked at, put in, and perhaps taken out again."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDOING = "undoing"
        UNDONE = "undone"
        DROPPED = "dropped"
        REFUSED = "refused"

    class Standing(models.TextChoices):
        """As what people are put in; they are never mailed by it."""

        RECORDED = "recorded"  # members already, on the basis that the organiser states
        INVITED = "invited"  # they are asked to join, and forgotten when they do not

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="member_imports")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)  # gone once it is put in or dropped
    columns = models.JSONField(default=list)  # what each column holds, as guessed or corrected
    standing = models.CharField(max_length=8, choices=Standing.choices, blank=True)
    basis = models.CharField(max_length=300, blank=True)  # why these people may be kept, in a sentence
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    report = models.JSONField(default=dict)
    done_rows = models.PositiveIntegerField(default=0)
    by_id = models.BigIntegerField(null=True)
    acting_as = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects = ScopedManager()


class ImportedRow(models.Model):
    """What became of one line, and what exactly it created, so that exactly that can go again."""

    class Outcome(models.TextChoices):
        ADDED = "added"
        KNOWN = "known"  # a member, or on the list of an earlier file
        REPEATED = "repeated"  # the same person as in a line above
        LEFT = "left"  # left the community: not put back
        BAD = "bad"  # no address that can be used
        UNCLEAR = "unclear"  # only a name, and somebody here has it

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    upload = models.ForeignKey(MemberImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    note = models.CharField(max_length=20, blank=True)  # "address", "phone", "two-records": worth a look
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_person = models.BooleanField(default=False)
    other_key = models.CharField(max_length=80, blank=True)  # the number that another program gives them
    undone = models.CharField(max_length=8, blank=True)  # "removed" or "kept"

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="one_outcome_per_line")]
        indexes = [models.Index(fields=["community", "other_key"])]
