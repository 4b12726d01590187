"""What the jobs of places have to look after, in every community."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from teranga.domains.events.models import Event
from teranga.domains.places.models import Offer, Place, Quota, Rsvp
from teranga.domains.places.rules import ARRIVALS_IN_BY, begins_at, over_at


def events_with_quotas(*, ending_after: datetime) -> list[Event]:
    quotas = Quota.objects.across_communities("every quota is looked after").values("event")
    rows = Event.objects.across_communities("every quota is looked after")
    found = rows.filter(pk__in=quotas, end__gte=ending_after.date())
    return list(found.select_related("community").order_by("pk"))


def communities_with_quotas() -> list[int]:
    """Those with quotas that belong to no event."""
    rows = Quota.objects.across_communities("every quota is looked after").filter(event=None)
    return sorted(set(rows.values_list("community_id", flat=True)))


def overdue_offers(at: datetime) -> list[tuple[Event, int]]:
    rows = Offer.objects.across_communities("no offer outlives its time")
    late = rows.filter(state=Offer.State.OPEN, expires_at__lte=at, event__isnull=False)
    return [(offer.event, offer.pk) for offer in late.select_related("event__community").order_by("pk")]


def events_just_over(at: datetime) -> list[Event]:
    """Events whose devices had a day to send scans, with somebody still expected, or not counted yet."""
    going = Rsvp.objects.across_communities("who was expected and did not come")
    rows = Event.objects.across_communities("who was expected and did not come")
    came = Place.objects.across_communities("who was expected and did not come").exclude(arrived_at=None)
    open_ends = Q(pk__in=going.filter(state=Rsvp.State.GOING).values("event"))
    open_ends |= Q(pk__in=came.values("event"), attended=None)
    found = rows.filter(open_ends, end__lt=at.date())
    return [
        event
        for event in found.select_related("community").order_by("pk")
        if over_at(event) + ARRIVALS_IN_BY <= at
    ]


def events_to_come(at: datetime) -> list[Event]:
    """Events that have not begun and of which somebody holds a place."""
    places = Place.objects.across_communities("a forecast for every event to come")
    rows = Event.objects.across_communities("a forecast for every event to come")
    found = rows.filter(
        pk__in=places.filter(ended_at=None).values("event"), start__gte=at.date(), cancelled_at=None
    )
    return [event for event in found.select_related("community").order_by("pk") if at < begins_at(event)]
