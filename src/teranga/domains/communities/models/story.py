"""Who writes for a community: authors of its pages by their consent, and members' own drafts."""

from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community
from teranga.domains.communities.models.content import Page


class PageAuthor(models.Model):
    """A person who wrote a page and agreed that their name stands under it, and perhaps their photo."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    shows_photo = models.BooleanField(default=False)
    agreed_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="one_line_per_author")]


class StoryDraft(models.Model):
    """What a member writes: theirs alone until they send it in; a page of the community once it is taken."""

    class State(models.TextChoices):
        WRITING = "writing"
        SUBMITTED = "submitted"
        RETURNED = "returned"  # with a note about what is missing
        TAKEN = "taken"  # a page was made of it

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=400, blank=True)
    body = models.TextField()
    tags = models.JSONField(default=list)
    shows_name = models.BooleanField(default=True)
    shows_photo = models.BooleanField(default=False)
    note = models.CharField(max_length=1000, blank=True)  # what the editors answered
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "submitted_at"], name="stories_sent_in")]
