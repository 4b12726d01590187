from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Page(models.Model):
    """A text of the community in Markdown: its story, a page, or a piece of news."""

    class Kind(models.TextChoices):
        STORY = "story"
        PAGE = "page"
        NEWS = "news"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pages")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAGE)
    title = I18nField()
    description = I18nField()
    body = I18nField()
    author = models.CharField(max_length=120, blank=True)
    tags = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    schema_org = models.JSONField(default=dict)  # the front matter's structured data, as it came
    front_matter = models.JSONField(default=dict)  # every other key of the imported file
    imported_from = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)  # null: a draft
    takes_comments = models.BooleanField(default=True)
    updated_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_page_per_slug")]


class Goal(models.Model):
    """A target with a deadline. Told goals are the community's words; measured ones are computed."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nField()
    text = I18nField()
    metric = models.CharField(max_length=40, blank=True)  # "active_members", "events_held" …; "" = told
    target = models.PositiveIntegerField(null=True)
    unit = I18nField()
    deadline = models.DateField(null=True)
    source_url = models.URLField(blank=True)

    objects = ScopedManager()


class Figure(models.Model):
    """A number that the community tells of itself, with its source; never mixed with counted ones."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="figures")
    label = I18nField()
    value = models.CharField(max_length=20)
    date = models.CharField(max_length=10, blank=True)
    source_url = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()
