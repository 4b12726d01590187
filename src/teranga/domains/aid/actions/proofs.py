"""Files that prove something: received, taken back, and gone on their day."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from teranga.base.uploads import Sent
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import NotOpen, locked_application, note
from teranga.domains.aid.actions.files import name_of, put_file, taken_in
from teranga.domains.aid.models import AidApplication, AidRound, Part, Proof
from teranga.domains.aid.rules import last_day, may_change

MOST = 8


class TooManyProofs(Exception):
    """The application has as many files as it may have. Nothing was kept."""


def add_proof(
    *, application: AidApplication, part: Part | None, sent: Sent | None, name: str, by: Actor, at: datetime
) -> Proof:
    """Seal the file and note until when it is kept. Raises UploadRefused, TooManyProofs, NotOpen."""
    content, kind = taken_in(sent)
    with write():
        row = locked_application(application)
        if not may_change(row, row.round, at):
            raise NotOpen(row.round.slug)
        if row.proofs.count() >= MOST:
            raise TooManyProofs
        key = uuid.uuid4()
        put_file(key, content)
        proof = Proof.objects.create(
            community_id=row.community_id, application=row, part=part, uuid=key,
            name=name_of(name, kind)[-120:], kind=kind, size=len(content), sent_at=at,
            delete_on=day_of_deletion(row.round),
        )  # fmt: skip
        note("proof", row, {}, by, at)
    return proof


def remove_proof(*, proof: Proof, by: Actor, at: datetime) -> None:
    """The person takes it back; its file goes with it. Raises NotOpen."""
    with write():
        row = locked_application(proof.application)
        if not may_change(row, row.round, at):
            raise NotOpen(row.round.slug)
        note("proof_remove", row, {}, by, at)
        proof.delete()


def day_of_deletion(row: AidRound) -> date:
    return (row.event.end if row.event else last_day(row)) + timedelta(days=row.proofs_kept_days)
