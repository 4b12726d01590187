"""Sending the outbox: each mail is taken, sent and noted by itself, so a failure repeats nobody's mail.

A worker that dies leaves at most one mail of which nobody knows whether it left: the one it had taken. It
is sent again, under the same Message-ID, when its time is over.
"""

from __future__ import annotations

import contextlib
import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import escape

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.numbers import message_id, unsubscribe_address
from teranga.domains.mail.queries import due, in_flight
from teranga.domains.mail.rules import ABANDONED_AFTER, CAN_BE_SWITCHED_OFF, RETRIES

log = logging.getLogger("teranga.mail")
State = OutgoingMail.State
Clock = Callable[[], datetime]
SERVER_AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body>{html}</body></html>"
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
            if failure is not None:
                _hang_up(connection)
                if is_server_away(failure):
                    break
        else:
            jobs.enqueue("mail.send_queued", at=clock())
    finally:
        _hang_up(connection)
        _look_after_abandoned()
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
    try:
        connection.open()  # kept open for the next mail
        message_of(mail, connection).send()
    except Exception as failure:  # services raise errors of their own; each is noted with the mail
        return failure
    return None


def message_of(mail: OutgoingMail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """From the address of this installation, answered to the community: a sender that receivers can check."""
    headers = {
        "Message-ID": message_id(mail.pk),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if mail.category in CAN_BE_SWITCHED_OFF:
        headers["List-Unsubscribe"] = f"<{unsubscribe_address(mail)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        mail.subject, mail.body, to=[mail.to_address], connection=connection, headers=headers,
        reply_to=[mail.reply_to] if mail.reply_to else None,
    )  # fmt: skip
    if mail.html:
        message.attach_alternative(
            PAGE.format(language=mail.language, title=escape(mail.subject), html=mail.html), "text/html"
        )
    return message


def _hang_up(connection: BaseEmailBackend) -> None:
    """What a server says to a goodbye changes nothing about the mails that it took."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.close()


def _note(mail: OutgoingMail, failure: Exception | None, at: datetime) -> None:
    mail.taken_at = None
    if failure is None:
        mail.state, mail.sent_at, mail.error = State.SENT, at, ""
    else:
        _plan_next_try(mail, failure, at)
    told = ("state", "sent_at", "error", "taken_at", "next_try_at")
    with write():
        # Only while it is still ours: after its time another worker may have taken it.
        ours = OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
        ours.update(**{name: getattr(mail, name) for name in told})
        if mail.state == State.QUEUED and mail.next_try_at:
            jobs.enqueue(
                "mail.send_queued", at=mail.next_try_at, unique_key=f"mail:{mail.pk}:{mail.attempts}"
            )


def _plan_next_try(mail: OutgoingMail, failure: Exception, at: datetime) -> None:
    log.warning("Mail %s was not sent, attempt %s: %s", mail.pk, mail.attempts, type(failure).__name__)
    mail.error = in_short(failure)
    if is_refused_for_good(failure) or mail.attempts > len(RETRIES):
        mail.state = State.FAILED
        return
    mail.state = State.QUEUED
    mail.next_try_at = at + timedelta(seconds=RETRIES[mail.attempts - 1])


def _look_after_abandoned() -> None:
    """See to it that somebody comes back for mails whose worker may have died."""
    for mail in in_flight():
        if mail.taken_at:
            moment = mail.taken_at + ABANDONED_AFTER + timedelta(seconds=1)
            jobs.enqueue("mail.send_queued", at=moment, unique_key=f"mail:{mail.pk}:{mail.attempts}:again")


def in_short(failure: Exception) -> str:
    """The kind of failure with the server's code, without what it may quote of the mail."""
    code = getattr(failure, "smtp_code", None) or getattr(failure, "status_code", None)
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        code = next((answer[0] for answer in failure.recipients.values()), None)
    return f"{type(failure).__name__} {code}" if code else type(failure).__name__


def is_server_away(failure: Exception) -> bool:
    if isinstance(getattr(failure, "status_code", None), int):  # a service's answer about this mail
        return False
    is_about_one_mail = isinstance(failure, smtplib.SMTPException) and not isinstance(failure, SERVER_AWAY)
    return not is_about_one_mail and not isinstance(failure, ValueError)


def is_refused_for_good(failure: Exception) -> bool:
    """Whether another try would end the same way; a server that answers 4xx asks for one."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(answer[0] >= 500 for answer in failure.recipients.values())
    if isinstance(failure, smtplib.SMTPResponseException) and not isinstance(failure, SERVER_AWAY):
        return failure.smtp_code >= 500
    status = getattr(failure, "status_code", None)
    if isinstance(status, int):  # HTTP: 429 and 5xx pass by themselves
        return 400 <= status < 500 and status != 429
    return isinstance(failure, ValueError)
