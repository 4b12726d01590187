"""Findings of the stale-text check that somebody looked at."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, FineText


def call_fine(*, event: Event, key: str, by: Actor, at: datetime) -> bool:
    """Keep the mark; False when it was there."""
    with write():
        _, is_new = FineText.objects.get_or_create(
            event=event,
            key=key,
            defaults={"community_id": event.community_id, "by_id": by.person_id, "at": at},
        )
        if is_new:
            _note("text.call_fine", event, key, by, at)
    return is_new


def look_again(*, event: Event, key: str, by: Actor, at: datetime) -> bool:
    """Take the mark back; False when there was none."""
    with write():
        gone, _ = FineText.objects.filter(event=event, key=key).delete()
        if gone:
            _note("text.look_again", event, key, by, at)
    return bool(gone)


def _note(verb: str, event: Event, key: str, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="event", object_id=event.pk, at=at, community_id=event.community_id,
           event_id=event.pk, changes={"finding": key})  # fmt: skip
