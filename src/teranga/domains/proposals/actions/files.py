"""Files of a proposal: a picture made anew, without place and camera; a PDF, with names in it, for the team.

No file that may name its author reaches a reviewer of an anonymous call (F13).
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from teranga.base.sealed_files import put_file
from teranga.base.uploads import PHOTOS, Kind, Sent, UploadRefused, kind_of, receive
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.proposals.actions.moving import locked_proposal, note
from teranga.domains.proposals.models import CallQuestion, Proposal, ProposalFile
from teranga.domains.proposals.queries import phase_of
from teranga.domains.proposals.rules_call import last_day_of_answers
from teranga.domains.proposals.rules_writing import may_write
from teranga.papers.photo import PhotoRefused, paper_photo

KINDS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.PDF})
LARGEST = 5_000_000
MOST = 6
KEPT = timedelta(days=180)  # after the event


class FilesAreFixed(Exception):
    """The proposal cannot be changed now, or has as many files as it may. Nothing was kept."""


def add_file(
    *, proposal: Proposal, sent: Sent | None, name: str, question: CallQuestion | None = None, by: Actor,
    at: datetime,
) -> ProposalFile:  # fmt: skip
    """Raises UploadRefused, FilesAreFixed."""
    content = taken_in(sent)
    with write():
        row = locked_proposal(proposal)
        if not may_write(row, phase_of(row.call, at), at):
            raise FilesAreFixed(row.state)
        if ProposalFile.objects.filter(event=row.event_id, proposal=row).count() >= MOST:
            raise FilesAreFixed("many")
        kept = keep_file(row, name=name, content=content, question=question, at=at)
        note("file", row, by=by, at=at)
    return kept


def keep_file(
    row: Proposal, *, name: str, content: bytes, question: CallQuestion | None = None,
    key: uuid.UUID | None = None, hidden: bool = False, at: datetime,
) -> ProposalFile:  # fmt: skip
    """The sealed file and its row; the content went through `taken_in`. Call inside a write."""
    key, kind = key or uuid.uuid4(), kind_of(content)
    put_file(key, content)
    return ProposalFile.objects.create(
        community_id=row.community_id, event_id=row.event_id, proposal=row, question=question, uuid=key,
        name=name[-120:], kind=kind, size=len(content), sent_at=at,
        delete_on=last_day_of_answers(question) if question else row.event.end + KEPT,
        for_reviewers=_is_for_reviewers(row, kind, question) and not hidden,
    )  # fmt: skip


def remove_file(*, file: ProposalFile, by: Actor, at: datetime) -> None:
    """Raises FilesAreFixed."""
    with write():
        row = locked_proposal(file.proposal)
        if not may_write(row, phase_of(row.call, at), at):
            raise FilesAreFixed(row.state)
        file.delete()
        note("remove_file", row, by=by, at=at)


def _is_for_reviewers(row: Proposal, kind: Kind, question: CallQuestion | None) -> bool:
    if question is not None and question.seen_by == CallQuestion.Seen.TEAM:
        return False
    return kind is Kind.JPEG or not row.call.is_anonymous


def taken_in(sent: Sent | None) -> bytes:
    """A picture made anew, or the paper as it is. Raises UploadRefused."""
    content = receive(sent, largest=LARGEST, kinds=KINDS)
    if kind_of(content) not in PHOTOS:
        return content
    try:
        return paper_photo(content)
    except PhotoRefused as refused:
        raise UploadRefused(refused.reason) from None
