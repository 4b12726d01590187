"""Waiting for a quota that belongs to no event: the same entries, offers and order as everywhere.

Whoever keeps the quota (`hooks.QuotaKeeper`) says until when an offer stands, writes the mails, and gives the
place itself once an offer is accepted. The lock order is that of `scarcity`: the quota first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.people.models import Person
from teranga.domains.places.actions.moves import audit, move_entry, move_offer
from teranga.domains.places.actions.scarcity import (
    Counted,
    Quotas,
    give_back,
    locked_quota,
    rooms_of,
    take,
    turn,
)
from teranga.domains.places.hooks import keeper_of
from teranga.domains.places.models import Offer, WaitingEntry
from teranga.domains.places.queries_lists import LIST_ORDER, entries_of_quota, open_entry_for
from teranga.domains.places.rules import IllegalMove
from teranga.domains.places.rules_waiting import Party, next_offers


def wait_for(*, community_id: int, quota_id: int, person: Person, by: Actor, at: datetime) -> WaitingEntry:
    """At the end of the list; who stands in it keeps their number. What is free is offered at once."""
    with write():
        quotas = locked_quota(community_id, quota_id)
        entry = open_entry_for(community_id, quota_id, person) or stand_in_list(
            quotas, quota_id, person=person, by=by, at=at
        )
        offer_next(quotas, at=at)
        entry.refresh_from_db()
    return entry


def stand_in_list(
    quotas: Quotas, quota_id: int, *, person: Person | None = None, rank: int | None = None, by: Actor,
    at: datetime,
) -> WaitingEntry:  # fmt: skip
    """Another entry of this locked quota, without an offer so far. Who keeps the quota may give it a rank,
    and may keep whom it is for in its own rows: then it names nobody.
    """
    community_id = quotas[quota_id].community_id
    entry = WaitingEntry.objects.create(
        community_id=community_id, event=None, quota_id=quota_id, person=person, drawn=rank,
        joined_at=_end_of_list(community_id, quota_id, at),
    )  # fmt: skip
    audit(entry, "waiting.join", by=by, at=at, changes={"size": [0, 1]})
    return entry


def offer_next(quotas: Quotas, *, at: datetime) -> int:
    """Offer what is free down the list of each of these locked quotas; returns how many offers that made."""
    made = 0
    for quota_id, quota in quotas.items():
        keeper = keeper_of(quota_id) if quota.free > 0 else None
        until = keeper.offer_until(quota_id, at=at) if keeper else None
        if keeper is None or until is None:
            continue
        rows = entries_of_quota(quota.community_id, quota_id).filter(state=WaitingEntry.State.WAITING)
        waiting = {row.pk: row for row in rows.select_related("person").order_by(*LIST_ORDER)[: quota.free]}
        parties = [Party(number, row.size, (quota_id,)) for number, row in waiting.items()]
        for grant in next_offers(parties, rooms_of(quotas)):
            offer = _offer(waiting[grant.entry], quotas, until=until, at=at)
            keeper.offer_made(offer, at=at)
            made += 1
    return made


def accept_list_offer(*, offer: Offer, by: Actor, at: datetime) -> WaitingEntry:
    """Yes: what was kept counts as used; the caller gives the place in the same transaction.

    Raises IllegalMove, also when its time is over.
    """
    with write():
        quotas = locked_quota(offer.community_id, offer.quota_id)
        row = _locked(offer)
        if row.state == Offer.State.OPEN and row.expires_at <= at:
            raise IllegalMove("offer", Offer.State.EXPIRED, "accept")
        move_offer(row, "accept", by=by, at=at)
        turn(quotas, row.quota_id, row.count, Counted.OFFERED, Counted.USED)
        move_entry(row.entry, "accept", by=by, at=at)
    return row.entry


def decline_list_offer(*, offer: Offer, by: Actor, at: datetime) -> None:
    """No: the next in the list is offered the place at once. Raises IllegalMove."""
    _end(offer, "decline", by=by, at=at)


def expire_list_offer(*, offer: Offer, at: datetime) -> None:
    """Its time is over; silent when it was answered meanwhile."""
    if offer.expires_at <= at:
        _end(offer, "expire", by=PROGRAM, at=at)


def extend_list_offer(*, offer: Offer, until: datetime, by: Actor, at: datetime) -> None:
    """More time to answer. Raises IllegalMove when it was answered or is over."""
    with write():
        locked_quota(offer.community_id, offer.quota_id)
        row = _locked(offer)
        if row.state != Offer.State.OPEN or row.expires_at <= at:
            raise IllegalMove("offer", row.state, "extend")
        audit(row, "offer.more_time", by=by, at=at, changes={"until": [row.expires_at, until]})
        row.expires_at = until
        row.save(update_fields=["expires_at"])
        _plan_end(row)


def leave_community_list(*, entry: WaitingEntry, by: Actor, at: datetime) -> None:
    """Wait no longer; what was offered goes to the next one. Nothing happens when the entry ended before."""
    with write():
        quotas = locked_quota(entry.community_id, entry.quota_id)
        rows = entries_of_quota(entry.community_id, entry.quota_id).select_for_update(of=("self",))
        row = rows.filter(pk=entry.pk, state__in=("waiting", "offered")).first()
        if row is None:
            return
        for offer in Offer.objects.filter(
            community=row.community_id, event=None, entry=row, state=Offer.State.OPEN
        ):
            move_offer(offer, "decline", by=by, at=at)
            give_back(quotas, offer.quota_id, offer.count, Counted.OFFERED)
        move_entry(row, "leave", by=by, at=at)
        offer_next(quotas, at=at)


def _end(offer: Offer, move: str, *, by: Actor, at: datetime) -> None:
    with write():
        quotas = locked_quota(offer.community_id, offer.quota_id)
        row = _locked(offer)
        if move == "expire" and row.state != Offer.State.OPEN:
            return
        move_offer(row, move, by=by, at=at)
        give_back(quotas, row.quota_id, row.count, Counted.OFFERED)
        move_entry(row.entry, move, by=by, at=at)
        keeper = keeper_of(row.quota_id)
        if keeper is not None and move == "expire":
            keeper.offer_over(row, at=at)
        offer_next(quotas, at=at)


def _offer(entry: WaitingEntry, quotas: Quotas, *, until: datetime, at: datetime) -> Offer:
    take(quotas, entry.quota_id, entry.size, Counted.OFFERED)
    move_entry(entry, "offer", by=PROGRAM, at=at)
    offer = Offer.objects.create(
        community_id=entry.community_id, event=None, entry=entry, quota_id=entry.quota_id, count=entry.size,
        made_at=at, expires_at=until,
    )  # fmt: skip
    audit(offer, "offer.make", by=PROGRAM, at=at, changes={"count": [0, offer.count]})
    _plan_end(offer)
    return offer


def _plan_end(offer: Offer) -> None:
    jobs.enqueue(
        "places.expire_list_offer",
        at=offer.expires_at,
        payload={"community_id": offer.community_id, "offer_id": offer.pk},
        unique_key=f"expire-offer:{offer.pk}:{offer.expires_at.timestamp():.0f}",
    )


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.filter(community=offer.community_id, event=None).select_for_update(of=("self",))
    return rows.select_related("entry__person").get(pk=offer.pk)


def _end_of_list(community_id: int, quota_id: int, at: datetime) -> datetime:
    """After everybody who stands in it, whatever the clock of their process said."""
    last = entries_of_quota(community_id, quota_id).aggregate(last=Max("joined_at"))["last"]
    return max(at, last + timedelta(microseconds=1)) if last else at
