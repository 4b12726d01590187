"""Calls and what belongs to them for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.events.models import Event, Track
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.announcing import announce_call
from teranga.domains.proposals.models import (
    AccessCode,
    Call,
    CallQuestion,
    Proposal,
    ProposalSpeaker,
    ProposalVersion,
    SessionType,
    Topic,
)
from tests.factories.communities import MADE, in_three, number

OPENS = datetime(2026, 10, 1, 8, tzinfo=UTC)
OPEN = datetime(2026, 11, 1, 12, tzinfo=UTC)  # a moment while a_call takes proposals
CLOSES = datetime(2026, 12, 1, 22, tzinfo=UTC)
TYPES = ("talk", "workshop")
TOPICS = ("web", "ai", "community")


def a_call(event: Event, *, types: tuple[str, ...] = TYPES, topics: tuple[str, ...] = TOPICS,
           **more: Any) -> Call:  # fmt: skip
    """Published, open at OPEN, with two types and three topics."""
    call = Call.objects.create(
        **{
            "community_id": event.community_id, "event": event, "state": "published",
            "about": in_three("Tell us"), "opens_at": OPENS, "closes_at": CLOSES,
            "levels": ["beginner", "intermediate", "advanced"], "created_at": MADE, "updated_at": MADE,
            **more,
        }
    )  # fmt: skip
    for position, slug in enumerate(types):
        a_type(call, slug, position=position)
    for position, slug in enumerate(topics):
        Topic.objects.create(**_of(call), slug=slug, name=in_three(slug), position=position)
    with write():
        announce_call(call)
    return call


def a_type(call: Call, slug: str = "", **more: Any) -> SessionType:
    slug = slug or f"type-{number()}"
    told = {"slug": slug, "name": in_three(slug.capitalize()), "minutes": 30, "room_minutes": 600, **more}
    row = SessionType.objects.create(**_of(call), **told)
    if row.closes_at:
        with write():
            announce_call(call)
    return row


def type_of(call: Call, slug: str) -> SessionType:
    return SessionType.objects.get(event=call.event_id, call=call, slug=slug)


def a_track(event: Event, slug: str = "", **more: Any) -> Track:
    slug = slug or f"track-{number()}"
    return Track.objects.create(
        community_id=event.community_id, event=event, slug=slug,
        **{"name": in_three(slug.capitalize()), **more},
    )  # fmt: skip


def a_call_question(call: Call, kind: str = "text", label: str = "Why?", **more: Any) -> CallQuestion:
    return CallQuestion.objects.create(**_of(call), kind=kind, label=in_three(label), **more)


def an_access_code(call: Call, code: str = "", **more: Any) -> AccessCode:
    return AccessCode.objects.create(**_of(call), code=code or f"CODE{number()}", **more)


def a_proposal(call: Call, person: Person | None = None, **more: Any) -> Proposal:
    """Sent in and whole, in its first version, with one speaker."""
    count = number()
    state = more.pop("state", Proposal.State.SUBMITTED)
    is_draft = state == Proposal.State.DRAFT
    name = more.pop("name", person.name if person else "Kossi Agbeko")
    row = Proposal.objects.create(
        **{
            **_of(call), "state": state, "told_state": state, "code": "" if is_draft else f"P{count:05}",
            "type": call.types.first(), "title": f"Proposal {count}", "abstract": f"Abstract {count}.",
            "topics": ["web"], "level": "beginner", "language": "fr", "version": 0 if is_draft else 1,
            "started_at": OPEN, "changed_at": OPEN, "submitted_at": None if is_draft else OPEN, **more,
        }
    )  # fmt: skip
    a_proposal_speaker(row, person, name=name, state=ProposalSpeaker.State.CONFIRMED)
    if not is_draft:
        ProposalVersion.objects.create(
            community_id=row.community_id, event_id=row.event_id, proposal=row, number=1,
            values={"title": row.title, "abstract": row.abstract}, at=OPEN,
        )  # fmt: skip
    return row


def a_proposal_speaker(proposal: Proposal, person: Person | None = None, **more: Any) -> ProposalSpeaker:
    told = {"name": person.name if person else "", "position": proposal.speakers.count(), **more}
    return ProposalSpeaker.objects.create(
        community_id=proposal.community_id, event_id=proposal.event_id, proposal=proposal, person=person,
        **told,
    )  # fmt: skip


def _of(call: Call) -> dict[str, Any]:
    return {"community_id": call.community_id, "event_id": call.event_id, "call": call}
