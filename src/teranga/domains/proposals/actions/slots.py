"""The places that a type of session has, and the reserve that waits for them: a quota without an event.

Locks are taken in one order: the quota of the type, the proposal, the event's quotas.
"""

from __future__ import annotations

from datetime import datetime

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.places.actions.community_lists import (
    accept_list_offer,
    decline_list_offer,
    leave_community_list,
    offer_next,
    stand_in_list,
)
from teranga.domains.places.actions.quotas import (
    add_used_place,
    make_quota_of_community,
    resize_quota_of_community,
)
from teranga.domains.places.actions.scarcity import Counted, Quotas, give_back, locked_quota
from teranga.domains.places.models import Offer
from teranga.domains.places.queries_lists import open_list_offer
from teranga.domains.proposals.actions.moving import locked_proposal, move_proposal, note
from teranga.domains.proposals.actions.talk_mails import plan_answer, tell_speakers, void_talk_mails
from teranga.domains.proposals.models import Proposal, SessionType
from teranga.domains.proposals.queries_told import proposal_of_entry, type_of_quota
from teranga.domains.proposals.rules import is_told, may_move, tell
from teranga.domains.proposals.rules_told import HOLDS, SILENT, S, reply_by


class NoType(Exception):
    """A proposal without a type of session cannot have a place. Nothing was changed."""


class ReserveKeeper:
    """Types of session as `places.hooks.QuotaKeeper`: whoever is next on the reserve is asked."""

    def keeps(self, quota_id: int) -> bool:
        return type_of_quota(quota_id) is not None

    def offer_until(self, quota_id: int, *, at: datetime) -> datetime | None:
        kind = type_of_quota(quota_id)
        return reply_by(kind.call, kind.event, at) if kind else None

    def offer_made(self, offer: Offer, *, at: datetime) -> None:
        row = _waiting(offer)
        if row is None or not may_move(row, S.PROMOTED):  # decided otherwise meanwhile
            payload = {"community_id": offer.community_id, "offer_id": offer.pk}
            jobs.enqueue("proposals.pass_on", at=at, payload=payload, unique_key=f"talk-pass-on:{offer.pk}")
            return
        void_talk_mails(row)
        row = move_proposal(proposal=row, to=S.PROMOTED, by=PROGRAM, at=at, reply_by=offer.expires_at)
        row.save(update_fields=tell(row, at=at))
        tell_speakers(row, "promoted", str(offer.pk), at=at)
        plan_answer(row, at=at)

    def offer_over(self, offer: Offer, *, at: datetime) -> None:
        row = _waiting(offer)
        if row is not None and row.state == S.PROMOTED:
            void_talk_mails(row)
            row = move_proposal(proposal=row, to=S.DECLINED, by=PROGRAM, at=at, declined_why=SILENT)
            tell_speakers(row, "silent", str(offer.pk), at=at)


def _waiting(offer: Offer) -> Proposal | None:
    kind = type_of_quota(offer.quota_id)
    return proposal_of_entry(kind.event_id, offer.entry_id) if kind else None


def quota_of(kind: SessionType | None, *, by: Actor, at: datetime) -> int:
    """The quota that counts the talks of this type, made with the first one told. Raises NoType."""
    if kind is None:
        raise NoType
    with write():
        rows = SessionType.objects.filter(event=kind.event_id).select_for_update(of=("self",))
        row = rows.get(pk=kind.pk)
        if row.quota_id is None:
            row.quota = make_quota_of_community(community_id=row.community_id, size=0, by=by, at=at)
            row.save(update_fields=["quota"])
    return int(row.quota_id or 0)


def pass_on(*, offer: Offer, at: datetime) -> bool:
    """An offer for somebody who no longer waits goes to the next one; one that was answered stays."""
    with write():
        row = _waiting(offer)
        if offer.state != Offer.State.OPEN or (row is not None and row.state == S.PROMOTED):
            return False
        decline_list_offer(offer=offer, by=PROGRAM, at=at)
    return True


def locked_with_slot(proposal: Proposal) -> tuple[Proposal, Quotas]:
    """The proposal's quota, if it has one, and then itself: in the one order of locks."""
    fresh = Proposal.objects.filter(event=proposal.event_id).only("quota_id").get(pk=proposal.pk)
    quotas = locked_quota(proposal.community_id, fresh.quota_id) if fresh.quota_id else {}
    return locked_proposal(proposal), quotas


def take_slot(row: Proposal, quotas: Quotas, quota_id: int) -> None:
    """Another place of the type, for this one. Both are locked."""
    add_used_place(quotas, quota_id)
    row.quota_id = quota_id
    row.save(update_fields=["quota"])


def stand_in_reserve(row: Proposal, quotas: Quotas, quota_id: int, *, by: Actor, at: datetime) -> bool:
    """Wait at one's rank; what is free is offered at once. True when that moved this one up."""
    row.entry = stand_in_list(quotas, quota_id, rank=row.rank, by=by, at=at)
    row.quota_id = quota_id
    row.save(update_fields=["entry", "quota"])
    offer_next(quotas, at=at)
    row.refresh_from_db()
    return row.state != S.RESERVE


def keep_offered_slot(row: Proposal, *, by: Actor, at: datetime) -> None:
    """A promoted proposal is confirmed. Raises places' IllegalMove when its time is over."""
    offer = open_list_offer(row.entry) if row.entry else None
    if offer is not None:
        accept_list_offer(offer=offer, by=by, at=at)


def let_go(row: Proposal, was: str, quotas: Quotas, *, refill: bool = True, by: Actor, at: datetime) -> None:
    """It leaves the state `was`, which it was told: what it held goes to the next one on the reserve.

    Called where the proposal has moved already, in the same transaction, by whoever moved it.
    """
    void_talk_mails(row)
    if row.quota_id is None:
        return
    if was in HOLDS:
        give_back(quotas, row.quota_id, 1, Counted.USED)
        if refill:
            offer_next(quotas, at=at)
        else:
            resize_quota_of_community(
                quota=quotas[row.quota_id], size=quotas[row.quota_id].size - 1, by=by, at=at
            )
    elif row.entry is not None:
        offer = open_list_offer(row.entry)
        if was == S.PROMOTED and offer is not None:
            decline_list_offer(offer=offer, by=by, at=at)
        else:
            leave_community_list(entry=row.entry, by=by, at=at)
    row.quota = row.entry = None
    row.save(update_fields=["quota", "entry"])


def add_room(*, kind: SessionType, by: Actor, at: datetime) -> None:
    """One more session of this type fits: the next one on the reserve is asked."""
    with write():
        quota = locked_quota(kind.community_id, quota_of(kind, by=by, at=at))
        for row in quota.values():
            resize_quota_of_community(quota=row, size=row.size + 1, by=by, at=at)


def end_reserve(*, proposals: list[Proposal], by: Actor, at: datetime) -> int:
    """Nobody moves up any more: those who wait are not chosen, untold until the next batch."""
    with write():
        ended = 0
        for proposal in sorted(proposals, key=lambda one: (one.quota_id or 0, one.pk)):
            row, quotas = locked_with_slot(proposal)
            if row.state != S.RESERVE or not is_told(row):
                continue
            row = move_proposal(proposal=row, to=S.REJECTED, by=by, at=at)
            let_go(row, S.RESERVE, quotas, by=by, at=at)
            ended += 1
        if ended:
            note("reserve_ended", row, by=by, at=at, count=[0, ended])
    return ended
