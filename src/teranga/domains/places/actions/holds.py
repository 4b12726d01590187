"""Places held while somebody confirms: kept for a while, then free again."""

from __future__ import annotations

from datetime import datetime

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.offers import move_up
from teranga.domains.places.actions.scarcity import Counted, Quotas, give_back, locked_quotas, take
from teranga.domains.places.models import Hold

PROGRAM = Actor("program")


def hold_places(
    *, event: Event, quotas: Quotas, quota_id: int, count: int, until: datetime, by: Actor, at: datetime
) -> Hold:
    """Keep so many until then. The quotas are locked. Raises SoldOut."""
    take(quotas, quota_id, count, Counted.HELD)
    hold = Hold.objects.create(
        community_id=event.community_id, event=event, quota_id=quota_id, count=count, made_at=at,
        expires_at=until,
    )  # fmt: skip
    audit(hold, "hold.make", by=by, at=at, changes={"count": [0, count]})
    jobs.enqueue(
        "places.expire_holds",
        at=until,
        payload={"community_id": event.community_id, "event_id": event.pk},
        unique_key=f"expire-hold:{hold.pk}",
    )
    return hold


def release_hold(hold: Hold, quotas: Quotas) -> None:
    """The places are free again, or about to be taken by whoever they were held for."""
    row = Hold.objects.filter(event=hold.event_id, pk=hold.pk).select_for_update(of=("self",)).first()
    if row is not None:
        give_back(quotas, row.quota_id, row.count, Counted.HELD)
        row.delete()


def expire_holds(*, event: Event, at: datetime) -> int:
    """End what was held until now, and offer it down the list; returns how many that were."""
    over = Hold.objects.filter(event=event, expires_at__lte=at)
    if not over.exists():
        return 0
    with write(durable=True):
        quotas = locked_quotas(event)
        rows = list(over.select_for_update(of=("self",)).order_by("pk"))
        for hold in rows:
            audit(hold, "hold.expire", by=PROGRAM, at=at, changes={"count": [hold.count, 0]})
            give_back(quotas, hold.quota_id, hold.count, Counted.HELD)
            hold.delete()
        move_up(event, quotas, at=at)
        announce_event(event)
    return len(rows)
