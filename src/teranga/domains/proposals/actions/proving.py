"""Proving an address by a mailed code: whose drafts they are, on any device, without an account."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.confirm import CodeRefused
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.actions.persons import (
    describe_person,
    locked_contact_point,
    prove_contact_point,
)
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.normal_forms import Contact, DetailRefused, email_address, person_name
from teranga.domains.people.rules import CODE_TRIES, MAILS_PER_HOUR
from teranga.domains.proposals import letters
from teranga.domains.proposals.actions.moving import note
from teranga.domains.proposals.actions.speakers import mail_invitations
from teranga.domains.proposals.links import (
    STANDS,
    contact_folded,
    is_mailed_code,
    mailed_code,
    own_address,
)
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker
from teranga.domains.proposals.queries import drafts_of_address

__all__ = ["CodeRefused", "mail_code", "mail_link", "prove_address"]


def mail_code(*, call: Call, contact: str, language: str, at: datetime, of: Proposal | None = None) -> None:
    """A code to an address under which something was written here; silent for any other.

    With `of`, to whoever says that it is theirs. Raises DetailRefused.
    """
    address = email_address(contact)
    with write():
        drafts = [of] if of else drafts_of_address(call, address)
        if not drafts or not _may_mail(address, at):
            return
        text = letters.proposal_code(
            language, event=call.event, code=mailed_code(call, address, at),
            link=own_address(drafts[0], language),
        )  # fmt: skip
        queue_mail(
            text, to=address, cause=f"proposal-code:{drafts[0].pk}:{at.timestamp():.0f}", at=at,
            expires_at=at + timedelta(seconds=STANDS), community_id=call.community_id, event_id=call.event_id,
        )  # fmt: skip


def mail_link(*, proposal: Proposal, contact: str, language: str, at: datetime) -> None:
    """The draft's own address, to go on elsewhere; the writer asked for it. Raises DetailRefused."""
    address, call = email_address(contact), proposal.call
    with write():
        if not _may_mail(address, at):
            return
        text = letters.proposal_kept(language, event=call.event, link=own_address(proposal, language))
        queue_mail(
            text, to=address, cause=f"proposal-kept:{proposal.pk}:{at.timestamp():.0f}", at=at,
            community_id=call.community_id, event_id=call.event_id,
        )  # fmt: skip


def prove_address(
    *, call: Call, contact: str, code: str, language: str, of: Proposal | None = None, by: Actor, at: datetime
) -> Person:
    """Whoever has the code is the person of this address, and the draft `of` is theirs.

    Others on which the address was typed stand in their list, and are theirs once they send them: anybody
    can type an address. Raises CodeRefused, DetailRefused.
    """
    address = email_address(contact)
    within = timedelta(seconds=STANDS)
    if not note_try("proposal-code", str(call.pk), address, limit=CODE_TRIES, within=within, at=at):
        raise CodeRefused
    if not is_mailed_code(call, address, code, at):
        raise CodeRefused
    with write(durable=True):
        point = locked_contact_point(Contact(ContactPoint.Kind.EMAIL, address), at=at)
        prove_contact_point(point, at=at)
        if of is not None and of.contact_folded == contact_folded(address):
            _give(of, point.person, language, by, at)
    return point.person


def _give(row: Proposal, person: Person, language: str, by: Actor, at: datetime) -> None:
    """The draft is this person's from now on, and somebody new gets the name that was typed."""
    rows = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row)
    speaker = rows.select_for_update().order_by("position", "pk")[0]
    name_person(person, speaker.name, language)
    if speaker.person_id is None and not rows.filter(person=person).exists():
        speaker.person = person
        speaker.save(update_fields=["person"])
        note("claim", row, by=by, at=at)
        mail_invitations(row, at)


def name_person(person: Person, name: str, language: str) -> None:
    """Somebody new is called what they typed of themselves."""
    if not person.name and name:
        with suppress(DetailRefused):  # a name that cannot stand alone stays in the proposal only
            describe_person(person, name=person_name(name), preferred_language=language)


def _may_mail(address: str, at: datetime) -> bool:
    return note_try("proposal-mail", address, limit=MAILS_PER_HOUR, within=timedelta(hours=1), at=at)
