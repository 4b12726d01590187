"""Mails to those who wrote a proposal: it has arrived, or somebody asks. Sent by jobs after the write."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.letters import MailText
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused, email_address
from teranga.domains.people.queries import first_address
from teranga.domains.people.rules import MAILS_PER_HOUR
from teranga.domains.proposals import letters
from teranga.domains.proposals.links import own_address, speaker_address
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.domains.proposals.queries import writer_of


def tell_sent(*, proposal: Proposal, at: datetime) -> None:
    """Once for the first version, to whoever wrote it."""
    writer = writer_of(proposal)
    language = proposal.interface_language
    text = letters.proposal_sent(
        language, event=proposal.event, name=writer.name, code=proposal.code,
        link=own_address(proposal, language),
    )  # fmt: skip
    _to(writer, proposal, text, f"proposal-sent:{proposal.pk}:{proposal.version}", at)


def tell_asked(*, proposal: Proposal, at: datetime) -> None:
    writer, language = writer_of(proposal), proposal.interface_language
    text = letters.proposal_asked(
        language, event=proposal.event, name=writer.name, link=own_address(proposal, language)
    )
    _to(writer, proposal, text, f"proposal-asked:{proposal.pk}:{proposal.changed_at.timestamp():.0f}", at)


def tell_invited(*, speaker: ProposalSpeaker, at: datetime) -> None:
    """Once for an invitation, and not more often to one address than any code is mailed."""
    proposal, address = speaker.proposal, address_of(speaker)
    if not note_try("proposal-mail", address, limit=MAILS_PER_HOUR, within=timedelta(hours=1), at=at):
        return
    language = proposal.interface_language
    text = letters.proposal_invited(
        language, event=proposal.event, name=writer_of(proposal).name, link=speaker_address(speaker, language)
    )
    _to(speaker, proposal, text, f"proposal-invited:{speaker.pk}", at)


def address_of(speaker: ProposalSpeaker) -> str:
    """Where a speaker is reached: the person's own proved address, else what was typed for them."""
    if speaker.person is not None:
        return first_address(speaker.person)
    try:
        return email_address(speaker.contact)
    except DetailRefused:
        return ""


def _to(speaker: ProposalSpeaker, row: Proposal, text: MailText, cause: str, at: datetime) -> None:
    if address := address_of(speaker):
        queue_mail(
            text, to=address, cause=cause, at=at, community_id=row.community_id, event_id=row.event_id,
            person_id=speaker.person_id, reply_to=row.event.community.contact_email,
        )  # fmt: skip
