from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.create_event import EndsBeforeStart, EventFields
from teranga.domains.events.findable import index_event, index_whole_event
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event


def update_event(*, event: Event, by: Actor, at: datetime, **fields: Unpack[EventFields]) -> list[str]:
    """Change what is said of an event; returns the names of the fields that differed."""
    if fields.get("end", event.end) < fields.get("start", event.start):
        raise EndsBeforeStart(event.slug)
    with write():
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(event, name) != value]
        if not changed:
            return []
        for name in changed:
            setattr(event, name, wanted[name])
        event.updated_at = at
        event.save(update_fields=[*changed, "updated_at"])
        event.refresh_from_db(fields=changed)
        record(by=by, verb="event.update", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk, changes={"fields": changed})  # fmt: skip
        if {"name", "visibility"} & set(changed):
            index_whole_event(event)
        else:
            index_event(event)
        announce_event(event)
    return changed
