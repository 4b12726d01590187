"""Writing a mail into the outbox, in the transaction of what caused it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.mail.letters import MailText
from teranga.domains.mail.models import OutgoingMail

State = OutgoingMail.State
UNSENT = (State.DRAFTED, State.APPROVED, State.QUEUED)


def queue_mail(
    text: MailText,
    *,
    to: str,
    cause: str,
    at: datetime,
    expires_at: datetime | None = None,
    community_id: int | None = None,
    event_id: int | None = None,
    person_id: int | None = None,
    reply_to: str = "",
) -> OutgoingMail:
    """One mail for this recipient and cause; asked again for the same two, it gives back the first.

    A person with two addresses is one recipient.
    """
    same = Q(to_address=to) | Q(person_id=person_id) if person_id else Q(to_address=to)
    with write(savepoint=False):
        kept = OutgoingMail.objects.filter(same, cause=cause).first()
        if kept:
            return kept
        try:
            with transaction.atomic():
                mail = OutgoingMail.objects.create(
                    to_address=to, cause=cause, category=text.category, language=text.language,
                    subject=text.subject, body=text.body, html=text.html, created_at=at,
                    expires_at=expires_at, community_id=community_id, event_id=event_id,
                    person_id=person_id, reply_to=reply_to,
                )  # fmt: skip
        except IntegrityError:  # somebody else wrote it at this moment
            return OutgoingMail.objects.get(same, cause=cause)
        jobs.enqueue("mail.send_queued", at=at, unique_key=f"mail:{mail.pk}")
    return mail


def void_unsent(causes: Iterable[str], *, reason: str, community_id: int | None) -> int:
    """What these mails tell is no longer true: those that have not left stay here; returns how many.

    For actions that change the state a mail speaks of, in their own transaction.
    """
    rows = OutgoingMail.objects.filter(cause__in=list(causes), community_id=community_id, state__in=UNSENT)
    return rows.update(state=State.VOID, error=reason)


def forget_mails(person_id: int, *, community_id: int | None) -> int:
    """Delete what was written to a person on behalf of a community (or of none)."""
    return OutgoingMail.objects.filter(person_id=person_id, community_id=community_id).delete()[0]
