"""What readers write below a story, and what keeps it a good place."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import LanguageField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.communities.models.content import Page


class Comment(models.Model):
    """A few words below a page. Nobody but its author and the moderators sees it before it is shown."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed"  # nobody proved yet that the address is theirs
        WAITING = "waiting"
        SHOWN = "shown"
        REJECTED = "rejected"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    name = models.CharField(max_length=80)
    language = LanguageField(max_length=8)
    body = models.TextField()
    points = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)  # codes of what the score found
    answer = models.CharField(max_length=300, blank=True)  # why it is not shown, as its author is told
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["page", "state", "id"], name="comments_of_a_page"),
            models.Index(fields=["community", "state", "id"], name="comments_that_wait"),
            models.Index(fields=["person", "state"], name="comments_of_a_person"),
        ]


class CommentReport(models.Model):
    """Somebody says that a shown comment should be looked at. Only the moderators read why."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=500)
    reported_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["community", "closed_at"], name="reports_that_are_open")]


class CommentBan(models.Model):
    """A person who may no longer comment in this community, until it is lifted."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="one_ban_per_person")]
