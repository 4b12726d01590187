"""Whom the team asks by itself: a keynote, a guest. What they talk about they write on their own page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.models import ContactPoint
from teranga.domains.people.normal_forms import Contact
from teranga.domains.people.queries import contact_point
from teranga.domains.places.actions.scarcity import locked_quota
from teranga.domains.proposals.actions.moving import locked_proposal, move_proposal, note
from teranga.domains.proposals.actions.slots import quota_of, take_slot
from teranga.domains.proposals.actions.talk_mails import plan_answer, tell_speakers
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker, SessionType
from teranga.domains.proposals.rules import COMES, IllegalProposalMove, tell
from teranga.domains.proposals.rules_told import LONGEST_WORDS, S, reply_by
from teranga.foundation.codes import new_code


class TooLateToInvite(Exception):
    """The event begins within a day. Nobody was invited."""


@dataclass(frozen=True, slots=True)
class Guest:
    name: str
    address: str
    language: str  # of the mail
    title: str = ""
    words: str = ""  # from the team, on the guest's page


def invite_speaker(*, call: Call, kind: SessionType, guest: Guest, by: Actor, at: datetime) -> Proposal:
    """They have a place in the programme until they say no or nothing. Raises TooLateToInvite."""
    until = reply_by(call, call.event, at)
    if until is None:
        raise TooLateToInvite
    known = contact_point(Contact(ContactPoint.Kind.EMAIL, guest.address))
    here = {"community_id": call.community_id, "event_id": call.event_id}
    with write():
        quota_id = quota_of(kind, by=by, at=at)
        quotas = locked_quota(call.community_id, quota_id)
        row = Proposal.objects.create(
            **here, call=call, type=kind, is_invited=True, title=guest.title,
            words=guest.words[:LONGEST_WORDS], interface_language=guest.language,
            language=guest.language, contact=guest.address,
            code=_fresh_code(call), version=1, started_at=at, changed_at=at, submitted_at=at,
        )  # fmt: skip
        ProposalSpeaker.objects.create(
            **here, proposal=row, name=guest.name, contact=guest.address, invited_at=at,
            person=known.person if known and known.verified_at else None,
        )  # fmt: skip
        row = move_proposal(proposal=row, to=S.ACCEPTED, by=by, at=at, reply_by=until)
        row.save(update_fields=tell(row, at=at))
        take_slot(row, quotas, quota_id)
        plan_answer(row, at=at)
        tell_speakers(row, "invited", str(row.pk), at=at)
    return row


def complete_talk(
    *, speaker: ProposalSpeaker, about: dict[str, Any], text: dict[str, Any], by: Actor, at: datetime
) -> Proposal:
    """An invited speaker writes what the programme says: `about` themselves, and the `text` of the session.

    Raises IllegalProposalMove when they do not come, or were not invited.
    """
    with write():
        row = locked_proposal(speaker.proposal)
        if not row.is_invited or row.state not in COMES:
            raise IllegalProposalMove(row, "complete")
        own = ProposalSpeaker.objects.filter(event=row.event_id).get(pk=speaker.pk)
        for target, values in ((row, text), (own, about)):
            for name, value in values.items():
                setattr(target, name, value)
            target.save(update_fields=list(values))
        row.changed_at = at
        row.save(update_fields=["changed_at"])
        note("complete", row, by=by, at=at)
    return row


def _fresh_code(call: Call) -> str:
    there = Proposal.objects.filter(event=call.event_id, call=call)
    while True:
        code = new_code(secrets.choice)
        if not there.filter(code=code).exists():
            return code
