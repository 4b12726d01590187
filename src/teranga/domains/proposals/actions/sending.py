"""From a draft to a proposal, and what its writer may still do with it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Q

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.people.models import Person
from teranga.domains.proposals.actions.drafts import apply_told
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.actions.proving import name_person
from teranga.domains.proposals.actions.slots import let_go, locked_with_slot
from teranga.domains.proposals.actions.speakers import mail_invitations
from teranga.domains.proposals.models import (
    AccessCode,
    Proposal,
    ProposalAnswer,
    ProposalSpeaker,
    ProposalVersion,
)
from teranga.domains.proposals.queries import (
    files_of,
    phase_of,
    sent_by,
    speakers_of,
    versions_of,
    whole_told,
    writer_of,
)
from teranga.domains.proposals.queries_writing import lacks_of, questions_asked
from teranga.domains.proposals.rules import IllegalProposalMove, hear_answer, may_move, move
from teranga.domains.proposals.rules_call import may_send_another, why_not
from teranga.domains.proposals.rules_writing import BY_WRITER, SEEN_LATER, may_write, tidy
from teranga.foundation.codes import new_code

S = Proposal.State
Seen = TypeVar("Seen")


class NotTaken(Exception):
    """The call does not take it; `why` as rules_call.why_not says, or "limit". The draft is as it was."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotWhole(Exception):
    """`lacks` names each field and why. The draft is as it was."""

    def __init__(self, lacks: Iterable[tuple[str, str]]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(f"{field}: {why}" for field, why in self.lacks))


class MayNotChange(Exception):
    """What was sent stays as it is now. Nothing was changed."""


def submit_proposal(
    *, proposal: Proposal, person: Person, tells: bool = True, by: Actor, at: datetime
) -> Proposal:
    """From now on those who choose have it, in its first version. Sent twice, it is sent once.

    Raises NotTaken, NotWhole, IllegalProposalMove.
    """
    with write(durable=True):
        Person.objects.select_for_update().get(pk=person.pk)  # one person's limit is counted one by one
        row = locked_proposal(proposal)
        if row.state in BY_WRITER:
            return row
        if not may_move(row, S.SUBMITTED):
            raise IllegalProposalMove(row, S.SUBMITTED)
        was_sent = bool(row.code)
        _check_call(row, person, was_sent, at)
        if lacks := lacks_of(row, at):
            raise NotWhole(lacks)
        if not was_sent:
            use_code(row, at)
            row.code = _free_code(row)
        drop_unasked(row)
        row.interface_language = row.interface_language or person.preferred_language
        names = move(row, S.SUBMITTED, at=at)
        row.version += 1
        row.save(update_fields=[*names, "version", "code"])
        keep_version(row, at)
        _own(row, person, at)
        note(S.SUBMITTED, row, by=by, at=at, state=[S.DRAFT, S.SUBMITTED])
        if tells:
            jobs.enqueue("proposals.tell_sent", at=at, payload=named(row))
    return row


def send_change(*, proposal: Proposal, told: Mapping[str, Any], by: Actor, at: datetime) -> Proposal:
    """What was sent, in its next version: reviews of the earlier one are stale. It answers an open question.

    Raises MayNotChange, NotWhole, NotTaken for a format or track that is closed to its writer.
    """
    with write(durable=True):
        row = locked_proposal(proposal)
        if row.state == S.DRAFT or not may_write(row, phase_of(row.call, at), at):
            raise MayNotChange(row.state)
        before = whole_told(row)
        apply_told(row, tidy({**before, **told, "contact": row.contact}), at)
        row.save()
        if any(before[name] != getattr(getattr(row, name), "slug", "") for name in ("type", "track")):
            _check_move(row, at)
        if lacks := lacks_of(row, at):
            raise NotWhole(lacks)
        drop_unasked(row)
        changed = sorted(name for name, value in whole_told(row).items() if before.get(name) != value)
        if changed:
            row.version, row.changed_at = row.version + 1, at
            row.save(update_fields=["version", "changed_at"])
            keep_version(row, at)
        ProposalVersion.objects.filter(event=row.event_id, proposal=row, number=0).delete()
        if row.state == S.NEEDS_INFO:
            row.save(update_fields=move(row, S.SUBMITTED, at=at))
            note(S.SUBMITTED, row, by=by, at=at, state=[S.NEEDS_INFO, S.SUBMITTED])
        elif row.told_state == S.NEEDS_INFO:
            row.save(update_fields=hear_answer(row))
        elif changed:
            note("change", row, by=by, at=at, version=[row.version - 1, row.version])
    return row


def look_ahead(
    *, proposal: Proposal, told: Mapping[str, Any], look: Callable[[Proposal], Seen], at: datetime
) -> Seen:
    """What `look` says of the proposal as it would be with this change. Nothing is kept of it."""
    with write():
        row = locked_proposal(proposal)
        with transaction.atomic():
            apply_told(row, tidy({**told, "contact": row.contact}), at)
            row.save()
            seen = look(row)
            transaction.set_rollback(True)
    return seen


