"""What a person does with a mail: sending a failed one again; and what time does: tidying up."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.models import Category, DomainCheck, OutgoingMail
from teranga.domains.mail.numbers import mail_of_message_id
from teranga.domains.mail.rules import MOVES, MailMoveRefused, check_move

State = OutgoingMail.State
SECRETS_KEPT = timedelta(days=7)
CHECKS_KEPT = timedelta(days=400)
ENDED = (State.SENT, State.FAILED, State.BOUNCED, State.DROPPED, State.VOID)


def send_again(*, mail: OutgoingMail, by: Actor, at: datetime) -> OutgoingMail:
    """Queue a mail that was given up once more. Raises MailMoveRefused; a code that is too old stays here."""
    with write():
        mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
        check_move(MOVES, mail.state, State.QUEUED)
        if mail.state != State.FAILED or (mail.expires_at and mail.expires_at <= at):
            raise MailMoveRefused(mail.state, State.QUEUED)
        mail.state, mail.next_try_at, mail.attempts, mail.error = State.QUEUED, None, 0, ""
        mail.save(update_fields=["state", "next_try_at", "attempts", "error"])
        jobs.enqueue("mail.send_queued", at=at)
        record(
            by=by, verb="mail.sent_again", object_type="mail", object_id=mail.pk, at=at,
            community_id=mail.community_id, event_id=mail.event_id,
            changes={"state": [str(State.FAILED), str(State.QUEUED)]},
        )  # fmt: skip
    return mail


def note_bounce(*, returned_id: str, recipient: str, status: str, by: Actor, at: datetime) -> bool:
    """A mail of ours came back for good. False when it is none of ours, or was noted before."""
    number = mail_of_message_id(returned_id)
    if number is None:
        return False
    with write():
        mail = OutgoingMail.objects.select_for_update().filter(pk=number, state=State.SENT).first()
        if mail is None or (recipient and recipient.lower() != mail.to_address.lower()):
            return False
        mail.state, mail.error = State.BOUNCED, f"returned {status}"[:200]
        mail.save(update_fields=["state", "error"])
        record(
            by=by, verb="mail.bounced", object_type="mail", object_id=mail.pk, at=at,
            community_id=mail.community_id, event_id=mail.event_id,
            changes={"state": [str(State.SENT), str(State.BOUNCED)]},
        )  # fmt: skip
    return True


def forget_old_mails(at: datetime) -> int:
    """Delete mails with codes and links after a week; the others end as the personal data registry says."""
    secret = OutgoingMail.objects.filter(category=Category.SIGN_IN, created_at__lt=at - SECRETS_KEPT)
    with write():
        DomainCheck.objects.filter(asked_at__lt=at - CHECKS_KEPT).delete()
        return secret.filter(state__in=ENDED).delete()[0]
