"""The one state machine of proposals: which moves there are, and the only code that assigns a state.

`state` is what is decided and `told_state` what its speakers know. What they do themselves they know at once;
what others decide is told later, by `tell`, in a batch that somebody looked at first.
"""

from __future__ import annotations

from datetime import datetime

from teranga.domains.proposals.models import Proposal, SessionType

S = Proposal.State
OUTCOMES = (S.ACCEPTED, S.RESERVE, S.REJECTED)
TELLS_ITSELF = (S.DRAFT, S.SUBMITTED, S.NEEDS_INFO, S.CONFIRMED, S.DECLINED, S.WITHDRAWN)
SENT = tuple(state for state in S.values if state not in (S.DRAFT, S.WITHDRAWN))  # what counts as received
CHOSEN_FROM = (S.SUBMITTED, S.NEEDS_INFO, *OUTCOMES)  # what reviewers and the committee work on
COMES = (S.ACCEPTED, S.PROMOTED, S.CONFIRMED)  # takes room in the programme
OVER = (S.DECLINED, S.WITHDRAWN, S.CANCELLED, S.MERGED)
UNDECIDED = (S.SUBMITTED, S.NEEDS_INFO)

# {to: {from: what its speakers must know before it}}
ALWAYS, TOLD, UNTOLD = "always", "told", "untold"
MOVES: dict[str, dict[str, str]] = {
    S.DRAFT: {S.WITHDRAWN: ALWAYS},  # taken up again, and sent under the same limits as any other
    S.SUBMITTED: {
        S.DRAFT: ALWAYS, S.NEEDS_INFO: ALWAYS,
        S.ACCEPTED: UNTOLD, S.RESERVE: UNTOLD, S.REJECTED: UNTOLD, S.MERGED: UNTOLD,  # a decision undone
    },
    S.NEEDS_INFO: {S.SUBMITTED: ALWAYS},
    S.ACCEPTED: {S.SUBMITTED: ALWAYS, S.NEEDS_INFO: ALWAYS, S.RESERVE: UNTOLD, S.REJECTED: UNTOLD},
    S.RESERVE: {S.SUBMITTED: ALWAYS, S.NEEDS_INFO: ALWAYS, S.ACCEPTED: UNTOLD, S.REJECTED: UNTOLD},
    S.REJECTED: {
        S.SUBMITTED: ALWAYS, S.NEEDS_INFO: ALWAYS, S.ACCEPTED: UNTOLD, S.RESERVE: ALWAYS, S.PROMOTED: UNTOLD,
    },
    S.PROMOTED: {S.RESERVE: TOLD},
    S.CONFIRMED: {S.ACCEPTED: TOLD, S.PROMOTED: TOLD},
    S.DECLINED: {S.ACCEPTED: TOLD, S.PROMOTED: TOLD, S.RESERVE: TOLD},
    S.WITHDRAWN: {
        S.SUBMITTED: ALWAYS, S.NEEDS_INFO: ALWAYS, S.ACCEPTED: UNTOLD, S.RESERVE: ALWAYS, S.REJECTED: UNTOLD,
        S.MERGED: UNTOLD,
    },
    S.CANCELLED: {S.CONFIRMED: ALWAYS, S.ACCEPTED: TOLD, S.PROMOTED: ALWAYS},
    S.MERGED: {S.SUBMITTED: ALWAYS, S.NEEDS_INFO: ALWAYS, S.ACCEPTED: UNTOLD, S.RESERVE: ALWAYS,
               S.REJECTED: UNTOLD},
}  # fmt: skip
INVITED: dict[str, dict[str, str]] = {
    S.ACCEPTED: {S.DRAFT: ALWAYS}
}  # what the team asked for needs no choice


class IllegalProposalMove(Exception):
    """The state does not allow the move; `state`, `to` and what was told are named. Nothing was changed."""

    def __init__(self, proposal: Proposal, to: str) -> None:
        super().__init__(f"{proposal.state} (told {proposal.told_state}) -> {to}")
        self.state, self.told_state, self.to = proposal.state, proposal.told_state, to


def may_move(proposal: Proposal, to: str) -> bool:
    needs = MOVES.get(to, {}).get(proposal.state)
    if needs is None and proposal.is_invited:
        needs = INVITED.get(to, {}).get(proposal.state)
    if needs is None:
        return False
    return needs == ALWAYS or (needs == TOLD) == is_told(proposal)


def move(proposal: Proposal, to: str, *, at: datetime) -> list[str]:
    """Assign the state to the row, which the caller holds locked; returns the names of the fields to save.

    Raises IllegalProposalMove.
    """
    if not may_move(proposal, to):
        raise IllegalProposalMove(proposal, to)
    undone = proposal.state in OUTCOMES
    proposal.state, proposal.changed_at = S(to), at
    changed = ["state", "changed_at"]
    if to == S.SUBMITTED and proposal.accepted_why:
        proposal.accepted_why = ""
        changed.append("accepted_why")
    for name, value in _moments(to, undone, at).items():
        setattr(proposal, name, value)
        changed.append(name)
    if to in TELLS_ITSELF and proposal.told_state != proposal.state:
        proposal.told_state = proposal.state
        changed.append("told_state")
    return changed


def tell(proposal: Proposal, *, at: datetime) -> list[str]:
    """From now on its speakers know what is decided; returns the names of the fields to save."""
    proposal.told_state, proposal.told_at = proposal.state, at
    return ["told_state", "told_at"]


def hear_answer(proposal: Proposal) -> list[str]:
    """Its speakers answered what they were asked, and something is decided meanwhile, which they do not know.

    Returns the names of the fields to save.
    """
    proposal.told_state = S.SUBMITTED
    return ["told_state"]


def may_come_by_right(proposal: Proposal) -> bool:
    """A sponsor's session, one that came by code or an invited one: nobody has to score it."""
    kind = proposal.type
    is_open = kind is None or (kind.way == SessionType.Way.OPEN and not kind.is_sponsored)
    return proposal.state in UNDECIDED and kind is not None and (proposal.is_invited or not is_open)


def comes_by_right(proposal: Proposal) -> bool:
    """Accepted without scores: no selection decides about it."""
    return proposal.state == S.ACCEPTED and bool(proposal.accepted_why)


def is_told(proposal: Proposal) -> bool:
    return proposal.told_state == proposal.state


def _moments(to: str, undone: bool, at: datetime) -> dict[str, datetime | None]:
    if to == S.SUBMITTED:
        return {"decided_at": None} if undone else {"submitted_at": at}
    if to in (*OUTCOMES, S.PROMOTED, S.CANCELLED, S.MERGED):
        return {"decided_at": at}
    if to in (S.CONFIRMED, S.DECLINED, S.WITHDRAWN):
        return {"answered_at": at}
    return {}
