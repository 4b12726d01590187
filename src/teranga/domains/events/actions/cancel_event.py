from __future__ import annotations

from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.findable import index_event
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.mail.actions.bulk_stop import void_event_mails
from teranga.foundation.translated import TranslatedText

TAKEN_BACK = timedelta(minutes=5)  # how long a wrong tap stays without a mail


class ReasonMissing(Exception):
    """People who planned to come deserve a reason."""


def cancel_event(*, event: Event, why: TranslatedText, by: Actor, at: datetime) -> bool:
    """Call an event off; its pages stay and say why, and mails about it that wait are void.

    False when that was said before in these words.
    """
    if not why:
        raise ReasonMissing(event.slug)
    with write():
        is_new = _settle(event, at, why, "event.cancel", by, at)
        if is_new:
            void_event_mails(community_id=event.community_id, event_id=event.pk, by=by, at=at)
            jobs.enqueue("places.tell_cancelled", at=at + TAKEN_BACK, payload=_numbers(event))
    return is_new


def reinstate_event(*, event: Event, by: Actor, at: datetime) -> bool:
    """It takes place after all; False when it was never called off."""
    with write():
        row = Event.objects.filter(community=event.community_id, pk=event.pk).first()
        before = row.cancelled_at if row else None
        is_new = _settle(event, None, TranslatedText(), "event.reinstate", by, at)
        if is_new and before:
            told = {**_numbers(event), "cancelled_at": before.isoformat()}
            jobs.enqueue("places.tell_reinstated", at=at + TAKEN_BACK, payload=told)
    return is_new


def _numbers(event: Event) -> dict[str, int]:
    return {"community_id": event.community_id, "event_id": event.pk}


def _settle(
    event: Event, moment: datetime | None, why: TranslatedText, verb: str, by: Actor, at: datetime
) -> bool:
    with write():
        row = Event.objects.filter(community=event.community_id).select_for_update().get(pk=event.pk)
        before = {"cancelled_at": row.cancelled_at, "cancelled_why": row.cancelled_why}
        row.cancelled_at = (row.cancelled_at or moment) if moment else None
        row.cancelled_why, row.updated_at = why, at
        after = {"cancelled_at": row.cancelled_at, "cancelled_why": row.cancelled_why}
        if before == after:
            return False
        row.sequence += 1
        told = ["cancelled_at", "cancelled_why", "updated_at", "sequence"]
        row.save(update_fields=told)
        event.refresh_from_db(fields=told)
        record(by=by, verb=verb, object_type="event", object_id=event.pk, at=at, event_id=event.pk,
               community_id=event.community_id, changes=changed(before, after))  # fmt: skip
        index_event(event)
        announce_event(event)
    return True
