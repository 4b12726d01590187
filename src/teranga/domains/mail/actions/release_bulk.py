"""Letting out a bulk mail bit by bit: so many a minute, each written for its recipient as it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.mail.actions.bulk import plan_release
from teranga.domains.mail.bulk_text import best_language, names_in, write_one
from teranga.domains.mail.models import BulkMail, OutgoingMail
from teranga.domains.mail.numbers import unsubscribe_address
from teranga.domains.mail.queries import still_wants
from teranga.domains.mail.rules import UNDO
from teranga.domains.people.models import Person

State, MailState = BulkMail.State, OutgoingMail.State
PAUSE = timedelta(minutes=1)
LONG_PAUSE = timedelta(minutes=5)  # while the mail server takes nothing


def release(*, bulk_id: int, number: int, at: datetime) -> int:
    """Let the next part out; returns how many. A part that was planned before a stop finds another number."""
    with write():
        rows = BulkMail.objects.across_communities("the job names exactly one bulk mail")
        bulk = rows.select_for_update().filter(pk=bulk_id, releases=number).first()
        if bulk is None or bulk.state not in (State.APPROVED, State.SENDING):
            return 0
        if bulk.approved_at is None or at < bulk.approved_at + UNDO:
            return 0
        bulk.state = State.SENDING
        let_out = _let_out(bulk, at)
        _plan_next(bulk, let_out, at)
        bulk.updated_at = at
        bulk.save()
    return let_out


def _let_out(bulk: BulkMail, at: datetime) -> int:
    """Never more on their way than leave in a minute, however long the mail server was away."""
    on_their_way = bulk.mails.filter(state__in=(MailState.QUEUED, MailState.SENDING)).count()
    room = max(0, bulk.per_minute - on_their_way)
    part = list(bulk.mails.select_for_update().filter(state=MailState.APPROVED).order_by("id")[:room])
    wanted: set[tuple[int | None, int | None]] = set()
    for community_id in {mail.community_id for mail in part if mail.community_id}:
        ids = [mail.person_id for mail in part if mail.community_id == community_id and mail.person_id]
        wanted |= {(community_id, person) for person in still_wants(community_id, bulk.category, ids)}
    names = dict(Person.objects.filter(pk__in=[mail.person_id for mail in part]).values_list("id", "name"))
    for mail in part:
        if (mail.community_id, mail.person_id) not in wanted:
            mail.state, mail.error = MailState.VOID, "The recipient no longer wants such mails."
        else:
            _write(bulk, mail, names.get(mail.person_id or 0, ""))
    told = ["state", "error", "subject", "body", "html", "language", "category"]
    OutgoingMail.objects.bulk_update(part, told, batch_size=100)
    let_out = sum(mail.state == MailState.QUEUED for mail in part)
    if let_out:
        jobs.enqueue("mail.send_queued", at=at)
    return let_out


def _write(bulk: BulkMail, mail: OutgoingMail, name: str) -> None:
    language = best_language(bulk, mail.language, mail.language)
    values = {"name": name, **names_in(bulk, language)}
    text = write_one(bulk, language, values, reason=mail.reason, stop_link=unsubscribe_address(mail))
    mail.language, mail.subject, mail.body, mail.html = language, text.subject, text.body, text.html
    mail.state = MailState.QUEUED


def _plan_next(bulk: BulkMail, let_out: int, at: datetime) -> None:
    open_states = (MailState.APPROVED, MailState.QUEUED, MailState.SENDING)
    if bulk.mails.filter(state__in=open_states).exists():
        plan_release(bulk, at + (PAUSE if let_out else LONG_PAUSE))
    else:
        bulk.state, bulk.ended_at = State.DONE, at
