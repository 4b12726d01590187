from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.actions.settle_place import settle_series
from teranga.domains.events.actions.update_event import update_event
from teranga.domains.events.models import Event, Series
from teranga.foundation.folding import slug
from teranga.foundation.translated import TranslatedText


def place_in_series(
    *, event: Event, series: Series | None, new_series: TranslatedText, part_of: Event | None, by: Actor,
    at: datetime, seen: str = "",
) -> list[str]:  # fmt: skip
    """Say what an event is an edition and a part of; a series that is new is made with it."""
    with write():
        if new_series:
            wanted = slug(str(new_series)) or "series"
            known = Series.objects.filter(community=event.community_id, slug=wanted).first()
            series = known or settle_series(
                community=event.community, slug=wanted, name=new_series, by=by, at=at
            )
        return update_event(event=event, series=series, part_of=part_of, by=by, at=at, seen=seen)
