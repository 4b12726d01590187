"""What mails somebody wants: switched off and on by themselves, by one click in a mail or on their page."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.models import Category, OutgoingMail, Unsubscribed
from teranga.domains.mail.rules import CAN_BE_SWITCHED_OFF
from teranga.domains.people.actions.consents import withdraw_consents
from teranga.domains.people.consents import NEWS
from teranga.domains.people.models import Person

State = OutgoingMail.State
UNSENT = (State.DRAFTED, State.APPROVED, State.QUEUED)


class CannotBeSwitchedOff(Exception):
    """Mails of this category come because of something the person did; they cannot be switched off."""


def switch_off(
    *, community_id: int, category: str, person: Person | None, address: str = "", by: Actor, at: datetime
) -> bool:
    """No more of these mails; those that wait stay here. News also takes the consent back. False: already so.

    Raises CannotBeSwitchedOff.
    """
    if category not in CAN_BE_SWITCHED_OFF:
        raise CannotBeSwitchedOff(category)
    whose = {"person": person} if person else {"person": None, "address": address}
    with write():
        _row, is_new = Unsubscribed.objects.get_or_create(
            community_id=community_id, category=category, **whose, defaults={"at": at}
        )
        if person and category == Category.NEWS:
            withdraw_consents(person, community_id, at=at, purposes=[NEWS])
        waiting = OutgoingMail.objects.filter(community_id=community_id, category=category, state__in=UNSENT)
        mine = waiting.filter(person_id=person.pk) if person else waiting.filter(to_address=address)
        mine.update(state=State.VOID, error="The recipient no longer wants such mails.")
        if is_new:
            _note("mail.switched_off", community_id, category, person, by, at)
    return is_new


def switch_on(*, community_id: int, category: str, person: Person, by: Actor, at: datetime) -> bool:
    """These mails again. For news the consent is given elsewhere, in its own words."""
    with write():
        rows = Unsubscribed.objects.filter(community_id=community_id, category=category, person=person)
        was_off = bool(rows.delete()[0])
        if was_off:
            _note("mail.switched_on", community_id, category, person, by, at)
    return was_off


def _note(
    verb: str, community_id: int, category: str, person: Person | None, by: Actor, at: datetime
) -> None:
    record(
        by=by, verb=verb, object_type="person" if person else "address",
        object_id=person.pk if person else None, at=at, community_id=community_id,
        changes={"category": [None, str(category)]},
    )  # fmt: skip
