"""What the door tells: whoever has an award and comes has used it."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.aid.actions.settling import note_arrival
from teranga.domains.places.models import Place


class Arrived:
    """An ArrivalListener."""

    def arrived(self, place: Place, *, at: datetime) -> None:
        note_arrival(place=place, at=at)

    def arrival_undone(self, place: Place, *, at: datetime) -> None:
        """A scan taken back leaves the award as it is: a person of the committee decides about money."""
