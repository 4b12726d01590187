"""Who speaks beside the writer: invited by them, named only after a yes of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import email_address, one_line
from teranga.domains.proposals.actions.drafts import describe_speaker, keep_answers
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.queries import phase_of, speakers_of
from teranga.domains.proposals.rules_writing import may_answer, may_write, tidy

State = ProposalSpeaker.State
MOST = 6
MOST_A_DAY = 20  # mails to people whom one writer names, in all proposals together


class TooManyInvitations(Exception):
    """This person asked very many people today. Nothing was written."""


class SpeakersAreFixed(Exception):
    """The proposal can no longer be changed by its speakers, or has enough of them. Nothing was written."""


def invite_speaker(
    *, proposal: Proposal, name: str, contact: str, by: Actor, at: datetime
) -> ProposalSpeaker:
    """One mail to the address, once it is known who asks; asked twice, one row.

    Raises SpeakersAreFixed, DetailRefused, TooManyInvitations.
    """
    address = email_address(contact)
    with write():
        row = _open(proposal, at)
        there = speakers_of(row)
        for one in there:
            if one.contact.casefold() == address.casefold():
                return one
        if len(there) >= MOST:
            raise SpeakersAreFixed
        if there[0].person_id is not None and not _may_ask(there[0], at):
            raise TooManyInvitations
        speaker = ProposalSpeaker.objects.create(
            community_id=row.community_id, event_id=row.event_id, proposal=row, name=one_line(name)[:160],
            contact=address, position=max(one.position for one in there) + 1, invited_at=at,
        )  # fmt: skip
        note("invite", row, by=by, at=at)
        if there[0].person_id is not None:
            _enqueue(speaker, at)
    return speaker


def mail_invitations(row: Proposal, at: datetime) -> None:
    """Its writer proved an address, so that whom they named learns of it. Call inside the write."""
    writer, *others = speakers_of(row)
    for speaker in others:
        if speaker.state == State.INVITED and _may_ask(writer, at):
            _enqueue(speaker, at)


def _may_ask(writer: ProposalSpeaker, at: datetime) -> bool:
    within = timedelta(days=1)
    return note_try("proposal-invite", str(writer.person_id), limit=MOST_A_DAY, within=within, at=at)


def _enqueue(speaker: ProposalSpeaker, at: datetime) -> None:
    jobs.enqueue(
        "proposals.tell_invited", at=at, unique_key=f"proposal-invited:{speaker.pk}",
        payload={"community_id": speaker.community_id, "speaker_id": speaker.pk},
    )  # fmt: skip


def answer_invitation(
    *, speaker: ProposalSpeaker, says_yes: bool, told: Mapping[str, Any], person: Person | None, by: Actor,
    at: datetime,
) -> ProposalSpeaker:  # fmt: skip
    """Yes, with what they tell of themselves, or no. Either may be said again while it may be changed, and
    once the proposal is on the programme.

    Raises SpeakersAreFixed.
    """
    with write():
        row = _open(speaker.proposal, at, may_answer)
        mine = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row).get(pk=speaker.pk)
        if mine.position == 0:
            raise SpeakersAreFixed
        mine.state, mine.answered_at = State.CONFIRMED if says_yes else State.DECLINED, at
        taken = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row, person=person)
        if says_yes and person is not None and mine.person_id is None and not taken.exists():
            mine.person = person
        kept = tidy(told) if says_yes else {}
        describe_speaker(mine, kept, row.event.zone)
        if "answers" in kept:
            keep_answers(row, mine, kept["answers"], at, of_speaker=True)
        note("yes" if says_yes else "decline", row, by=by, at=at)
    return mine


def remove_speaker(*, proposal: Proposal, number: int, by: Actor, at: datetime) -> None:
    """Never the writer. Raises SpeakersAreFixed."""
    with write():
        row = _open(proposal, at)
        rows = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row, pk=number, position__gt=0)
        if rows.delete()[0]:
            note("remove_speaker", row, by=by, at=at)


def _open(proposal: Proposal, at: datetime, may: Callable[..., bool] = may_write) -> Proposal:
    row = locked_proposal(proposal)
    if not may(row, phase_of(row.call, at), at):
        raise SpeakersAreFixed
    return row
