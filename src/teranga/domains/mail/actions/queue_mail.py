"""Writing a mail into the outbox, in the transaction of what caused it."""

from __future__ import annotations

from datetime import datetime

from teranga.base import jobs
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.templates import MailText


def queue_mail(
    text: MailText,
    *,
    to: str,
    cause: str,
    at: datetime,
    expires_at: datetime | None = None,
    community_id: int | None = None,
    person_id: int | None = None,
) -> OutgoingMail:
    """One mail for this recipient and cause; asked again for the same two, it gives back the first."""
    mail, is_new = OutgoingMail.objects.get_or_create(
        to_address=to,
        cause=cause,
        defaults={
            "language": text.language,
            "subject": text.subject,
            "body": text.body,
            "created_at": at,
            "expires_at": expires_at,
            "community_id": community_id,
            "person_id": person_id,
        },
    )
    if is_new:
        jobs.enqueue("mail.send_queued", at=at, unique_key=f"mail:{mail.pk}")
    return mail


def forget_mails(person_id: int, *, community_id: int | None) -> int:
    """Delete what was written to a person on behalf of a community (or of none)."""
    return OutgoingMail.objects.filter(person_id=person_id, community_id=community_id).delete()[0]
