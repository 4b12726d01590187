"""What floors above want to know in the same transaction. They register at start-up."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from teranga.domains.places.models import Place


class ArrivalListener(Protocol):
    """Somebody came, or it was taken back, to the best of what the log says by now."""

    def arrived(self, place: Place, *, at: datetime) -> None: ...

    def arrival_undone(self, place: Place, *, at: datetime) -> None: ...


_listeners: list[ArrivalListener] = []


def listen_to_arrivals(listener: ArrivalListener) -> None:
    _listeners.append(listener)


def tell_arrival(place: Place, *, at: datetime) -> None:
    for listener in _listeners:
        if place.arrived_at is not None:
            listener.arrived(place, at=at)
        else:
            listener.arrival_undone(place, at=at)
