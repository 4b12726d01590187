from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Unpack

from teranga.base import jobs
from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity import rules
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.create_event import (
    EndsBeforeStart,
    EventFields,
    PartOfItself,
    check_own_rows,
    told,
)
from teranga.domains.events.findable import index_event, index_whole_event
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.events.rules_online import begins

MOVING = {"start", "starts_at", "zone", "mode", "city", "venue"}  # those who come are told of these
COLLECTED = timedelta(minutes=10)  # several changes in a row are told once
DEEPEST = 10  # events within events
IN_CALENDARS = {
    "name", "start", "end", "starts_at", "ends_at", "zone", "mode", "city", "country", "venue", "visibility",
}  # fmt: skip


def update_event(
    *, event: Event, by: Actor, at: datetime, seen: str = "", **fields: Unpack[EventFields]
) -> list[str]:
    """Change what is said of an event; returns the names of the fields that differed.

    `seen` is the mark of what a form showed (seen_values of the same fields). Raises EditedMeanwhile when
    there is something newer; the same form sent twice finds nothing to change.
    """
    check_own_rows(event.community_id, fields)
    with write():
        row = Event.objects.filter(community=event.community_id).select_for_update().get(pk=event.pk)
        if fields.get("end", row.end) < fields.get("start", row.start):
            raise EndsBeforeStart(event.slug)
        _check_whole(event, fields.get("part_of"))
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if not changed:
            return []
        check_values_unchanged(row, wanted, seen)
        was = f"{begins(row).timestamp():.0f}"
        before = {name: getattr(row, name) for name in changed}
        after = {name: wanted[name] for name in changed}
        _put(row, after, at)
        community = event.community
        event.refresh_from_db()
        event.community = community
        record(by=by, verb="event.update", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes=rules.changed(told(before), told(after)))  # fmt: skip
        if {"name", "visibility"} & set(changed):
            index_whole_event(event)
        else:
            index_event(event)
        announce_event(event)
        if MOVING & set(changed) and event.visibility != Event.Visibility.DRAFT:
            jobs.enqueue(
                "places.tell_moved", at=at + COLLECTED,
                payload={"community_id": event.community_id, "event_id": event.pk, "was": was},
            )  # fmt: skip
        if "visibility" in changed and before["visibility"] == Event.Visibility.DRAFT and event.series_id:
            numbers = {"community_id": event.community_id, "event_id": event.pk}
            jobs.enqueue("places.count_in", at=at, payload=numbers)  # those who always come
    return changed


def _put(row: Event, values: dict[str, Any], at: datetime) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = at
    row.sequence += bool(IN_CALENDARS & set(values))
    if row.shown_at is None and row.visibility != Event.Visibility.DRAFT:
        row.shown_at = at
    row.save(update_fields=[*values, "updated_at", "shown_at", "sequence"])


def _check_whole(event: Event, whole: Event | None) -> None:
    """Raises PartOfItself when the larger event is this one, or lies within it."""
    for _ in range(DEEPEST):
        if whole is None:
            return
        if whole.pk == event.pk:
            raise PartOfItself(event.slug)
        whole = whole.part_of
    raise PartOfItself(event.slug)
