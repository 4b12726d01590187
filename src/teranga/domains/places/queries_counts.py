"""How many places there are, are taken, are waited for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.places.models import Hold, Offer, Place, Quota, WaitingEntry
from teranga.domains.places.rules_waiting import Room, chain, free_in
from teranga.foundation.translated import TranslatedText


@dataclass(frozen=True, slots=True)
class QuotaCount:
    id: int
    name: TranslatedText
    size: int
    used: int
    held: int
    offered: int
    free: int  # what can be had, also of what it lies within
    within: int | None = None
    takes_answers: bool = True


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """The whole event: quotas that lie within another one count there."""

    size: int
    used: int
    held: int
    offered: int
    free: int
    waiting: int  # people in the waiting list, guests too
    quotas: tuple[QuotaCount, ...] = ()

    @property
    def is_limited(self) -> bool:
        return bool(self.quotas)


def quota_counts(event: Event) -> tuple[QuotaCount, ...]:
    """The quotas of the whole event, in their order. One query."""
    quotas = list(Quota.objects.filter(event=event, session=None).order_by("position", "pk"))
    rooms = {row.pk: Room(row.free, row.within_id) for row in quotas}
    wholes = {row.within_id for row in quotas}
    return tuple(
        QuotaCount(
            row.pk, row.name, row.size, row.used, row.held, row.offered, free_in(row.pk, rooms),
            row.within_id, row.pk not in wholes and (not row.kinds or Place.Kind.RSVP in row.kinds),
        )
        for row in quotas
    )  # fmt: skip


def place_counts(event: Event) -> PlaceCounts:
    """Two queries."""
    lines = quota_counts(event)
    tops = [row for row in lines if row.within is None]
    waiting = WaitingEntry.objects.filter(event=event, state=WaitingEntry.State.WAITING)
    return PlaceCounts(
        size=sum(row.size for row in tops),
        used=sum(row.used for row in tops),
        held=sum(row.held for row in tops),
        offered=sum(row.offered for row in tops),
        free=sum(_free_for_answers(top, lines) for top in tops),
        waiting=waiting.aggregate(people=Sum("size"))["people"] or 0,
        quotas=lines,
    )


def full_events(community: Community, events: Iterable[int]) -> frozenset[int]:
    """Those of these events that have quotas and no place left in any of them; one query."""
    rows = Quota.objects.filter(community=community.pk, event__in=list(events), session=None, within=None)
    left = Sum(F("size") - F("used") - F("held") - F("offered"))
    free = rows.order_by().values_list("event_id").annotate(left=left)
    return frozenset(event for event, left in free if left <= 0)


def arrived_count(event: Event) -> int:
    """How many were let in, with or without a place."""
    return Place.objects.filter(event=event, session=None).exclude(arrived_at=None).count()


def waiting_counts(community: Community, events: Sequence[Event]) -> dict[int, int]:
    """Event -> how many people wait for a place; one query."""
    rows = WaitingEntry.objects.filter(
        community_id=community.pk, event__in=events, state=WaitingEntry.State.WAITING
    )
    return dict(rows.order_by().values_list("event_id").annotate(people=Sum("size")))


def _free_for_answers(top: QuotaCount, lines: Iterable[QuotaCount]) -> int:
    if top.takes_answers:
        return top.free
    parts = sum(line.free for line in lines if line.within == top.id and line.takes_answers)
    return min(top.free, parts)


def counted_rows(event: Event, quotas: Mapping[int, Quota]) -> dict[int, dict[str, int]]:
    """What the rows say is used, held and offered of each quota, smaller ones within it included."""
    told = {
        "used": _by_quota(Place.objects.filter(event=event, ended_at=None), Count("pk")),
        "held": _by_quota(Hold.objects.filter(event=event), Sum("count")),
        "offered": _by_quota(Offer.objects.filter(event=event, state=Offer.State.OPEN), Sum("count")),
    }
    within = {number: quota.within_id for number, quota in quotas.items()}
    rows = {number: dict.fromkeys(told, 0) for number in quotas}
    for counted, counts in told.items():
        for quota, count in counts:
            for number in chain(quota, within):
                rows[number][counted] += count
    return rows


def _by_quota(rows: object, how: object) -> Iterable[tuple[int, int]]:
    named = rows.exclude(quota=None).order_by().values("quota")  # type: ignore[attr-defined]
    return list(named.annotate(number=how).values_list("quota", "number"))
