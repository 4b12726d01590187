"""Sessions that need no scores: a sponsor's, one that came by code, an invited one. Told like all others."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.rules import comes_by_right, is_told, may_come_by_right, move
from teranga.domains.proposals.rules_told import S

LONGEST_REASON = 300


class NotByRight(Exception):
    """Nothing was changed. `why`: moved (decided meanwhile, or open to scores), reason (none) or own."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def accept_by_right(*, proposal: Proposal, reason: str, by: Actor, at: datetime) -> Proposal:
    """Accepted and untold: it takes its room in every selection, and leaves with the next batch.

    The reason stays with the proposal; the log tells that it was done, and by whom. Raises NotByRight.
    """
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise NotByRight("reason")
    with write():
        row = locked_proposal(proposal)
        _not_own(row, by)
        if not may_come_by_right(row):
            raise NotByRight("moved")
        before = row.state
        row.accepted_why = words
        row.save(update_fields=[*move(row, S.ACCEPTED, at=at), "accepted_why"])
        note("accept_by_right", row, by=by, at=at, state=[before, row.state])
    return row


def give_up_right(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Nobody was told: it is open again. Raises NotByRight."""
    with write():
        row = locked_proposal(proposal)
        _not_own(row, by)
        if not comes_by_right(row) or is_told(row):
            raise NotByRight("moved")
        row.save(update_fields=move(row, S.SUBMITTED, at=at))
        note("give_up_right", row, by=by, at=at, state=[S.ACCEPTED, row.state])
    return row


def _not_own(row: Proposal, by: Actor) -> None:
    speakers = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row)
    if by.person_id is not None and speakers.filter(person=by.person_id).exists():
        raise NotByRight("own")
