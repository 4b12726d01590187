"""What givers were told: kept as it was said, so that a report of a past day never changes."""

from __future__ import annotations

from django.db import models

from teranga.domains.aid.models.base import OfACommunity


class GiverReport(OfACommunity):
    """One report to the givers of a fund. Stories are not part of it: a consent may be taken back."""

    fund = models.ForeignKey("ledger.Fund", on_delete=models.PROTECT, related_name="+")
    told = models.JSONField()  # sums, parts and tables, see queries_giver
    sent_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_mail = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)  # its link opens nothing any more

    class Meta:
        indexes = [models.Index(fields=["fund", "-sent_at"])]
