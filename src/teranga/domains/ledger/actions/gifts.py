"""Gifts: promised under a reference, received by a named person's word, taken back, sent back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.publishing import announce_community
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.letters import write_to_giver
from teranga.domains.ledger.models import Fund, Gift, GiftCount, LedgerEntry
from teranga.domains.ledger.rules import next_state
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import one_line
from teranga.foundation.codes import ALPHABET, check_symbol
from teranga.foundation.money import Money, UnlikeCurrencies

Kind = LedgerEntry.Kind
SYMBOLS = 5
STEP = 5_039_183  # shares no factor with 27 ** 5: references run through all of them, far apart


class FundIsClosed(Exception):
    """The fund takes no gifts now."""


class NothingGiven(ValueError):
    """A gift is above nothing."""


def promise_gift(
    *, fund: Fund, money: Money, name: str, is_named: bool, message: str, language: str, key: str, by: Actor,
    at: datetime, person: Person | None = None, contact: str = "",
) -> Gift:  # fmt: skip
    """Write a promise down, once per key, with the reference to pay under.

    Raises FundIsClosed, NothingGiven, UnlikeCurrencies.
    """
    if money.minor <= 0:
        raise NothingGiven
    if money.currency != fund.currency:
        raise UnlikeCurrencies(f"{money} into {fund.currency}")

    def act() -> dict[str, Any]:
        rows = Fund.objects.filter(community=fund.community_id).select_related("community")
        row = rows.select_for_update(of=("self",)).get(pk=fund.pk)
        if row.state != Fund.State.OPEN or (row.deadline and at.date() > row.deadline):
            raise FundIsClosed
        gift = Gift.objects.create(
            community_id=row.community_id, fund=row, person=person, name=one_line(name)[:120],
            is_named=is_named, message=one_line(message)[:300], language=language,
            reference=_next_reference(row.community_id), pledged=money.minor, currency=money.currency,
            pledged_at=at, contact=contact,
        )  # fmt: skip
        write_to_giver(gift, "gift_promised", at=at)
        enter(fund=row, kind=Kind.PLEDGED, money=money, cause=f"gift:{gift.pk}", by=by, at=at)
        _note("promise", gift, "", by, at)
        announce_community(row.community)
        return {"gift": gift.pk}

    kept = once(f"gift:{fund.pk}", key, at, act)
    return Gift.objects.filter(community=fund.community_id).get(pk=kept["gift"])


def receive_gift(*, gift: Gift, money: Money, proof: str, by: Actor, at: datetime) -> Gift:
    """Somebody saw the money come in: so much of it. Raises IllegalMove, NothingGiven, UnlikeCurrencies."""
    if money.minor <= 0:
        raise NothingGiven
    with write(durable=True):
        row = _moved(gift, "receive", by, at, received=money.minor, proof=one_line(proof)[:120])
        promised = Money(row.pledged, row.currency)
        enter(fund=row.fund, kind=Kind.UNPLEDGED, money=promised, cause=f"gift:{row.pk}", by=by, at=at)
        enter(fund=row.fund, kind=Kind.RECEIVED, money=money, cause=f"gift:{row.pk}", by=by, at=at)
        write_to_giver(row, "gift_received", at=at)
        _forget_contact(row)
    return row


def enter_gift(
    *, fund: Fund, money: Money, name: str, is_named: bool, message: str, language: str, key: str, proof: str,
    is_here: bool, by: Actor, at: datetime,
) -> Gift:  # fmt: skip
    """Write down a gift that was promised or came outside of this program, once per key.

    Raises FundIsClosed, NothingGiven, UnlikeCurrencies.
    """
    with write(durable=True):
        gift = promise_gift(fund=fund, money=money, name=name, is_named=is_named, message=message,
                            language=language, key=key, by=by, at=at)  # fmt: skip
        if is_here and gift.state == Gift.State.PLEDGED:
            gift = receive_gift(gift=gift, money=money, proof=proof, by=by, at=at)
    return gift


def withdraw_gift(*, gift: Gift, by: Actor, at: datetime) -> Gift:
    """The promise is not kept, which happens. Raises IllegalMove."""
    with write(durable=True):
        row = _moved(gift, "withdraw", by, at)
        _forget_contact(row)
        promised = Money(row.pledged, row.currency)
        enter(fund=row.fund, kind=Kind.UNPLEDGED, money=promised, cause=f"gift:{row.pk}", by=by, at=at)
    return row


def return_gift(*, gift: Gift, why: str, by: Actor, at: datetime) -> Gift:
    """What came in goes back to its giver. Raises IllegalMove."""
    with write(durable=True):
        row = _moved(gift, "return", by, at)
        money = Money(row.received or 0, row.currency)
        enter(fund=row.fund, kind=Kind.RETURNED, money=money, cause=f"gift:{row.pk}", by=by, at=at, note=why)
    return row


def _moved(gift: Gift, move: str, by: Actor, at: datetime, **told: Any) -> Gift:
    rows = Gift.objects.filter(community=gift.community_id).select_related("fund__community")
    row = rows.select_for_update(of=("self",)).get(pk=gift.pk)
    before, row.state = row.state, next_state(row.state, move)
    row.settled_at, row.settled_by_id = at, by.person_id
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "settled_at", "settled_by", *told])
    _note(move, row, before, by, at)
    announce_community(row.fund.community)
    return row


def _forget_contact(gift: Gift) -> None:
    """Nothing more is written to it."""
    gift.contact = ""  # type: ignore[assignment] # mypy knows the column, not its value
    gift.save(update_fields=["contact"])


def _next_reference(community_id: int) -> str:
    """Five symbols that were not given before, and one that finds a slip; numbers in a row look unlike."""
    GiftCount.objects.bulk_create([GiftCount(community_id=community_id)], ignore_conflicts=True)
    count = GiftCount.objects.filter(community=community_id).select_for_update().get()
    count.given += 1
    count.save(update_fields=["given"])
    number, symbols = (count.given * STEP + community_id) % len(ALPHABET) ** SYMBOLS, ""
    for _place in range(SYMBOLS):
        number, rest = divmod(number, len(ALPHABET))
        symbols += ALPHABET[rest]
    return f"{symbols}-{check_symbol(symbols)}"


def _note(verb: str, gift: Gift, before: str, by: Actor, at: datetime) -> None:
    record(
        by=by, verb=f"gift.{verb}", object_type="gift", object_id=gift.pk, at=at,
        community_id=gift.community_id, changes={"state": [before, gift.state]},
    )  # fmt: skip
