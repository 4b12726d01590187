from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField
from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class Newsletter(models.Model):
    """What happened in one month, drafted from the data, edited by a person, sent through the outbox."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    subject = I18nField()
    body = I18nField()  # Markdown that reads well as it stands
    bulk_id = models.BigIntegerField(null=True)  # the mail to many that was made of it
    drafted_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)  # from then on it stands in the public archive

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "month"], name="one_newsletter_a_month")]
