from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, EventLink
from teranga.domains.events.publishing import announce_event


class SatelliteOfItself(Exception):
    """An event cannot be a satellite of itself."""


def link_satellite(*, event: Event, of_event: Event, by: Actor, at: datetime) -> bool:
    """Say that `event` is a satellite of another community's event; False when that was known."""
    if event.pk == of_event.pk:
        raise SatelliteOfItself(event.slug)
    with write():
        _, is_new = EventLink.objects.get_or_create(
            event=event, of_event=of_event, defaults={"community_id": event.community_id}
        )
        if is_new:
            record(
                by=by, verb="event.link_satellite", object_type="event", object_id=event.pk, at=at,
                community_id=event.community_id, event_id=event.pk, changes={"of_event": of_event.pk},
            )  # fmt: skip
            announce_event(event)
            announce_event(of_event)
    return is_new
