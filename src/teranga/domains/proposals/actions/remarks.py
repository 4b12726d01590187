"""What the committee says to each other about one proposal, and the reasons that it is tagged with."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights
from teranga.domains.proposals.actions.reviews import ReviewRefused, note
from teranga.domains.proposals.models import Call, Proposal, ReviewRemark, ReviewTag, TaggedProposal
from teranga.domains.proposals.queries_reviews import may_read_others
from teranga.domains.proposals.queries_seen import Sight, sight_of

LONGEST = 2000


def remark(
    *, call: Call, code: str, person: Person, text: str, rights: Rights, place: Place, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """An empty one is none. Raises NotFound, ReviewRefused."""
    with write():
        row, sight = _judged(call, code, rights, place, at)
        if not sight.gate.may_discuss or not may_read_others(sight, row):
            raise ReviewRefused("closed")
        if words := text.strip()[:LONGEST]:
            ReviewRemark.objects.create(
                community_id=row.community_id, event_id=row.event_id, proposal=row, person=person, text=words,
                at=at,
            )  # fmt: skip
            note("review.remark", row, by, at)


def tag(
    *, call: Call, code: str, person: Person, tag: ReviewTag, on: bool, rights: Rights, place: Place,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Put a reason on a proposal or take it off. Raises NotFound, ReviewRefused."""
    with write():
        row, sight = _judged(call, code, rights, place, at)
        if not sight.gate.may_tag or tag.call_id != call.pk or (on and tag.ended_at is not None):
            raise ReviewRefused("closed")
        here = {"community_id": row.community_id, "event_id": row.event_id, "proposal": row, "tag": tag}
        if on:
            changed = TaggedProposal.objects.get_or_create(**here, defaults={"person": person, "at": at})[1]
        else:
            changed = bool(TaggedProposal.objects.filter(**here).delete()[0])
        if changed:
            note("review.tag" if on else "review.untag", row, by, at)


def _judged(call: Call, code: str, rights: Rights, place: Place, at: datetime) -> tuple[Proposal, Sight]:
    """Nobody says or reads anything about their own, or about what they keep out of."""
    sight = sight_of(call, rights=rights, place=place, at=at)
    row = sight.proposal(code)
    if not sight.judges(row):
        raise ReviewRefused("closed")
    return row, sight
