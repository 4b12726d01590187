"""Sending the outbox: each mail is taken, sent and noted by itself, so a failure repeats nobody's mail."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.queries import due
from teranga.domains.mail.rules import RETRIES

log = logging.getLogger("teranga.mail")
State = OutgoingMail.State
Clock = Callable[[], datetime]
SERVER_AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def send_queued(*, clock: Clock, limit: int = 500) -> int:
    """Send what is due, the oldest first; returns how many went out. Without a mail server everything waits.

    When the server itself cannot be reached, the rest of the queue waits too instead of failing one by one.
    """
    if not settings.MAIL_CONFIGURED:
        return 0
    sent = 0
    connection = get_connection()
    try:
        for _round in range(limit):
            mail = _take(clock())
            if mail is None:
                break
            failure = _try_to_send(mail, connection)
            _note(mail, failure, clock())
            sent += failure is None
            if failure is not None and _is_server_away(failure):
                break
        else:
            jobs.enqueue("mail.send_queued", at=clock())
    finally:
        connection.close()
    return sent


def _take(at: datetime) -> OutgoingMail | None:
    """The next mail, marked as being sent. Those that came too late are dropped on the way."""
    with write():
        due(at).filter(expires_at__lte=at).update(state=State.DROPPED, error="It was too late to be of use.")
        mail = due(at).select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.taken_at, mail.attempts = State.SENDING, at, mail.attempts + 1
        mail.save(update_fields=["state", "taken_at", "attempts"])
    return mail


def _try_to_send(mail: OutgoingMail, connection: BaseEmailBackend) -> Exception | None:
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to_address],
        connection=connection,
        headers={
            # The same number at every try lets the receiving side recognise a mail that came twice.
            "Message-ID": f"<mail-{mail.pk}@{settings.CONFIG.hosts[0]}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as failure:
        return failure
    return None


def _note(mail: OutgoingMail, failure: Exception | None, at: datetime) -> None:
    mail.taken_at = None
    if failure is None:
        mail.state, mail.sent_at, mail.error = State.SENT, at, ""
    else:
        _plan_next_try(mail, failure, at)
    with write():
        mail.save(update_fields=["state", "sent_at", "error", "taken_at", "next_try_at"])
        if mail.state == State.QUEUED and mail.next_try_at:
            jobs.enqueue(
                "mail.send_queued", at=mail.next_try_at, unique_key=f"mail:{mail.pk}:{mail.attempts}"
            )


def _plan_next_try(mail: OutgoingMail, failure: Exception, at: datetime) -> None:
    log.warning("Mail %s was not sent, attempt %s: %s", mail.pk, mail.attempts, type(failure).__name__)
    mail.error = type(failure).__name__
    if _is_refused_for_good(failure) or mail.attempts > len(RETRIES):
        mail.state = State.FAILED
        return
    mail.state = State.QUEUED
    mail.next_try_at = at + timedelta(seconds=RETRIES[mail.attempts - 1])


def _is_server_away(failure: Exception) -> bool:
    is_about_one_mail = isinstance(failure, smtplib.SMTPException) and not isinstance(failure, SERVER_AWAY)
    return not is_about_one_mail and not isinstance(failure, ValueError)


def _is_refused_for_good(failure: Exception) -> bool:
    """Whether another try would end the same way; a server that answers 4xx asks for one."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(answer[0] >= 500 for answer in failure.recipients.values())
    if isinstance(failure, smtplib.SMTPResponseException) and not isinstance(failure, SERVER_AWAY):
        return failure.smtp_code >= 500
    return isinstance(failure, ValueError)
