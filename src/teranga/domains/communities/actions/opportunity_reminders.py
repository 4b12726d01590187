"""A mail before the last day, for whoever asked for it: by address alone, confirmed, ended by one tap."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_date
from django.conf import settings
from django.db.models import Q

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.communities.links_reminders import reminder_path
from teranga.domains.communities.models import Opportunity, OpportunityReminder
from teranga.domains.communities.rules_opportunities import FORGOTTEN_AFTER, is_open, reminder_due
from teranga.domains.mail.actions.queue_mail import queue_mail, void_unsent
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import email_address
from teranga.foundation.translated import TranslatedText

MOST_A_DAY = 6  # mails that ask one address to confirm
State = Opportunity.State


class NothingToRemindOf(Exception):
    """It has no last day, or the day is over. Nothing was written."""


def ask_reminder(*, row: Opportunity, contact: str, language: str, key: str, at: datetime) -> None:
    """Send a link to the address, once per key; the same whether or not it was asked for before.

    Raises NothingToRemindOf, DetailRefused.
    """
    address = email_address(contact)
    if row.closes_at is None or not is_open(row.closes_at, at):
        raise NothingToRemindOf(str(row.pk))

    def act() -> dict[str, bool]:
        known = OpportunityReminder.objects.filter(community=row.community, opportunity=row, address=address)
        if known.exists() or not _may_ask(address, at):
            return {"asked": True}
        reminder = OpportunityReminder.objects.create(
            community=row.community, opportunity=row, address=address, language=language, asked_at=at
        )
        _send("opportunity_confirm", reminder, f"opportunity-confirm:{reminder.uuid}",
              at + FORGOTTEN_AFTER, at)  # fmt: skip
        return {"asked": True}

    with write():
        once(f"opportunity-reminder:{row.pk}", key, at, act)


def confirm_reminder(*, reminder: OpportunityReminder, at: datetime) -> None:
    """The mail that would be due already is spared: whoever confirms now knows."""
    with write():
        stored = _locked(reminder)
        if stored is None or stored.confirmed_at is not None:
            return
        stored.confirmed_at = at
        stored.told_days = reminder_due(stored.opportunity.closes_at, at, None)
        stored.save(update_fields=["confirmed_at", "told_days"])


def stop_reminder(*, reminder: OpportunityReminder) -> None:
    with write():
        stored = _locked(reminder)
        if stored is None:
            return
        causes = [_cause(stored, days) for days in (7, 1)]
        void_unsent(causes, reason="stopped", community_id=stored.community_id)
        stored.delete()


def remind_all(*, at: datetime) -> int:
    """The daily round: every reminder that is due, each once; returns how many mails were written."""
    sent = 0
    rows = OpportunityReminder.objects.across_communities("the daily round through all reminders")
    soon = rows.filter(confirmed_at__isnull=False, opportunity__state=State.SHOWN)
    soon = soon.filter(opportunity__closes_at__gt=at, opportunity__closes_at__lt=at + timedelta(days=9))
    for reminder in soon.select_related("opportunity", "community").order_by("pk").iterator():
        sent += _remind(reminder, at)
    return sent


def forget_reminders(*, at: datetime) -> None:
    """What nobody confirmed, and what is over: the address is of no use any more."""
    rows = OpportunityReminder.objects.across_communities("addresses that are of no use any more")
    over = Q(confirmed_at=None, asked_at__lt=at - FORGOTTEN_AFTER) | Q(opportunity__closes_at__lte=at)
    with write():
        rows.filter(over).delete()


def _remind(reminder: OpportunityReminder, at: datetime) -> bool:
    with write():
        stored = _locked(reminder)
        due = stored and reminder_due(stored.opportunity.closes_at, at, stored.told_days)
        if not stored or not due:
            return False
        stored.told_days = due
        stored.save(update_fields=["told_days"])
        _send("opportunity_reminder", stored, _cause(stored, due), stored.opportunity.closes_at, at)
    return True


def _cause(reminder: OpportunityReminder, days: int) -> str:
    """A moved last day is a new cause: the mail about the old one is no longer true."""
    end = reminder.opportunity.closes_at
    return f"opportunity-reminder:{reminder.uuid}:{end:%Y%m%d}:{days}"


def _may_ask(address: str, at: datetime) -> bool:
    """Nobody fills another's box by asking in their name."""
    day = timedelta(days=1)
    return note_try("opportunity-reminder", address, limit=MOST_A_DAY, within=day, at=at)


def _locked(reminder: OpportunityReminder) -> OpportunityReminder | None:
    rows = OpportunityReminder.objects.filter(community=reminder.community_id, pk=reminder.pk)
    return rows.select_for_update(of=("self",)).select_related("opportunity", "community").first()


def _day(row: Opportunity, language: str) -> str:
    return format_date(row.last_day, "long", locale=language) if row.last_day else ""


def _send(
    letter: str, reminder: OpportunityReminder, cause: str, until: datetime | None, at: datetime
) -> None:
    row, place, language = reminder.opportunity, reminder.community, reminder.language
    own = f"{settings.BASE_URL}/{language}"
    values = {
        "community": TranslatedText(place.name).in_language(language, place.default_language),
        "opportunity": TranslatedText(row.title).in_language(language, place.default_language),
        "last_day": _day(row, language),
        "link": f"{own}/{place.slug}/opportunities/{row.pk}/",
        "own_link": f"{own}{reminder_path(reminder)}",
    }  # fmt: skip
    if letter == "opportunity_confirm":
        del values["link"], values["last_day"]
    text = write_letter(letter, language, values, community_id=place.pk)
    queue_mail(text, to=reminder.address, cause=cause, at=at, expires_at=until, community_id=place.pk,
               reply_to=place.contact_email)  # fmt: skip