def withdraw_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Its writer takes it back before a yes was heard; who waits in the reserve waits no longer.

    Raises IllegalProposalMove.
    """
    with write():
        row, quotas = locked_with_slot(proposal)
        before = row.state
        row.merged_into = None  # decided, and not told
        row.save(update_fields=[*move(row, S.WITHDRAWN, at=at), "merged_into"])
        let_go(row, before, quotas, by=by, at=at)
        note(S.WITHDRAWN, row, by=by, at=at, state=[before, row.state])
    return row


def resume_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """A draft again, while the call takes proposals. It is sent under the same limits as any other.

    Raises NotTaken, IllegalProposalMove.
    """
    with write():
        row = locked_proposal(proposal)
        if why := _why_not(row, bool(row.code), at):
            raise NotTaken(why)
        row.save(update_fields=move(row, S.DRAFT, at=at))
        note(S.DRAFT, row, by=by, at=at, state=[S.WITHDRAWN, S.DRAFT])
    return row


def ask_back(*, proposal: Proposal, question: str, by: Actor, at: datetime) -> Proposal:
    """The team asks its speakers something before it decides; they may change it for that.

    Raises IllegalProposalMove.
    """
    with write():
        row = locked_proposal(proposal)
        row.asked = question.strip()[:2000]
        row.save(update_fields=[*move(row, S.NEEDS_INFO, at=at), "asked"])
        note(S.NEEDS_INFO, row, by=by, at=at, state=[S.SUBMITTED, S.NEEDS_INFO])
        jobs.enqueue("proposals.tell_asked", at=at, payload=named(row))
    return row


def keep_version(row: Proposal, at: datetime) -> None:
    """What reviewers may see in `values`; what they may not, sealed."""
    told = whole_told(row)
    seen = {name: told.pop(name) for name in SEEN_LATER}
    told["speakers"] = [
        {name: getattr(one, name) for name in ("name", "biography", "affiliation", "country", "state")}
        for one in speakers_of(row)
    ]
    told["files"] = [one.uuid.hex for one in files_of(row)]
    ProposalVersion.objects.create(
        community_id=row.community_id, event_id=row.event_id, proposal=row, number=row.version, values=seen,
        hidden=json.dumps(told), at=at,
    )  # fmt: skip


def named(row: Proposal) -> dict[str, int]:
    return {"community_id": row.community_id, "proposal_id": row.pk}


def _check_call(row: Proposal, person: Person, was_sent: bool, at: datetime) -> None:
    if why := _why_not(row, was_sent, at):
        raise NotTaken(why)
    if not row.is_invited and not may_send_another(row.call, sent_by(row.call, person, but=row)):
        raise NotTaken("limit")


def _check_move(row: Proposal, at: datetime) -> None:
    """Into another format or track, after it was sent. Who was asked, or let change it, may be late."""
    why, phase = _why_not(row, bool(row.code), at), phase_of(row.call, at)
    is_open = row.told_state == S.NEEDS_INFO or (phase is not None and phase.speakers_may_change)
    if why in ("type_ended", "invited", "type", "track") or (why and not is_open):
        raise NotTaken(why)


def _why_not(row: Proposal, was_sent: bool, at: datetime) -> str:
    code = row.access_code
    if code is not None and was_sent and code.uses:
        code.uses -= 1  # counted for this very proposal, when it was sent first
    return why_not(row.call, row.type, code, at, row.started_at, row.track)


def use_code(row: Proposal, at: datetime) -> None:
    """Count the proposal on its code; one that another proposal used up meanwhile opened nothing to it.

    Raises NotTaken. Call inside a write.
    """
    if row.access_code_id is None:
        return
    rows = AccessCode.objects.filter(event=row.event_id, pk=row.access_code_id)
    free = rows.filter(Q(most_uses=None) | Q(uses__lt=F("most_uses")))
    if free.update(uses=F("uses") + 1):
        return
    if why := why_not(row.call, row.type, None, at, row.started_at, row.track):
        raise NotTaken(why)


def drop_unasked(row: Proposal) -> None:
    """Answers to what is not asked of this proposal: nobody looked whether they can stand. It is locked."""
    speaker = writer_of(row)
    asked = [question.pk for question in questions_asked(row, speaker)]
    rows = ProposalAnswer.objects.filter(event=row.event_id, proposal=row)
    rows.filter(Q(speaker=None) | Q(speaker=speaker)).exclude(question__in=asked).delete()


def _free_code(row: Proposal) -> str:
    while True:
        code = new_code(secrets.choice)
        if not Proposal.objects.filter(event=row.event_id, call=row.call_id, code=code).exists():
            return code


def _own(row: Proposal, person: Person, at: datetime) -> None:
    speaker = writer_of(row)
    is_claimed = speaker.person_id is None
    if is_claimed:
        speaker.person = person
    speaker.state = ProposalSpeaker.State.CONFIRMED
    speaker.save(update_fields=["person", "state"])
    if is_claimed:
        name_person(person, speaker.name, row.interface_language)
        mail_invitations(row, at)


def last_version(row: Proposal) -> ProposalVersion | None:
    versions = versions_of(row)
    return versions[-1] if versions else None
