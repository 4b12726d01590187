"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from teranga.domains.mail.models import (
    BulkMail,
    Category,
    DomainCheck,
    MailTemplate,
    OutgoingMail,
    Unsubscribed,
)
from teranga.domains.mail.rules import ABANDONED_AFTER
from teranga.domains.people.consents import NEWS
from teranga.domains.people.models import Consent

if TYPE_CHECKING:
    from teranga.domains.mail.letters import Letter, Words

PAGE = 50
BOUNCE_COUNTS = timedelta(days=180)  # how long an address that returned a mail gets no bulk mail
State = OutgoingMail.State


def due(at: datetime) -> QuerySet[OutgoingMail]:
    """Mails to send now: first those that a person waits for, then in the order of their writing."""
    waiting = Q(state=State.QUEUED) & (Q(next_try_at=None) | Q(next_try_at__lte=at))
    abandoned = Q(state=State.SENDING, taken_at__lt=at - ABANDONED_AFTER)
    to_many = Case(When(bulk=None, then=0), default=1, output_field=IntegerField())
    return OutgoingMail.objects.filter(waiting | abandoned).order_by(to_many, "id")


def in_flight() -> list[OutgoingMail]:
    """Mails that a worker took and has not answered for."""
    return list(OutgoingMail.objects.filter(state=State.SENDING))


def latest_mails(count: int = 50) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(~Q(state=State.DRAFTED)).order_by("-id")[:count])


def outbox(
    community_id: int, *, event_id: int | None = None, state: str = "", before: int = 0
) -> list[OutgoingMail]:
    """A page of a community's or event's mails, the newest first, those before the row `before`."""
    rows = OutgoingMail.objects.filter(community_id=community_id)
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-id")[: PAGE + 1])


def outbox_counts(community_id: int, *, event_id: int | None = None) -> dict[str, int]:
    rows = OutgoingMail.objects.filter(community_id=community_id)
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    return dict(rows.order_by().values_list("state").annotate(Count("id")))


def mail_of(community_id: int, mail_id: int) -> OutgoingMail | None:
    return OutgoingMail.objects.filter(community_id=community_id, pk=mail_id).first()


def words_of(
    letter: Letter, language: str, *, community_id: int | None = None, event_id: int | None = None
) -> Words:
    """Subject and body of a letter: the event's own, else the community's, else the built-in ones."""
    if community_id is not None and letter.can_be_changed:
        rows = MailTemplate.objects.filter(
            community_id=community_id, key=letter.key, event_id__in=(0, event_id or 0)
        )
        for row in rows.order_by("-event_id"):
            if row.subject.get(language) and row.body.get(language):
                return row.subject[language], row.body[language]
    return letter.built_in(language)


def own_templates(community_id: int, event_id: int | None = None) -> dict[str, MailTemplate]:
    rows = MailTemplate.objects.filter(community_id=community_id, event_id=event_id or 0)
    return {row.key: row for row in rows}


def bulk_mails(community_id: int, event_id: int | None = None) -> list[BulkMail]:
    rows = BulkMail.objects.filter(community_id=community_id)
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    return list(rows.order_by("-id")[:PAGE])


def bulk_mails_to_approve(community_id: int) -> int:
    """How many mails to many wait for somebody's yes."""
    return BulkMail.objects.filter(community_id=community_id, state=BulkMail.State.READY).count()


def bulk_mail_of(community_id: int, bulk_id: int) -> BulkMail | None:
    rows = BulkMail.objects.filter(community_id=community_id, pk=bulk_id)
    return rows.select_related("written_by", "approved_by").first()


def bulk_counts(bulk: BulkMail) -> dict[str, int]:
    """How many mails of a bulk mail are in which state."""
    return dict(bulk.mails.order_by().values_list("state").annotate(Count("id")))


def recipients_of(bulk: BulkMail, *, after: int = 0, count: int = PAGE) -> list[OutgoingMail]:
    return list(bulk.mails.filter(pk__gt=after).order_by("id")[:count])


def switched_off(community_id: int, category: str) -> tuple[set[int], set[str]]:
    """Persons and addresses that do not want these mails of the community."""
    rows = Unsubscribed.objects.filter(community_id=community_id, category=category)
    pairs = list(rows.values_list("person_id", "address"))
    return {person for person, _ in pairs if person}, {address for person, address in pairs if not person}


def still_wants(community_id: int, category: str, person_ids: Iterable[int]) -> set[int]:
    """Of these persons, those who want such mails now: asked for news, and did not switch them off."""
    ids = set(person_ids)
    if category == Category.NEWS:
        standing = Consent.objects.filter(
            community_id=community_id, purpose=NEWS, withdrawn_at=None, person_id__in=ids
        )
        ids &= set(standing.values_list("person_id", flat=True))
    return ids - switched_off(community_id, category)[0]


def returned_addresses(at: datetime) -> set[str]:
    """Addresses that returned a mail lately."""
    rows = OutgoingMail.objects.filter(state=State.BOUNCED, sent_at__gt=at - BOUNCE_COUNTS)
    return set(rows.values_list("to_address", flat=True))


def latest_check() -> DomainCheck | None:
    return DomainCheck.objects.order_by("-id").first()
