"""Who waits for quotas that belong to no event. Events have `queries.waiting_list`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, F, QuerySet, Sum

from teranga.domains.people.models import Person
from teranga.domains.places.models import Offer, WaitingEntry

OPEN = (WaitingEntry.State.WAITING, WaitingEntry.State.OFFERED)
LIST_ORDER = (F("drawn").asc(nulls_last=True), "joined_at", "pk")
WHY = "what one person waits for, wherever it is"


def entries_of_quota(community_id: int, quota_id: int) -> QuerySet[WaitingEntry]:
    return WaitingEntry.objects.filter(community=community_id, event=None, quota=quota_id)


def open_entry_for(community_id: int, quota_id: int, person: Person) -> WaitingEntry | None:
    """Where this person stands in the list of a quota, if they do."""
    return entries_of_quota(community_id, quota_id).filter(person=person, state__in=OPEN).first()


def place_in_list(entry: WaitingEntry) -> int:
    """How many stand before this one, plus one; 0 for one who waits no longer."""
    rows = entries_of_quota(entry.community_id, entry.quota_id).filter(state=WaitingEntry.State.WAITING)
    numbers = list(rows.order_by(*LIST_ORDER).values_list("pk", flat=True))
    return numbers.index(entry.pk) + 1 if entry.pk in numbers else 0


def open_list_offer(entry: WaitingEntry) -> Offer | None:
    rows = Offer.objects.filter(community=entry.community_id, event=None, entry=entry)
    return rows.filter(state=Offer.State.OPEN).first()


def waiting_by_quota(community_id: int, quotas: Collection[int]) -> dict[int, int]:
    """Quota -> how many wait for it. One query."""
    rows = WaitingEntry.objects.filter(community=community_id, event=None, quota__in=quotas)
    rows = rows.filter(state=WaitingEntry.State.WAITING).order_by()
    return dict(rows.values_list("quota").annotate(number=Count("pk")))


def offered_by_quota(community_id: int, quotas: Collection[int]) -> dict[int, int]:
    """Quota -> how many of it are kept by open offers. One query."""
    rows = Offer.objects.filter(community=community_id, event=None, quota__in=quotas)
    rows = rows.filter(state=Offer.State.OPEN).order_by()
    return dict(rows.values_list("quota").annotate(number=Sum("count")))


def list_of_quota(community_id: int, quota_id: int) -> list[WaitingEntry]:
    """Those who wait or are offered a place, in the order in which offers are made."""
    rows = entries_of_quota(community_id, quota_id).filter(state__in=OPEN)
    return list(rows.select_related("person").order_by(*LIST_ORDER))


def open_entries_of(person: Person) -> list[WaitingEntry]:
    """Everything of communities, not of events, that this person waits for, in the one order of locks."""
    rows = WaitingEntry.objects.across_communities(WHY).filter(event=None, person=person, state__in=OPEN)
    return list(rows.order_by("quota_id"))


def overdue_list_offers(at: datetime) -> list[Offer]:
    rows = Offer.objects.across_communities("no offer outlives its time")
    return list(rows.filter(event=None, state=Offer.State.OPEN, expires_at__lte=at).order_by("pk"))


def list_offer(community_id: int, number: int) -> Offer | None:
    return Offer.objects.filter(community=community_id, event=None, pk=number).first()
