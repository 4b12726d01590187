"""Order by lot: promised with the digest of its seed, done once, and repeatable by anybody."""

from __future__ import annotations

import secrets
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.offers import move_up
from teranga.domains.places.actions.scarcity import locked_quotas
from teranga.domains.places.models import Draw, WaitingEntry
from teranga.foundation.draw import digest_of, drawn_order


class NoDraw(Exception):
    """No draw was promised here, or it is done."""


def promise_draw(event: Event, *, at: datetime) -> Draw:
    """The seed is chosen now and kept; its digest is public from now on. Call inside a write."""
    row = Draw.objects.filter(event=event).first()
    if row is None:
        seed = secrets.token_hex(16)
        row = Draw.objects.create(
            community_id=event.community_id, event=event, seed=seed, seed_digest=digest_of(seed),
            promised_at=at,
        )  # fmt: skip
    return row


def draw_order(*, event: Event, by: Actor, at: datetime) -> Draw:
    """Put those who wait in the drawn order and offer them what is free. Raises NoDraw.

    Who comes later stands behind them, in the order of coming.
    """
    with write(durable=True):
        quotas = locked_quotas(event)
        row = Draw.objects.filter(event=event, drawn_at=None).select_for_update(of=("self",)).first()
        if row is None:
            raise NoDraw(event.slug)
        waiting = WaitingEntry.objects.filter(event=event, state=WaitingEntry.State.WAITING)
        entries = {entry.code: entry for entry in waiting.select_for_update(of=("self",))}
        row.codes, row.drawn_at = drawn_order(row.seed, entries), at
        row.save(update_fields=["codes", "drawn_at"])
        for place, code in enumerate(row.codes, 1):
            entries[code].drawn = place
        WaitingEntry.objects.filter(event=event).bulk_update(entries.values(), ["drawn"], batch_size=500)
        record(
            by=by, verb="places.draw", object_type="event", object_id=event.pk, at=at,
            community_id=event.community_id, event_id=event.pk, changes={"entries": [0, len(entries)]},
        )  # fmt: skip
        move_up(event, quotas, at=at)
        announce_event(event)
    return row
