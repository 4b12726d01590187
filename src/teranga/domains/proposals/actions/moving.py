"""One proposal from one state to the next: locked, checked, written, noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.proposals.models import Proposal
from teranga.domains.proposals.rules import move


def move_proposal(
    *, proposal: Proposal, to: str, by: Actor, at: datetime, **fields: Any
) -> Proposal:  # fmt: skip
    """The locked row in its new state, with further `fields` set (reply_by, declined_why, merged_into, rank).

    Raises IllegalProposalMove.
    """
    with write():
        row = locked_proposal(proposal)
        before = row.state
        names = move(row, to, at=at)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=[*names, *fields])
        note(to, row, by=by, at=at, state=[before, row.state])
    return row


def locked_proposal(proposal: Proposal) -> Proposal:
    """With its call and event. Call inside a write."""
    rows = Proposal.objects.filter(event=proposal.event_id).select_for_update(of=("self",))
    return rows.select_related("call", "event__community").get(pk=proposal.pk)


def note(verb: str, row: Proposal, *, by: Actor, at: datetime, **changes: Any) -> None:
    """The log tells that something moved, not who proposed: who may read the log may be a reviewer."""
    quiet = Actor(by.acting_as) if by.acting_as in ("member", "visitor") else by
    record(by=quiet, verb=f"proposal.{verb}", object_type="proposal", object_id=row.pk, at=at,
           community_id=row.community_id, event_id=row.event_id, changes=changes)  # fmt: skip
