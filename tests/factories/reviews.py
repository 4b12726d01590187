"""Proposals under review, reviewers and what they say, each with the least that makes it whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from teranga.domains.people.models import Person
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    ProposalSpeaker,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    Reviewer,
    ReviewPhase,
    ReviewScore,
)
from tests.factories.communities import MADE, in_three, number
from tests.factories.people import a_grant, a_person
from tests.factories.proposals import type_of

STARTS = datetime(2026, 12, 2, 8, tzinfo=UTC)
REVIEWING = datetime(2026, 12, 5, 19, tzinfo=UTC)  # a moment while a_phase runs
ENDS = datetime(2026, 12, 20, 22, tzinfo=UTC)


def _of(call: Call) -> dict[str, Any]:
    return {"community_id": call.community_id, "event_id": call.event_id}


def a_sent_proposal(call: Call, title: str = "", *, speaker: Person | str = "", **more: Any) -> Proposal:
    """Sent once, by a speaker who is known; `speaker` names who, or only how they are called."""
    nth = number()
    told = more.pop("speaking", {})
    row = Proposal.objects.create(
        **{
            **_of(call), "call": call, "code": f"P{nth}", "state": "submitted", "told_state": "submitted",
            "type": type_of(call, "talk"), "title": title or f"Talk {nth}", "abstract": "What it is about.",
            "language": "fr", "level": "beginner", "topics": ["web"], "version": 1, "started_at": MADE,
            "changed_at": MADE, "submitted_at": MADE, **more,
        }
    )  # fmt: skip
    person = speaker if isinstance(speaker, Person) else a_person(speaker)
    a_speaker_of(row, person, **told)
    return row


def a_speaker_of(row: Proposal, person: Person, **more: Any) -> ProposalSpeaker:
    return ProposalSpeaker.objects.create(
        **{
            "community_id": row.community_id, "event_id": row.event_id, "proposal": row, "person": person,
            "name": person.name, "state": "confirmed", "position": row.speakers.count(), **more,
        }
    )  # fmt: skip


def a_phase(call: Call, **more: Any) -> ReviewPhase:
    """Runs at REVIEWING; reviewers see what was assigned to them, without names."""
    return ReviewPhase.objects.create(
        **{**_of(call), "call": call, "name": in_three("First look"), "starts_at": STARTS, "ends_at": ENDS,
           **more}
    )  # fmt: skip


def a_criterion(call: Call, name: str = "Content", **more: Any) -> ReviewCriterion:
    there = ReviewCriterion.objects.filter(community=call.community_id, call=call).count()
    return ReviewCriterion.objects.create(
        **{**_of(call), "call": call, "name": in_three(name), "position": there, **more}
    )


def a_reviewer(call: Call, person: Person | None = None, **more: Any) -> Reviewer:
    """With the role that opens the pages."""
    person = person or a_person()
    a_grant(person, "reviewer", event=call.event)
    return Reviewer.objects.create(**{**_of(call), "call": call, "person": person, "added_at": MADE, **more})


def assigned(row: Proposal, person: Person, **more: Any) -> ReviewAssignment:
    return ReviewAssignment.objects.create(
        **{"community_id": row.community_id, "event_id": row.event_id, "proposal": row, "person": person,
           "at": MADE, **more}
    )  # fmt: skip


def a_review(
    row: Proposal, person: Person, points: Mapping[ReviewCriterion, int] | None = None, **more: Any
) -> Review:
    """Sent, of the proposal's version as it is."""
    here = {"community_id": row.community_id, "event_id": row.event_id, "proposal": row}
    review = Review.objects.create(
        **{**here, "person": person, "version": row.version, "sent_at": REVIEWING, "changed_at": REVIEWING,
           **more}
    )  # fmt: skip
    for criterion, given in (points or {}).items():
        ReviewScore.objects.create(**here, review=review, criterion=criterion, points=given)
    return review
