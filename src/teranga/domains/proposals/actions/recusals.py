"""Keeping out: by oneself, or by the team for somebody. What was said before no longer counts."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights
from teranga.domains.proposals.actions.reviews import ReviewRefused, note
from teranga.domains.proposals.actions.scores import ask_for_scores
from teranga.domains.proposals.models import Call, Proposal, Review, ReviewAssignment, ReviewRecusal
from teranga.domains.proposals.queries_seen import sight_of

Kind = ReviewRecusal.Kind
LONGEST = 300


def recuse(
    *, call: Call, code: str, person: Person, reason: str, rights: Rights, place: Place, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """This reviewer never sees it again in this call. Raises NotFound, ReviewRefused."""
    with write():
        sight = sight_of(call, rights=rights, place=place, at=at)
        row = sight.proposal(code)
        if sight.reviewer is None:
            raise ReviewRefused("reviewer")
        _keep_out(row, person, Kind.SAID, reason, by, at)


def keep_out(*, proposal: Proposal, person: Person, reason: str, by: Actor, at: datetime) -> None:
    """The team knows of a conflict that nobody told. Said by both it is one all the same."""
    with write():
        _keep_out(proposal, person, Kind.TEAM, reason, by, at)


def let_in_again(*, proposal: Proposal, person: Person, by: Actor, at: datetime) -> None:
    """Take back what the team said; what somebody said of themselves stays."""
    with write():
        rows = ReviewRecusal.objects.filter(
            community=proposal.community_id, proposal=proposal, person=person, kind=Kind.TEAM
        )
        if rows.delete()[0]:
            note("review.let_in", proposal, by, at)


def _keep_out(row: Proposal, person: Person, kind: str, reason: str, by: Actor, at: datetime) -> None:
    here = {"community_id": row.community_id, "event_id": row.event_id, "proposal": row, "person": person}
    told = {"kind": kind, "reason": " ".join(reason.split())[:LONGEST], "at": at}
    _row, made = ReviewRecusal.objects.get_or_create(**here, defaults=told)
    if not made:
        return
    mine = {"community": row.community_id, "proposal": row, "person": person}
    ReviewAssignment.objects.filter(**mine).delete()
    if Review.objects.filter(**mine).delete()[0]:
        ask_for_scores(row.call, at)
    note("review.recuse" if kind == Kind.SAID else "review.keep_out", row, by, at)
