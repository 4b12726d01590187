from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from teranga.base.jobs import daily
from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.credentials.actions.certificates import issue_certificates
from teranga.domains.events.models import Event
from teranga.domains.events.rules_online import ends
from teranga.domains.places.models import Place

LOOKED_BACK = timedelta(days=8)  # a phone that was offline may tell of arrivals days later


@daily("credentials.issue", hour=5)
def issue() -> None:
    """A certificate for everybody who came to an event of the last days."""
    now = timezone.now()
    arrived = Place.objects.across_communities("events that are over, in all communities")
    rows = Event.objects.across_communities("events that are over, in all communities").filter(
        end__gte=(now - LOOKED_BACK).date(), end__lte=now.date(), cancelled_at=None,
        pk__in=arrived.filter(arrived_at__isnull=False, certificate=None).values("event_id"),
    )  # fmt: skip
    for event in rows.order_by("id"):
        if ends(event) <= now:
            issue_certificates(event=event, by=PROGRAM, at=now)
