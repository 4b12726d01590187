"""An answer by somebody whom the browser does not know yet: it waits, with its places held, for a proof."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import Contact, person_name
from teranga.domains.people.normal_forms import contact as read_contact
from teranga.domains.people.rules import CODE_DIGITS, CODE_TRIES, MAILS_PER_HOUR
from teranga.domains.places.actions.holds import hold_places
from teranga.domains.places.actions.moves import audit
from teranga.domains.places.actions.offers import waits_for_draw
from teranga.domains.places.actions.place_mail import values_for
from teranga.domains.places.actions.rsvp import NotOpen, TooManyGuests, open_quota
from teranga.domains.places.actions.scarcity import Quotas, SoldOut, locked_quotas
from teranga.domains.places.models import Hold, RsvpRequest
from teranga.domains.places.queries import settings_of
from teranga.domains.places.rules import is_open
from teranga.domains.places.rules_answers import GOING, Wish
from teranga.domains.places.rules_codes import code_digest, link_digest

REQUEST_LIFE = {"email": timedelta(minutes=30), "phone": timedelta(days=60)}
HOLDS_PER_CLIENT, HOLDS_WITHIN = 30, timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person does next: "email" (type the code) or "phone" (ask for a code on paper).

    It is the same whether or not the address was known before, and so is the work that is done for it.
    """

    next_step: str
    request_id: int


def ask_rsvp(
    *, event: Event, contact: str, wish: Wish, client: str, key: str, by: Actor, at: datetime
) -> Asked:
    """Write the answer once per key and content. Raises DetailRefused, NotOpen, TooManyGuests, UnknownQuota.

    Places are held for an e-mail address while its mail is on the way. A telephone number keeps none: its
    code is handed over on paper, which may take days.
    """
    reached = read_contact(contact, event.community.countries)
    person_name(wish.name)
    told = json.dumps([key, reached.value, wish.as_json()], sort_keys=True)
    with write(durable=True):
        result = once(
            f"rsvp:{event.pk}",
            hashlib.sha256(told.encode()).hexdigest(),
            at,
            lambda: asdict(_ask(event, reached, wish, client, by=by, at=at)),
        )
    return Asked(**result)


def _ask(event: Event, reached: Contact, wish: Wish, client: str, *, by: Actor, at: datetime) -> Asked:
    rules = settings_of(event)
    if rules is None or not is_open(rules, at):
        raise NotOpen(event.slug)
    if len(wish.guests) > rules.guests_most:
        raise TooManyGuests(rules.guests_most)
    may_hold = (
        wish.answer == GOING and reached.is_email and not waits_for_draw(event, rules)
        and note_try("rsvp-hold", str(event.pk), client, limit=HOLDS_PER_CLIENT, within=HOLDS_WITHIN, at=at)
    )  # fmt: skip
    sent = _mails_of_this_hour(reached, at) if reached.is_email else MAILS_PER_HOUR
    quotas = locked_quotas(event)
    if wish.answer == GOING:
        open_quota(quotas, wish.quota)
    hold = _hold(event, quotas, reached, wish, by=by, at=at) if may_hold else None
    code, token = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}", secrets.token_urlsafe(24)
    row = RsvpRequest.objects.create(
        community_id=event.community_id, event=event, contact_kind=reached.kind, contact_value=reached.value,
        details=wish.as_json(), hold=hold, code_digest=code_digest(event.pk, reached.value, code),
        link_digest=link_digest(token), tries_left=CODE_TRIES, created_at=at,
        expires_at=at + REQUEST_LIFE[reached.kind],
    )  # fmt: skip
    audit(row, "rsvp_request.ask", by=by, at=at, changes={"answer": ["", wish.answer]})
    if sent < MAILS_PER_HOUR:
        _send(row, event, wish, code, token, at=at)
    if hold is not None:
        announce_event(event)
    return Asked(reached.kind, row.pk)


def _mails_of_this_hour(reached: Contact, at: datetime) -> int:
    """For one address, whoever asks and for whatever event."""
    rows = RsvpRequest.objects.across_communities("an address gets so many mails an hour, not per community")
    return rows.filter(contact_value=reached.value, created_at__gt=at - timedelta(hours=1)).count()


def _hold(
    event: Event, quotas: Quotas, reached: Contact, wish: Wish, *, by: Actor, at: datetime
) -> Hold | None:
    """One hold for an address, however often it asks; None when so many are not free."""
    held = Hold.objects.filter(
        event=event, request__contact_value=reached.value, request__used_at=None, expires_at__gt=at
    )
    if held.exists():
        return None
    quota = open_quota(quotas, wish.quota)
    until = at + REQUEST_LIFE[reached.kind]
    try:
        return hold_places(
            event=event, quotas=quotas, quota_id=quota.pk, count=1 + len(wish.guests), until=until, by=by,
            at=at,
        )  # fmt: skip
    except SoldOut:
        return None


def _send(row: RsvpRequest, event: Event, wish: Wish, code: str, token: str, *, at: datetime) -> None:
    """The same words to an address that is known and to one that is not."""
    link = f"{settings.BASE_URL}/{wish.language}/{event.community.slug}/{event.slug}/answer/link/{token}/"
    values = values_for(event, wish.language) | {"name": wish.name, "code": code, "link": link}
    text = write_letter(
        "rsvp_code", wish.language, values, community_id=event.community_id, event_id=event.pk
    )
    queue_mail(
        text, to=row.contact_value, cause=f"rsvp-code:{row.pk}", at=at, expires_at=row.expires_at,
        community_id=event.community_id, event_id=event.pk, reply_to=event.community.contact_email,
    )  # fmt: skip
