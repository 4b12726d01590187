"""Who reviews what by which rules, and what they say."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from teranga.base.fields import I18nField, SealedField
from teranga.domains.proposals.models.call import OfACall
from teranga.domains.proposals.models.proposal import OfAProposal


class ReviewPhase(OfACall):
    """What reviewers see and may do between two moments. At most one runs at a time."""

    class Sees(models.TextChoices):
        ALL = "all"
        ASSIGNED = "assigned"

    class Others(models.TextChoices):
        ALWAYS = "always"
        NEVER = "never"
        AFTER = "after"  # once they reviewed it themselves

    call = models.ForeignKey("proposals.Call", on_delete=models.CASCADE, related_name="phases")
    name = I18nField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sees = models.CharField(max_length=8, choices=Sees.choices, default=Sees.ASSIGNED)
    sees_names = models.BooleanField(default=False)  # of speakers
    sees_reviewer_names = models.BooleanField(default=False)
    sees_others = models.CharField(max_length=6, choices=Others.choices, default=Others.AFTER)
    hides = models.JSONField(default=list)  # further fields of a proposal kept from reviewers
    may_review = models.BooleanField(default=True)
    may_discuss = models.BooleanField(default=False)
    may_tag = models.BooleanField(default=False)
    speakers_may_change = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="review_phase_ends_later")
        ]
        ordering = ["starts_at", "pk"]


class Reviewer(OfACall):
    """Somebody who reviews in this call, with what they know and how much they can do."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    topics = models.JSONField(default=list)  # slugs they know well
    languages = models.JSONField(default=list)  # that they read; empty: all
    affiliation = models.CharField(max_length=160, blank=True)
    most = models.PositiveSmallIntegerField(default=20)  # reviews
    least = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="one_reviewer_per_call")]


class ReviewCriterion(OfACall):
    """A line of the review, with words for its points. Of majority judgement there is one."""

    call = models.ForeignKey("proposals.Call", on_delete=models.CASCADE, related_name="criteria")
    name = I18nField()
    help = I18nField()
    weight = models.PositiveSmallIntegerField(default=1)  # 0: shown, not counted
    least = models.SmallIntegerField(default=0)
    most = models.SmallIntegerField(default=4)
    labels = models.JSONField(default=dict)  # {points: {language: text}}
    required = models.BooleanField(default=True)
    tracks = models.JSONField(default=list)  # slugs; empty: all
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(most__gt=F("least")), name="criterion_has_a_range")]
        ordering = ["position", "pk"]


class ReviewTag(OfACall):
    """A reason in words that was read by the team, so that speakers may be told it."""

    call = models.ForeignKey("proposals.Call", on_delete=models.CASCADE, related_name="tags")
    slug = models.SlugField(max_length=60)
    name = I18nField()
    text = I18nField()  # as a speaker reads it; empty: for the team alone
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "slug"], name="one_review_tag_per_slug")]
        ordering = ["position", "pk"]


class TaggedProposal(OfAProposal):
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(ReviewTag, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "tag"], name="tagged_once")]


class ReviewAssignment(OfAProposal):
    """This reviewer is asked to review this proposal."""

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    by_hand = models.BooleanField(default=False)  # stays when the engine assigns again
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="assigned_once")]


class Review(OfAProposal):
    """What one reviewer says of one version. An unsent one is seen by its writer alone."""

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="reviews")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    writer = SealedField()  # of one brought along: the name in the other program, while nobody here is known
    version = models.PositiveSmallIntegerField()  # of the proposal: older than the last is stale
    for_committee = SealedField()
    for_speaker = SealedField()
    sent_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(person__isnull=False), name="one_review_each"
            )
        ]


class ReviewScore(OfAProposal):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(ReviewCriterion, on_delete=models.CASCADE, related_name="+")
    points = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="one_review_score_each")]


class ReviewRecusal(OfAProposal):
    """This reviewer neither sees nor reviews this proposal: said by themselves, by the team or by a rule."""

    class Kind(models.TextChoices):
        SAID = "said"
        TEAM = "team"

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="recusals")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.SAID)
    reason = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="recused_once")]


class ReviewRemark(OfAProposal):
    """One of the committee to the others, about one proposal."""

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="remarks")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    writer = SealedField()  # as of a review
    text = SealedField()
    at = models.DateTimeField()


class AttendeeVote(OfAProposal):
    """What somebody who may come wants to hear. Told as sums only."""

    class Value(models.IntegerChoices):
        NOT_FOR_ME = 0
        MAYBE = 1
        GLADLY = 2
        MUST = 3

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField(choices=Value.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_vote_each")]
