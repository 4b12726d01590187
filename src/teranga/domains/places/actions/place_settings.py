"""How an event gives its places: written, and begun."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.base import jobs
from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.draw import promise_draw
from teranga.domains.places.models import PlaceSettings

FIELDS = ("takes_answers", "opens_at", "closes_at", "guests_most", "offer_hours", "order")


def save_settings(*, event: Event, by: Actor, at: datetime, seen: str = "", **fields: Any) -> PlaceSettings:
    """Write these fields; the event takes answers from `opens_at` on. Raises EditedMeanwhile.

    Choosing a draw promises one at once: the digest of its seed is public before anybody can enter it.
    """
    with write(durable=True):
        row = PlaceSettings.objects.filter(event=event).select_for_update(of=("self",)).first()
        if row is None:
            row = PlaceSettings(community_id=event.community_id, event=event)
        else:
            check_values_unchanged(row, FIELDS, seen)
        before = {name: getattr(row, name) for name in FIELDS} if row.pk else {}
        for name in FIELDS:
            if name in fields:
                setattr(row, name, fields[name])
        row.event = event
        row.save()
        if row.order == PlaceSettings.Order.DRAW:
            promise_draw(event, at=at)
        record(
            by=by, verb="places.set", object_type="event", object_id=event.pk, at=at,
            community_id=event.community_id, event_id=event.pk,
            changes=changed(before, {name: getattr(row, name) for name in FIELDS}),
        )  # fmt: skip
        count_in_later(row, at=at)
        announce_event(event)
    return row


def count_in_later(row: PlaceSettings, *, at: datetime) -> None:
    """Those who always come are counted in as soon as the event opens, whenever that is set to be."""
    event = row.event
    if event.series_id is None or not row.takes_answers or row.counted_in_at is not None:
        return
    moment = max(at, row.opens_at or at)
    jobs.enqueue(
        "places.count_in",
        at=moment,
        payload={"community_id": event.community_id, "event_id": event.pk},
        unique_key=f"count-in:{event.pk}:{moment.timestamp():.0f}",
    )
