"""Opening a door to helpers without an account, and closing it."""

from __future__ import annotations

import secrets
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event
from teranga.domains.people.normal_forms import one_line
from teranga.domains.places.models import DoorLink, DoorPhone
from teranga.domains.places.rules_door import shows_list

VISITOR = Actor("visitor")


class DoorClosed(Exception):
    """The link opens nothing: an organiser closed it, or the event is over."""


class EnoughPhones(Exception):
    """As many phones as the link is meant for have opened it."""


def open_door(
    *, event: Event, name: str, phones_most: int, walk_ins_count: bool, by: Actor, at: datetime
) -> DoorLink:
    """A new link for one desk."""
    with write():
        link = DoorLink.objects.create(
            community_id=event.community_id, event=event, name=one_line(name)[:60],
            salt=secrets.token_hex(16), phones_most=phones_most, walk_ins_count=walk_ins_count, made_at=at,
            made_by_id=by.person_id,
        )  # fmt: skip
        _audit(link, "door.open", link.pk, by, at)
    return link


def close_door(*, link: DoorLink, event: Event, by: Actor, at: datetime) -> None:
    """From now on the link opens nothing and its phones send nothing. Closing again changes nothing."""
    with write():
        rows = DoorLink.objects.filter(event=event, pk=link.pk, closed_at=None)
        if rows.update(closed_at=at):
            _audit(link, "door.close", link.pk, by, at)


def reopen_door(*, link: DoorLink, event: Event, by: Actor, at: datetime) -> None:
    """Take the closing back, so that phones can send what they still hold."""
    with write():
        rows = DoorLink.objects.filter(event=event, pk=link.pk).exclude(closed_at=None)
        if rows.update(closed_at=None):
            _audit(link, "door.reopen", link.pk, by, at)


def enter_door(*, link: DoorLink, helper: str, at: datetime) -> DoorPhone:
    """Note that a phone opened the link. Raises DoorClosed or EnoughPhones."""
    with write():
        row = (
            DoorLink.objects.filter(event=link.event_id, pk=link.pk)
            .select_for_update(of=("self",))
            .select_related("event")
            .get()
        )
        if not shows_list(row, row.event, at):
            raise DoorClosed
        if row.phones.filter(closed_at=None).count() >= row.phones_most:
            raise EnoughPhones
        phone = DoorPhone.objects.create(
            community_id=row.community_id, event_id=row.event_id, link=row, helper=one_line(helper)[:60],
            since=at, heard_at=at,
        )  # fmt: skip
        _audit(row, "door.enter", phone.pk, VISITOR, at)
    return phone


def close_phone(*, phone: DoorPhone, event: Event, by: Actor, at: datetime) -> None:
    """A phone that was lost or handed back sees and sends nothing more."""
    with write():
        rows = DoorPhone.objects.filter(event=event, pk=phone.pk, closed_at=None)
        if rows.update(closed_at=at):
            _audit(phone, "door.close_phone", phone.pk, by, at)


def _audit(row: DoorLink | DoorPhone, verb: str, number: int, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=verb, object_type="door", object_id=number, at=at, community_id=row.community_id,
        event_id=row.event_id,
    )  # fmt: skip
