"""Hackathons: teams, what they hand in, who mentors, and who judges by which rubric."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from teranga.base.fields import I18nField
from teranga.domains.learning.models.mentoring import OfACommunity

MOST_POINTS = 5


class OfAHackathon(OfACommunity):
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Hackathon(OfACommunity):
    """What an event of this kind needs: until when teams hand in, and how large they are."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="+")
    deadline = models.DateTimeField()
    team_size = models.PositiveSmallIntegerField(default=5)
    published_at = models.DateTimeField(null=True)  # the organisers' decision to show the result
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()


class Team(OfAHackathon):
    class State(models.TextChoices):
        OPEN = "open"  # looks for people
        CLOSED = "closed"

    name = models.CharField(max_length=80)
    idea = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")  # in which it is written
    looking_for = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    hidden_at = models.DateTimeField(null=True)  # an organiser looks at it before the public does
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="one_team_per_name")]

    @property
    def handed_in(self) -> Submission | None:
        return getattr(self, "submission", None)


class TeamMember(OfAHackathon):
    class State(models.TextChoices):
        ASKED = "asked"
        MEMBER = "member"
        DECLINED = "declined"
        LEFT = "left"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_founder = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    words = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="one_request_per_team"),
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(state="member"), name="one_team_per_person"
            ),
        ]


class HackathonMentor(OfAHackathon):
    """Somebody who advises the teams; named in public only with their yes."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    topics = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_mentor_per_hackathon")]


class Submission(OfACommunity):
    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="submission")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)  # Markdown
    repository = models.CharField(max_length=300, blank=True)
    demo = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    submitted_at = models.DateTimeField()
    updated_at = models.DateTimeField()


class Criterion(OfAHackathon):
    position = models.PositiveSmallIntegerField(default=0)
    name = I18nField()
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs_something")]


class Judge(OfAHackathon):
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_judge_per_hackathon")]


class Verdict(OfACommunity):
    """What one judge says of one team, or that they keep out of it."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="verdicts")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="verdicts")
    recused_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)  # for the team
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judge", "team"], name="one_verdict_per_team")]


class Score(OfACommunity):
    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verdict", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(condition=Q(points__lte=MOST_POINTS), name="score_within_scale"),
        ]
