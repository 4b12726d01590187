"""What floors above want to know in the same transaction. They register at start-up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from teranga.domains.places.models import Offer, Place


class ArrivalListener(Protocol):
    """Somebody came, or it was taken back, to the best of what the log says by now."""

    def arrived(self, place: Place, *, at: datetime) -> None: ...

    def arrival_undone(self, place: Place, *, at: datetime) -> None: ...


class QuotaCounter(Protocol):
    """What the rows of a floor above say is used of its quotas, which belong to no event."""

    def __call__(self, quotas: Collection[int]) -> Mapping[int, int]: ...


_counters: list[QuotaCounter] = []


def count_for(counter: QuotaCounter) -> None:
    _counters.append(counter)


def counted_above(quotas: Collection[int]) -> dict[int, int]:
    """Quota -> how many of it the floors above say are used; each quota is one floor's."""
    found = dict.fromkeys(quotas, 0)
    for counter in _counters:
        found |= counter(quotas)
    return found


class QuotaKeeper(Protocol):
    """A floor above whose quotas, which belong to no event, are waited for."""

    def keeps(self, quota_id: int) -> bool: ...

    def offer_until(self, quota_id: int, *, at: datetime) -> datetime | None:
        """Until when an offer made now stands; None when it is too late to make one."""
        ...

    def offer_made(self, offer: Offer, *, at: datetime) -> None:
        """The next one in the list is to be told."""
        ...

    def offer_over(self, offer: Offer, *, at: datetime) -> None:
        """Its time went by without an answer."""
        ...


_keepers: list[QuotaKeeper] = []


def keep_quotas(keeper: QuotaKeeper) -> None:
    _keepers.append(keeper)


def keeper_of(quota_id: int) -> QuotaKeeper | None:
    return next((keeper for keeper in _keepers if keeper.keeps(quota_id)), None)


_listeners: list[ArrivalListener] = []


def listen_to_arrivals(listener: ArrivalListener) -> None:
    _listeners.append(listener)


def tell_arrival(place: Place, *, at: datetime) -> None:
    for listener in _listeners:
        if place.arrived_at is not None:
            listener.arrived(place, at=at)
        else:
            listener.arrival_undone(place, at=at)
