"""The consent of a parent or guardian, without whom a minor's application goes nowhere."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, move_application, note
from teranga.domains.aid.letters import guardian_asked
from teranga.domains.aid.links import guardian_address
from teranga.domains.aid.models import AidApplication
from teranga.domains.mail.actions.queue_mail import queue_mail

State = AidApplication.State
GUARDIAN = Actor("guardian")


def ask_guardian(*, application: AidApplication, at: datetime) -> None:
    """Mail the signed link, once for each guardian that was named."""
    with write():
        row = locked_application(application)
        if not row.is_minor or not row.guardian_contact or row.guardian_said_yes_at or row.person is None:
            return
        community = row.round.community
        text = guardian_asked(
            row.language, name=row.person.name, community=community.name.in_language(row.language),
            link=guardian_address(row, row.language), community_id=community.pk,
        )  # fmt: skip
        queue_mail(text, to=row.guardian_contact, cause=f"guardian:{row.uuid}", at=at,
                   community_id=community.pk, reply_to=community.contact_email)  # fmt: skip


def answer_as_guardian(*, application: AidApplication, yes: bool, by: Actor, at: datetime) -> AidApplication:
    """A no withdraws what was sent, and takes an earlier yes back. Raises IllegalApplicationMove."""
    with write():
        row = locked_application(application)
        if yes:
            row.guardian_said_yes_at = row.guardian_said_yes_at or at
            row.save(update_fields=["guardian_said_yes_at"])
            note("guardian_yes", row, {}, by, at)
            if row.state == State.SUBMITTED and row.round.closes_at <= at:
                move_application(row, "review", by=by, at=at)
            return row
        row.guardian_said_yes_at = None
        row.save(update_fields=["guardian_said_yes_at"])
        note("guardian_no", row, {}, by, at)
        return move_application(row, "withdraw", by=by, at=at)
