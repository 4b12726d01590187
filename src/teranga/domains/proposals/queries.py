"""What a writer sees of their own proposals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person
from teranga.domains.proposals.links import contact_folded
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    ProposalAnswer,
    ProposalFile,
    ProposalSpeaker,
    ProposalVersion,
    ReviewPhase,
)
from teranga.domains.proposals.rules import SENT
from teranga.domains.proposals.rules_writing import OF_SPEAKER, TEXTS, TICKS, Told, halves_in


def own_proposal(event: Event, key: UUID) -> Proposal:
    """By the random key of its own address. Raises NotFound."""
    rows = Proposal.objects.filter(event=event, uuid=key)
    row = rows.select_related("call", "type", "track", "access_code").first()
    if row is None:
        raise NotFound(str(key))
    row.event = row.call.event = event
    return row


def proposals_of(person: Person) -> list[Proposal]:
    """All that somebody wrote or speaks in, also drafts begun under an address of theirs; newest first."""
    rows = Proposal.objects.across_communities("a person's own proposals, wherever they are")
    mine = rows.filter(Q(speakers__person=person) | Q(contact_folded__in=_folded(person)))
    mine = mine.select_related("call", "event__community", "type").distinct()
    return list(mine.order_by("-changed_at", "-pk")[:200])


def drafts_of_address(call: Call, address: str) -> list[Proposal]:
    rows = Proposal.objects.filter(event=call.event_id, call=call, contact_folded=contact_folded(address))
    return list(rows.order_by("-changed_at", "-pk"))


def sent_by(call: Call, person: Person, *, but: Proposal) -> int:
    """How many proposals the person has in the call as their writer, without this one and invited ones."""
    rows = Proposal.objects.filter(event=call.event_id, call=call, state__in=SENT, is_invited=False)
    mine = rows.filter(speakers__person=person, speakers__position=0).exclude(pk=but.pk)
    return mine.distinct().count()


def writer_of(proposal: Proposal) -> ProposalSpeaker:
    rows = ProposalSpeaker.objects.filter(event=proposal.event_id, proposal=proposal)
    return rows.order_by("position", "pk")[0]


def speakers_of(proposal: Proposal) -> list[ProposalSpeaker]:
    rows = ProposalSpeaker.objects.filter(event=proposal.event_id, proposal=proposal)
    return list(rows.order_by("position", "pk"))


def own_speaker(event: Event, key: UUID) -> ProposalSpeaker:
    """By the key of an invitation. Raises NotFound."""
    rows = ProposalSpeaker.objects.filter(event=event, uuid=key)
    row = rows.select_related("proposal__call", "proposal__type", "person").first()
    if row is None:
        raise NotFound(str(key))
    row.event = row.proposal.event = row.proposal.call.event = event
    return row


def answers_of(proposal: Proposal, speaker: ProposalSpeaker | None = None) -> dict[int, str]:
    """By the question's key: those about the proposal, and those of this speaker."""
    rows = ProposalAnswer.objects.filter(event=proposal.event_id, proposal=proposal)
    rows = rows.filter(Q(speaker=None) | Q(speaker=speaker))
    return {row.question_id: row.value for row in rows}


def files_of(proposal: Proposal) -> list[ProposalFile]:
    return list(ProposalFile.objects.filter(event=proposal.event_id, proposal=proposal).order_by("pk"))


def own_file(proposal: Proposal, key: UUID) -> ProposalFile:
    """Raises NotFound."""
    row = ProposalFile.objects.filter(event=proposal.event_id, proposal=proposal, uuid=key).first()
    if row is None:
        raise NotFound(str(key))
    return row


def kept_aside(proposal: Proposal) -> list[tuple[ProposalVersion, Told]]:
    """Saves that did not become the draft, the newest first."""
    rows = ProposalVersion.objects.filter(event=proposal.event_id, proposal=proposal, number=0)
    return [(row, json.loads(row.hidden)) for row in rows.order_by("-at", "-pk")]


def unsent_change(proposal: Proposal) -> tuple[ProposalVersion, Told] | None:
    """What was written since the proposal was sent, and not sent."""
    sent = proposal.submitted_at
    kept = kept_aside(proposal) if proposal.state != Proposal.State.DRAFT else []
    return next((one for one in kept if sent is None or one[0].at >= sent), None)


def left_aside(proposal: Proposal) -> list[tuple[ProposalVersion, Told]]:
    """Texts beside the one that goes on: of a draft, or from before it was sent."""
    sent, kept = proposal.submitted_at, kept_aside(proposal)
    if proposal.state == Proposal.State.DRAFT or sent is None:
        return kept
    return [one for one in kept if one[0].at < sent]


def versions_of(proposal: Proposal) -> list[ProposalVersion]:
    rows = ProposalVersion.objects.filter(event=proposal.event_id, proposal=proposal, number__gt=0)
    return list(rows.order_by("number"))


def phase_of(call: Call, at: datetime) -> ReviewPhase | None:
    """The one that runs now."""
    rows = ReviewPhase.objects.filter(event=call.event_id, call=call, starts_at__lte=at, ends_at__gt=at)
    return rows.order_by("starts_at", "pk").first()


def as_told(row: Proposal, speaker: ProposalSpeaker, answers: dict[int, str]) -> Told:
    """What the writer said so far, in the one shape."""
    told: dict[str, Any] = {name: getattr(row, name) for name in (*TEXTS, *TICKS, "contact", "topics")}
    told |= {name: getattr(speaker, name) for name in OF_SPEAKER}
    told |= {
        "type": row.type.slug if row.type else "", "track": row.track.slug if row.track else "",
        "unavailable": halves_in(speaker.unavailable, row.event.zone),
        "answers": {str(key): value for key, value in answers.items()},
    }  # fmt: skip
    return told


def whole_told(row: Proposal) -> Told:
    speaker = writer_of(row)
    return as_told(row, speaker, answers_of(row, speaker))


def _folded(person: Person) -> Iterable[str]:
    points = person.contact_points.exclude(verified_at=None)
    return [contact_folded(value) for value in points.values_list("value", flat=True)]
