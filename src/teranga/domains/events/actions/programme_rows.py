"""Venues, rooms, tracks and speakers, written by hand one by one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from teranga.base.editing import check_same
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.actions.importing.settling import Slugs
from teranga.domains.events.findable import index_event, index_sessions, index_speakers
from teranga.domains.events.models import Event, Room, Session, SessionSpeaker, Speaker, Track, Venue
from teranga.domains.events.publishing import announce_event


@dataclass(frozen=True, slots=True)
class RowKind:
    model: type[models.Model]
    fields: tuple[str, ...]
    named_by: str = "name"
    of_event: bool = True
    hidden: tuple[str, ...] = ()  # of these the log tells only that they changed: it outlives an erasure


KINDS = {
    "venue": RowKind(Venue, ("name", "address", "city", "country", "access", "url"), of_event=False),
    "room": RowKind(Room, ("name", "capacity", "description", "venue_id")),
    "track": RowKind(Track, ("name", "colour")),
    "speaker": RowKind(
        Speaker, ("name", "biography", "affiliation", "country", "links", "is_keynote"),
        hidden=("name", "biography", "affiliation", "country", "links"),
    ),
}  # fmt: skip
KIND_OF = {kind.model: name for name, kind in KINDS.items()}
KEYED = (Room, Speaker)


class InUse(Exception):
    """Sessions or events stand on this row: it stays until they are elsewhere. Nothing was written."""


class NotHere(Exception):
    """A venue or a field that does not belong here. Nothing was written."""


def add_row(
    *, event: Event, kind: str, person_id: int | None = None, by: Actor, at: datetime, **values: Any
) -> models.Model:
    """Its address is made from its name and stays for good. A speaker who says so is joined to a person."""
    told = KINDS[kind]
    with write():
        _check(told, event, values)
        rows = told.model._default_manager.filter(**_scope(told, event))
        slugs = Slugs(kind, rows.values_list("slug", flat=True))
        row = told.model(**_scope(told, event), **values)
        if told.of_event:
            row.community_id = event.community_id
        row.slug = slugs.claim(str(values["name"]), rows.count() + 1)
        if isinstance(row, KEYED):
            row.key = f"desk-{uuid.uuid4().hex}"
        if isinstance(row, Room | Track):
            row.position = min(rows.count(), 32_767)
        if isinstance(row, Speaker):
            row.person_id = person_id
        row.save(force_insert=True)
        row.refresh_from_db()
        _note("add", row, event, changed({}, values, told.hidden), by, at)
        _announce(row, event)
    return row


def change_row(
    *, event: Event, row: models.Model, seen: str = "", by: Actor, at: datetime, **values: Any
) -> list[str]:
    """Returns the names of the fields that differed. Raises EditedMeanwhile."""
    told = KINDS[KIND_OF[type(row)]]
    with write():
        _check(told, event, values)
        stored = _locked(told, event, row)
        check_same(stored, seen)
        differing = changed({name: getattr(stored, name) for name in values}, values, told.hidden)
        if differing:
            for name, value in values.items():
                setattr(stored, name, value)
            stored.save(update_fields=[name.removesuffix("_id") for name in values])
            stored.refresh_from_db()
            _note("change", stored, event, differing, by, at)
            _announce(stored, event)
    return sorted(differing)


def move_row(*, event: Event, row: Room | Track, step: int, by: Actor, at: datetime) -> bool:
    """One place up (-1) or down (1); False at the end of the list."""
    model = type(row)
    with write():
        rows = list(model.objects.filter(event=event).select_for_update().order_by("position", "pk"))
        was = next(index for index, one in enumerate(rows) if one.pk == row.pk)
        now = was + (1 if step > 0 else -1)
        if not 0 <= now < len(rows):
            return False
        rows[was], rows[now] = rows[now], rows[was]
        for position, one in enumerate(rows):
            one.position = min(position, 32_767)
        model.objects.filter(event=event).bulk_update(rows, ["position"], batch_size=200)
        _note("move", row, event, {"position": [was, now]}, by, at)
        announce_event(event)
    return True


def remove_row(*, event: Event, row: models.Model, by: Actor, at: datetime) -> None:
    """Take away a row that nothing stands on. Raises InUse."""
    told = KINDS[KIND_OF[type(row)]]
    with write():
        stored = _locked(told, event, row)
        if is_in_use(stored):
            raise InUse(KIND_OF[type(row)])
        _note(
            "remove",
            stored,
            event,
            changed({name: getattr(stored, name) for name in told.fields}, {}, told.hidden),
            by,
            at,
        )
        if isinstance(stored, Speaker):
            index_speakers(event, [], gone=[stored.pk])
        stored.delete()
        announce_event(event)


def is_in_use(row: models.Model) -> bool:
    match row:
        case Venue():
            events = Event.objects.filter(community=row.community_id, venue=row).exists()
            return events or Room.objects.filter(community=row.community_id, venue=row).exists()
        case Room():
            return Session.objects.filter(event=row.event_id, room=row).exists()
        case Track():
            return Session.objects.filter(event=row.event_id, track=row).exists()
        case Speaker():
            return SessionSpeaker.objects.filter(event=row.event_id, speaker=row).exists()
    return False


def _scope(told: RowKind, event: Event) -> dict[str, int]:
    return {"event_id": event.pk} if told.of_event else {"community_id": event.community_id}


def _check(told: RowKind, event: Event, values: dict[str, Any]) -> None:
    foreign = values.keys() - set(told.fields)
    if foreign:
        raise NotHere(", ".join(sorted(foreign)))
    venue = values.get("venue_id")
    if venue is not None and not Venue.objects.filter(community=event.community_id, pk=venue).exists():
        raise NotHere("venue")


def _locked(told: RowKind, event: Event, row: models.Model) -> models.Model:
    rows = told.model._default_manager.filter(**_scope(told, event))
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def _announce(row: models.Model, event: Event) -> None:
    if isinstance(row, Venue):
        houses = Event.objects.filter(community=event.community_id, venue=row)
        for one in houses.select_related("community", "venue"):
            index_event(one)
            announce_event(one)
        return
    if isinstance(row, Speaker):
        linked = list(Session.objects.filter(event=event, speaker_links__speaker=row))
        index_speakers(event, [row] if any(s.cancelled_at is None for s in linked) else [])
        index_sessions(event, linked)
    announce_event(event)


def _note(
    verb: str, row: models.Model, event: Event, changes: dict[str, Any], by: Actor, at: datetime
) -> None:
    kind = KIND_OF[type(row)]
    record(by=by, verb=f"{kind}.{verb}", object_type=kind, object_id=row.pk, at=at,
           community_id=event.community_id, event_id=event.pk if KINDS[kind].of_event else None,
           changes=changes)  # fmt: skip
