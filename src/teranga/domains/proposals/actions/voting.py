"""What those who come want to hear, said in secret: the log does not know who said what."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.scores import ask_after_votes
from teranga.domains.proposals.models import AttendeeVote, Call, Proposal
from teranga.domains.proposals.queries_voting import ballot_rows, may_vote
from teranga.domains.proposals.rules_call import votes_are_open


class VoteRefused(Exception):
    """Nothing was written. `why`: closed, stranger (no place and no member) or proposal (none to vote on)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def cast_vote(*, call: Call, person: Person, code: str, value: int, at: datetime) -> AttendeeVote:
    """Said again it takes the place of the last. Raises VoteRefused."""
    with write():
        row = Call.objects.filter(event=call.event_id).get(pk=call.pk)
        if not votes_are_open(row, at):
            raise VoteRefused("closed")
        if not may_vote(row, person):
            raise VoteRefused("stranger")
        proposal: Proposal | None = ballot_rows(row, person).filter(code=code).first()
        if proposal is None or value not in AttendeeVote.Value.values:
            raise VoteRefused("proposal")
        vote, _is_new = AttendeeVote.objects.update_or_create(
            community_id=row.community_id, event_id=row.event_id, proposal=proposal, person=person,
            defaults={"value": value, "at": at},
        )  # fmt: skip
        ask_after_votes(row, at)
    return vote
