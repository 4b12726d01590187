"""What is open elsewhere: aid, scholarships, calls, hackathons, mentoring, jobs; and what became of it."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField, ZoneField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.people.models import Person


class Opportunity(models.Model):
    """Something one can apply for until a last day, told by organisers or suggested by a member.

    What the community itself opens (its rounds, hackathons, mentoring) is no row here: the board asks for it.
    """

    class Kind(models.TextChoices):
        AID = "aid"
        SCHOLARSHIP = "scholarship"
        CALL = "call"
        HACKATHON = "hackathon"
        MENTORING = "mentoring"
        JOB = "job"
        INTERNSHIP = "internship"

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        SHOWN = "shown"
        REFUSED = "refused"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SHOWN)
    title = I18nField()
    text = I18nField()
    who = models.JSONField(default=list)  # codes of WHO; empty: everybody
    who_note = I18nField()
    languages = models.JSONField(default=list)  # in which one may apply
    money = I18nField()  # what one gets, in a few words
    url = models.CharField(max_length=300)
    source = models.CharField(max_length=120, blank=True)  # who offers it
    last_day = models.DateField(null=True)  # none: open all year
    last_hour = models.TimeField(null=True)  # none: until the day is over
    zone = ZoneField(max_length=40)  # the clock of the last day
    closes_at = models.DateTimeField(null=True)  # the same moment in UTC
    outcome = I18nField()  # what came of it, told by organisers
    got_told = models.PositiveSmallIntegerField(null=True)  # how many got it, where the team knows
    seen = models.PositiveIntegerField(default=0)  # how often its page was looked at; of whom is kept nowhere
    suggested_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)  # when the link was last looked at
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    moved_to = models.CharField(max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "closes_at"], name="opportunities_by_end")]


WHO = ("students", "women", "beginners", "speakers", "african", "latin", "organisers")
ANYWHERE = "Etc/GMT+12"  # "anywhere on Earth": the day is over where it ends last
