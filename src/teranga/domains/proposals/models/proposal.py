"""What speakers send: the text in its versions, those who speak, their answers and files."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from teranga.base.fields import LanguageField, SealedField
from teranga.domains.proposals.models.base import OfAnEvent
from teranga.domains.proposals.models.call import AccessCode, CallQuestion, OfACall, SessionType


class Proposal(OfACall):
    """`state` is what is decided, `told_state` what its speakers know; mails follow from the difference."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        NEEDS_INFO = "needs_info"
        ACCEPTED = "accepted"
        RESERVE = "reserve"
        REJECTED = "rejected"
        PROMOTED = "promoted"  # from the reserve; to be confirmed
        CONFIRMED = "confirmed"
        DECLINED = "declined"  # by its speaker, or by silence until reply_by
        WITHDRAWN = "withdrawn"
        CANCELLED = "cancelled"  # after it was confirmed
        MERGED = "merged"  # into merged_into

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # in the speaker's own links
    code = models.CharField(max_length=12, blank=True)  # from submission: what everybody calls it
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    told_state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    type = models.ForeignKey(SessionType, null=True, on_delete=models.PROTECT, related_name="+")
    track = models.ForeignKey("events.Track", null=True, on_delete=models.SET_NULL, related_name="+")
    topics = models.JSONField(default=list)  # slugs
    title = models.CharField(max_length=200, blank=True)
    abstract = models.TextField(blank=True)  # for the programme
    description = models.TextField(blank=True)  # for those who choose
    notes = models.TextField(blank=True)  # for reviewers: outline, earlier talks, links
    level = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, blank=True)  # spoken
    slide_language = models.CharField(max_length=8, blank=True)
    interface_language = LanguageField(max_length=8, default="en")  # mails to the speaker
    is_first_time = models.BooleanField(default=False)  # somebody speaks at a conference for the first time
    wants_mentor = models.BooleanField(default=False)
    may_record = models.BooleanField(default=True)
    needs = SealedField()  # technical and access needs, kept from reviewers
    needs_aid = models.BooleanField(default=False)  # travel help wished
    needs_letter = models.BooleanField(default=False)  # for a visa
    letter_sent_at = models.DateTimeField(null=True)
    access_code = models.ForeignKey(AccessCode, null=True, on_delete=models.SET_NULL, related_name="+")
    contact = SealedField()  # where the code to go on is mailed, until a person is known
    contact_folded = models.CharField(max_length=64, blank=True)  # keyed digest of it, to find drafts
    revision = models.PositiveIntegerField(default=0)  # grows with every save of the draft
    last_save = models.CharField(
        max_length=40, blank=True
    )  # which page wrote it, and its how many-th: "tab:3"
    version = models.PositiveSmallIntegerField(default=0)  # of what was sent, 1 is the first
    asked = models.TextField(blank=True)  # what the team wants to know (needs_info)
    score = models.FloatField(null=True)  # normalised, 0 to 1, as of the last count
    rank = models.PositiveIntegerField(null=True)  # on the reserve, 1 is next
    quota = models.ForeignKey("places.Quota", null=True, on_delete=models.RESTRICT, related_name="+")
    entry = models.ForeignKey("places.WaitingEntry", null=True, on_delete=models.SET_NULL, related_name="+")
    reply_by = models.DateTimeField(null=True)
    declined_why = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)  # to the speakers, with the outcome, as the committee released it
    is_invited = models.BooleanField(default=False)  # a keynote or another invitation
    accepted_why = models.CharField(max_length=300, blank=True)  # accepted by right, without scores
    session = models.ForeignKey("events.Session", null=True, on_delete=models.SET_NULL, related_name="+")
    imported_from = models.CharField(max_length=120, blank=True)  # its key in another program
    brought_by = models.ForeignKey(
        "proposals.ProposalImport", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    team_notes = SealedField()  # what a team noted in another program, for the team here
    times = models.PositiveSmallIntegerField(default=1)  # that it is to be given
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code"], condition=~Q(code=""), name="one_proposal_per_code"
            ),
            models.UniqueConstraint(
                fields=["call", "imported_from"], condition=~Q(imported_from=""), name="imported_once"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["call", "state"]),
            models.Index(fields=["contact_folded"]),
            models.Index(fields=["reply_by"]),
        ]


class OfAProposal(OfAnEvent):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class ProposalSpeaker(OfAProposal):
    """Somebody who speaks. The first wrote the proposal; the others were invited and say yes themselves."""

    class State(models.TextChoices):
        INVITED = "invited"
        CONFIRMED = "confirmed"
        DECLINED = "declined"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # in the invitation's link
    state = models.CharField(max_length=9, choices=State.choices, default=State.INVITED)
    name = models.CharField(max_length=160, blank=True)
    contact = SealedField()
    biography = models.TextField(blank=True)
    affiliation = models.CharField(max_length=160, blank=True)  # employer or school: a conflict of interest
    country = models.CharField(max_length=2, blank=True)
    unavailable = models.JSONField(default=list)  # [[from, to]] ISO moments with offset
    speaker = models.ForeignKey("events.Speaker", null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey("places.Place", null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(person__isnull=False), name="one_speaker_row_each"
            )
        ]
        ordering = ["position", "pk"]


class ProposalVersion(OfAProposal):
    """What was sent, as reviewers saw it, or a draft's save that another one would have overwritten."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()  # 0: kept aside from a draft
    values = models.JSONField()  # the fields that reviewers may see, and the answers
    hidden = SealedField()  # JSON of those they may not
    kept_for = models.CharField(max_length=40, blank=True)  # of number 0: the page whose save it is, "tab:3"
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], condition=Q(number__gt=0), name="one_version_per_number"
            )
        ]


class ProposalAnswer(OfAProposal):
    """An answer to a question of the team's own."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    speaker = models.ForeignKey(ProposalSpeaker, null=True, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(CallQuestion, on_delete=models.CASCADE, related_name="answers")
    value = SealedField()
    forget_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "question", "speaker"], name="one_proposal_answer", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["forget_at"])]


class ProposalFile(OfAProposal):
    """A file for reviewers or for an answer. Made anew or stripped at intake; names of people go with it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    question = models.ForeignKey(CallQuestion, null=True, on_delete=models.SET_NULL, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # names the file
    name = SealedField()  # as the speaker's device called it: kept from reviewers
    kind = models.CharField(max_length=40)  # media type
    size = models.PositiveIntegerField()
    for_reviewers = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    delete_on = models.DateField()
