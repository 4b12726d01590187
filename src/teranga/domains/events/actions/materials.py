"""What people take home from an event: links and files with their licence and who made them."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, Material
from teranga.domains.events.publishing import announce_event
from teranga.foundation.translated import TranslatedText

LARGEST_FILE = 8_000_000  # bytes
MOST = 60  # materials of one event


class NothingToTake(Exception):
    """Neither a link nor a file was given, or both."""


class TooMany(Exception):
    """The event has as much of this as one page can show."""


def add_material(
    *, event: Event, title: TranslatedText, url: str, content: bytes, file_name: str, licence: str,
    made_by: str, by: Actor, at: datetime,
) -> Material:  # fmt: skip
    """A link or a file, never both. The file came through the upload's door already."""
    if bool(url) == bool(content):
        raise NothingToTake(event.slug)
    with write():
        if Material.objects.filter(event=event).count() >= MOST:
            raise TooMany(event.slug)
        row = Material.objects.create(
            community_id=event.community_id, event=event, title=title, url=url, content=content,
            file_name=file_name[-120:] if content else "", size=len(content), licence=licence,
            made_by=made_by, added_at=at,
        )  # fmt: skip
        _note(event, "material.add", row.pk, by, at)
    return row


def remove_material(*, material: Material, event: Event, by: Actor, at: datetime) -> None:
    with write():
        number = material.pk
        if Material.objects.filter(event=event, pk=number).delete()[0]:
            _note(event, "material.remove", number, by, at)


def _note(event: Event, verb: str, number: int, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="material", object_id=number, at=at,
           community_id=event.community_id, event_id=event.pk)  # fmt: skip
    announce_event(event)
