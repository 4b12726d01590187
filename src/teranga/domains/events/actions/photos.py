"""Pictures of an event: made anew, with words for those who do not see them, hidden when somebody asks."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.actions.materials import TooMany
from teranga.domains.events.models import Event, EventPhoto, TakeDown
from teranga.domains.events.publishing import announce_event
from teranga.foundation.translated import TranslatedText
from teranga.papers.photo import make_photo

LONGEST_SIDE = 960
MOST = 40  # pictures of one event


class WordsMissing(Exception):
    """A picture needs words for those who do not see it, who took it, and how those shown agreed."""


def add_photo(
    *, event: Event, sent: bytes, alt: TranslatedText, taken_by: str, licence: str, consent_note: str,
    by: Actor, at: datetime,
) -> EventPhoto:  # fmt: skip
    """Keep a picture made anew from the file. Raises PhotoRefused and WordsMissing."""
    if not (alt and taken_by.strip() and consent_note.strip()):
        raise WordsMissing(event.slug)
    photo = make_photo(sent, longest=LONGEST_SIDE)
    with write():
        if EventPhoto.objects.filter(event=event).count() >= MOST:
            raise TooMany(event.slug)
        row = EventPhoto.objects.create(
            community_id=event.community_id, event=event, webp=photo.webp, jpeg=photo.jpeg,
            width=photo.width, height=photo.height, alt=alt, taken_by=taken_by, licence=licence,
            consent_note=consent_note, added_at=at,
        )  # fmt: skip
        _note(event, "photo.add", row.pk, by, at)
    return row


def remove_photo(*, photo: EventPhoto, event: Event, by: Actor, at: datetime) -> None:
    """Gone for good, with whatever was asked about it."""
    with write():
        number = photo.pk
        if EventPhoto.objects.filter(event=event, pk=number).delete()[0]:
            _note(event, "photo.remove", number, by, at)


def ask_take_down(
    *, photo: EventPhoto, event: Event, contact: str, why: str, by: Actor, at: datetime
) -> TakeDown:
    """Hide a picture at once because somebody shown in it asks; an organiser decides afterwards.

    Whoever asks proves nothing: a picture that is wrongly hidden for a day hurts nobody.
    """
    with write():
        asked = TakeDown.objects.create(
            community_id=event.community_id, event=event, photo=photo, contact=contact, why=why, asked_at=at
        )
        _note(event, "photo.hide", photo.pk, by, at)
    return asked


def show_photo_again(*, photo: EventPhoto, event: Event, by: Actor, at: datetime) -> bool:
    """Settle what was asked by showing the picture; False when it was not hidden."""
    with write():
        if not TakeDown.objects.filter(event=event, photo=photo, settled_at=None).update(settled_at=at):
            return False
        _note(event, "photo.show", photo.pk, by, at)
    return True


def _note(event: Event, verb: str, number: int, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="photo", object_id=number, at=at,
           community_id=event.community_id, event_id=event.pk)  # fmt: skip
    announce_event(event)
