from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.change_address import AddressSettled
from teranga.domains.events.actions.create_event import EventSlugReserved, EventSlugTaken
from teranga.domains.events.addresses import RESERVED_EVENTS
from teranga.domains.events.findable import index_whole_event
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event


def change_event_address(*, event: Event, slug: str, by: Actor, at: datetime) -> bool:
    """Give an event that was never shown another part of the address; False when it has it already.

    Raises EventSlugReserved, EventSlugTaken, AddressSettled.
    """
    if slug in RESERVED_EVENTS:
        raise EventSlugReserved(slug)
    with write():
        row = Event.objects.filter(community=event.community_id).select_for_update().get(pk=event.pk)
        if row.slug == slug:
            return False
        if row.has_settled_address:
            raise AddressSettled(row.slug)
        before, row.slug, row.updated_at = row.slug, slug, at
        try:
            with transaction.atomic():
                row.save(update_fields=["slug", "updated_at"])
        except IntegrityError as taken:
            raise EventSlugTaken(slug) from taken
        event.refresh_from_db(fields=["slug", "updated_at"])
        record(by=by, verb="event.change_address", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes={"slug": [before, slug]})  # fmt: skip
        index_whole_event(event)
        announce_event(event)
    return True
