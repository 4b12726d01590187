"""Stopping a mail to many half-way, going on, giving up."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.mail.actions.bulk import locked, move_to, note_bulk, plan_release, take_back
from teranga.domains.mail.models import BulkMail, OutgoingMail
from teranga.domains.mail.rules import BULK_MOVES, check_move

State, MailState = BulkMail.State, OutgoingMail.State


def stop_bulk(*, bulk: BulkMail, by: Actor, at: datetime) -> BulkMail:
    """Nothing more leaves but what a worker holds in its hands. Raises MailMoveRefused."""
    with write():
        bulk = locked(bulk)
        check_move(BULK_MOVES, bulk.state, State.STOPPED)
        held = bulk.mails.filter(state=MailState.QUEUED).update(state=MailState.APPROVED, next_try_at=None)
        move_to(bulk, State.STOPPED, at)
        bulk.save()
        note_bulk(bulk, "mail.bulk_stopped", by, at, {"held_back": [None, held]})
    return bulk


def resume_bulk(*, bulk: BulkMail, by: Actor, at: datetime) -> BulkMail:
    """Go on with those who did not get it yet. Raises MailMoveRefused."""
    with write():
        bulk = locked(bulk)
        if bulk.state != State.STOPPED:
            check_move({}, bulk.state, State.SENDING)
        bulk.state, bulk.updated_at = State.SENDING, at
        plan_release(bulk, at)
        bulk.save()
        note_bulk(bulk, "mail.bulk_resumed", by, at, {})
    return bulk


def cancel_bulk(*, bulk: BulkMail, by: Actor, at: datetime) -> BulkMail:
    """Give it up: what has not left never will. Raises MailMoveRefused."""
    with write():
        bulk = locked(bulk)
        check_move(BULK_MOVES, bulk.state, State.CANCELLED)
        unsent = bulk.mails.filter(state__in=(MailState.DRAFTED, MailState.APPROVED, MailState.QUEUED))
        void = unsent.update(state=MailState.VOID, error="The mail was given up.")
        move_to(bulk, State.CANCELLED, at)
        bulk.ended_at = at
        bulk.save()
        note_bulk(bulk, "mail.bulk_cancelled", by, at, {"void": [None, void]})
    return bulk


def void_event_mails(*, community_id: int, event_id: int, by: Actor, at: datetime) -> int:
    """An event is off or other than the mails say: every mail to many about it that has not left is void."""
    rows = BulkMail.objects.filter(community_id=community_id, event_id=event_id)
    open_states = (State.DRAFT, State.READY, State.STOPPED)
    with write():
        running = list(rows.filter(state__in=(State.APPROVED, State.SENDING)))
        for bulk in running:
            (stop_bulk if bulk.state == State.SENDING else take_back)(bulk=bulk, by=by, at=at)
        waiting = list(rows.filter(state__in=open_states))
        for bulk in waiting:
            cancel_bulk(bulk=bulk, by=by, at=at)
    return len(waiting)
