"""The moves of a membership: asked, confirmed, left. Nothing else assigns its state."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Membership

State = Membership.State
MOVES = {
    "ask": ((State.LEFT,), State.PENDING),
    "confirm": ((State.PENDING, State.RECORDED), State.CONFIRMED),
    "leave": ((State.PENDING, State.RECORDED, State.CONFIRMED), State.LEFT),
}


class IllegalMembershipMove(Exception):
    """A membership was about to move where it cannot go from its state."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"A membership that is {state} cannot {move}.")
        self.state, self.move = state, move


def move(membership: Membership, name: str, *, by: Actor, at: datetime) -> None:
    """Move and audit; the caller saves what else changed. Raises IllegalMembershipMove."""
    allowed, target = MOVES[name]
    before = membership.state
    if before not in allowed:
        raise IllegalMembershipMove(before, name)
    membership.state = target
    membership.save()
    audit(membership, name, before, by=by, at=at)


def audit(membership: Membership, verb: str, before: str | None, *, by: Actor, at: datetime) -> None:
    """One row that says what happened and nothing about who the person is."""
    record(
        by=by, verb=f"membership.{verb}", object_type="membership", object_id=membership.pk, at=at,
        community_id=membership.community_id, changes={"state": [before, membership.state]},
    )  # fmt: skip
