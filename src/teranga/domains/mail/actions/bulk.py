"""A mail to many, from draft to approval: recipients are frozen, and a person types how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teranga.base import jobs
from teranga.base.editing import check_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.bulk_text import SAMPLES, best_language, is_complete
from teranga.domains.mail.letters import LONGEST_BODY, LONGEST_SUBJECT
from teranga.domains.mail.models import BulkMail, OutgoingMail
from teranga.domains.mail.queries import returned_addresses, still_wants, switched_off
from teranga.domains.mail.rules import BULK_MOVES, UNDO, check_move, strange_parts
from teranga.foundation.translated import TranslatedText

State, MailState = BulkMail.State, OutgoingMail.State
FASTEST = 600  # mails a minute


class BulkRefused(Exception):
    """This mail to many cannot be written or approved like this. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is to get a bulk mail. `community_id` is where they asked for it or are a member."""

    person_id: int
    community_id: int
    address: str  # "" when none is known
    language: str
    reason: str
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class BulkContent:
    category: str
    audience: dict[str, Any]
    subject: TranslatedText
    body: TranslatedText
    per_minute: int
    reply_to: str = ""
    names: dict[str, dict[str, str]] = field(default_factory=dict)  # "community", "event" -> in languages


def draft_bulk(
    *, community_id: int, event_id: int | None, content: BulkContent, by: Actor, at: datetime
) -> BulkMail:
    """Write a draft. Raises BulkRefused."""
    check_content(content)
    with write():
        bulk = BulkMail.objects.create(
            community_id=community_id, event_id=event_id, written_by_id=by.person_id, created_at=at,
            updated_at=at, **_columns(content),
        )  # fmt: skip
        note_bulk(bulk, "mail.bulk_drafted", by, at, {"category": [None, content.category]})
    return bulk


def change_bulk(*, bulk: BulkMail, content: BulkContent, by: Actor, at: datetime, seen: str = "") -> BulkMail:
    """Change a draft. Raises BulkRefused, MailMoveRefused, EditedMeanwhile."""
    check_content(content)
    with write():
        bulk = locked(bulk)
        if bulk.state != State.DRAFT:
            check_move(BULK_MOVES, bulk.state, State.DRAFT)
        check_unchanged(bulk.updated_at, seen)
        bulk.mails.filter(state=MailState.DRAFTED).delete()
        for name, value in _columns(content).items():
            setattr(bulk, name, value)
        bulk.state, bulk.left_out, bulk.updated_at = State.DRAFT, {}, at
        bulk.save()
        note_bulk(bulk, "mail.bulk_changed", by, at, {})
    return bulk


def check_content(content: BulkContent) -> None:
    """Raises BulkRefused with a sentence about the first thing that cannot stay."""
    if not any(content.subject.get(code) and content.body.get(code) for code in content.subject):
        raise BulkRefused(_("Write a subject and a text in at least one language."))
    for text in (*content.subject.values(), *content.body.values()):
        refuse_strange(text, SAMPLES)
    for code, subject in content.subject.items():
        if len(subject) > LONGEST_SUBJECT or len(content.body.get(code, "")) > LONGEST_BODY:
            raise BulkRefused(_("The text is too long. Write at most 180 letters above and 10,000 below."))
    if not 1 <= content.per_minute <= FASTEST:
        raise BulkRefused(_("Choose between 1 and 600 mails a minute."))


def refuse_strange(text: str, allowed: Iterable[str]) -> None:
    """Only the listed placeholders, and no HTML. Raises BulkRefused naming the first other one."""
    strange = strange_parts(text, allowed)
    if strange:
        names = ", ".join(f"{{{name}}}" for name in allowed)
        words = _("“{part}” cannot stand in a mail. You may use: {names}")
        raise BulkRefused(words.replace("{part}", strange[0][:60]).replace("{names}", names))


def freeze_recipients(
    *, bulk: BulkMail, recipients: Iterable[Recipient], fallback: str, by: Actor, at: datetime
) -> BulkMail:
    """Write down who gets it: one row a person. Later changes of lists or filters change nothing here.

    Raises MailMoveRefused, or BulkRefused when nobody is left.
    """
    chosen, left_out = choose(recipients, category=bulk.category, at=at)
    with write():
        bulk = locked(bulk)
        check_move(BULK_MOVES, bulk.state, State.READY)
        if not is_complete(bulk):
            raise BulkRefused(_("Write a subject and a text in at least one language."))
        if not chosen:
            raise BulkRefused(_("Nobody would get this mail. Choose other recipients."))
        bulk.mails.all().delete()
        OutgoingMail.objects.bulk_create(
            (
                OutgoingMail(
                    community_id=one.community_id, event_id=bulk.event_id, person_id=one.person_id,
                    cause=f"bulk:{bulk.pk}", category=bulk.category, bulk=bulk, reason=one.reason,
                    to_address=one.address, reply_to=bulk.reply_to, state=MailState.DRAFTED,
                    language=best_language(bulk, one.language, fallback), created_at=at,
                )
                for one in chosen
            ),
            batch_size=200,
        )  # fmt: skip
        bulk.state, bulk.left_out, bulk.updated_at = State.READY, left_out, at
        bulk.save(update_fields=["state", "left_out", "updated_at"])
        note_bulk(bulk, "mail.recipients_frozen", by, at, {"recipients": [None, len(chosen)]})
    return bulk


def choose(
    recipients: Iterable[Recipient], *, category: str, at: datetime
) -> tuple[list[Recipient], dict[str, int]]:
    """Each person once, without those who cannot or do not want to get it; and how many are left out, why."""
    listed = list(recipients)
    off: dict[int, set[int]] = {}
    for community_id in {one.community_id for one in listed}:
        here = {one.person_id for one in listed if one.community_id == community_id}
        off[community_id] = here - still_wants(community_id, category, here)
        off[community_id] |= switched_off(community_id, category)[0]
    returned = returned_addresses(at)
    chosen: dict[str, Recipient] = {}
    left_out: dict[str, int] = {}
    persons: set[int] = set()
    for one in listed:
        why = _why_not(one, off[one.community_id], returned)
        if not why and (one.person_id in persons or one.address in chosen):
            why = "merged"
        if why:
            left_out[why] = left_out.get(why, 0) + 1
            continue
        chosen[one.address] = one
        persons.add(one.person_id)
    return list(chosen.values()), left_out


def _why_not(one: Recipient, off: set[int], returned: set[str]) -> str:
    if not one.address:
        return "no_address"
    if not one.is_confirmed:
        return "not_confirmed"
    if one.person_id in off:
        return "switched_off"
    return "returned" if one.address in returned else ""


def approve_bulk(*, bulk: BulkMail, typed_count: int, by: Actor, at: datetime) -> BulkMail:
    """Let it leave after the time to take it back. Raises MailMoveRefused or BulkRefused."""
    with write():
        bulk = locked(bulk)
        check_move(BULK_MOVES, bulk.state, State.APPROVED)
        waiting = bulk.mails.filter(state=MailState.DRAFTED)
        if waiting.count() != typed_count:
            raise BulkRefused(_("This is not the number of recipients. Look at the list, then type it."))
        waiting.update(state=MailState.APPROVED)
        bulk.state, bulk.approved_at, bulk.approved_by_id = State.APPROVED, at, by.person_id
        plan_release(bulk, at + UNDO)
        bulk.updated_at = at
        bulk.save()
        note_bulk(bulk, "mail.bulk_approved", by, at, {"recipients": [None, typed_count]})
    return bulk


def take_back(*, bulk: BulkMail, by: Actor, at: datetime) -> BulkMail:
    """Nothing has left: it waits for approval again. Raises MailMoveRefused once a part left."""
    with write():
        bulk = locked(bulk)
        check_move(BULK_MOVES, bulk.state, State.READY)
        bulk.mails.filter(state=MailState.APPROVED).update(state=MailState.DRAFTED)
        move_to(bulk, State.READY, at)
        bulk.approved_at = bulk.approved_by = None
        bulk.save()
        note_bulk(bulk, "mail.bulk_taken_back", by, at, {})
    return bulk


def plan_release(bulk: BulkMail, moment: datetime) -> None:
    """The next part leaves then; parts that were planned before find another number, and do nothing."""
    bulk.releases += 1
    payload = {"bulk_id": bulk.pk, "number": bulk.releases}
    jobs.enqueue("mail.release", at=moment, payload=payload, unique_key=f"bulk:{bulk.pk}:{bulk.releases}")


def move_to(bulk: BulkMail, state: str, at: datetime) -> None:
    bulk.state, bulk.updated_at, bulk.releases = state, at, bulk.releases + 1


def locked(bulk: BulkMail) -> BulkMail:
    return BulkMail.objects.filter(community_id=bulk.community_id).select_for_update().get(pk=bulk.pk)


def _columns(content: BulkContent) -> dict[str, Any]:
    return {
        "category": content.category, "audience": content.audience, "subject": content.subject,
        "body": content.body, "per_minute": content.per_minute, "reply_to": content.reply_to,
        "names": content.names,
    }  # fmt: skip


def note_bulk(bulk: BulkMail, verb: str, by: Actor, at: datetime, changes: Mapping[str, Any]) -> None:
    record(
        by=by, verb=verb, object_type="bulk_mail", object_id=bulk.pk, at=at,
        community_id=bulk.community_id, event_id=bulk.event_id, changes=dict(changes),
    )  # fmt: skip
