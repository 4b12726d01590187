"""The one door to the book."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund, LedgerEntry, Rate
from teranga.domains.ledger.queries import balance
from teranga.foundation.money import Money, UnlikeCurrencies, digits_of


class NotEnough(Exception):
    """The fund does not hold that much; `free` is what it holds."""

    def __init__(self, free: Money) -> None:
        super().__init__(str(free))
        self.free = free


class WrongRate(ValueError):
    """A rate is above nothing, between two different currencies, and has a source."""


def enter(
    *, fund: Fund, kind: str, money: Money, cause: str, by: Actor, at: datetime, note: str = ""
) -> LedgerEntry:
    """Add one entry to a fund's page of the book. Raises UnlikeCurrencies.

    A grant is checked against what is free under the fund's lock: raises NotEnough, and nothing is entered.
    """
    if money.currency != fund.currency:
        raise UnlikeCurrencies(f"{money} into {fund.currency}")
    with write(durable=True):
        locked = Fund.objects.filter(community=fund.community_id).select_for_update().get(pk=fund.pk)
        if kind == LedgerEntry.Kind.GRANTED:
            free = balance(locked).free
            if money > free:
                raise NotEnough(free)
        return LedgerEntry.objects.create(
            community_id=fund.community_id, fund=locked, kind=kind, minor=money.minor,
            currency=money.currency, cause=cause, note=note[:200], at=at, by_id=by.person_id,
        )  # fmt: skip


def note_rate(
    *, community: Community, of_currency: str, in_currency: str, rate: Decimal, day: date, source: str,
    by: Actor, at: datetime,
) -> Rate:  # fmt: skip
    """Write down what a currency was worth in another. Raises WrongRate, UnknownCurrency."""
    for currency in (of_currency, in_currency):
        digits_of(currency)
    if rate <= 0 or of_currency == in_currency or not source.strip():
        raise WrongRate
    with write():
        row = Rate.objects.create(
            community=community, of_currency=of_currency, in_currency=in_currency, rate=rate, day=day,
            source=source.strip()[:200], at=at, by_id=by.person_id,
        )  # fmt: skip
        record(
            by=by, verb="rate.note", object_type="rate", object_id=row.pk, at=at, community_id=community.pk,
            changes={"rate": [None, f"1 {of_currency} = {rate} {in_currency}"], "source": [None, row.source]},
        )  # fmt: skip
    return row
