"""What if a grant does not come: which promises stand without money then, and which funds may step in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Min, Sum

from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.ledger.queries import balances, funds_of
from teranga.domains.ledger.rules import Balance
from teranga.domains.ledger.rules_without import Cover, Owed, Pot, covered
from teranga.foundation.money import Money

Kind = LedgerEntry.Kind


@dataclass(frozen=True, slots=True)
class Without:
    """Of one currency: what was granted out of the missing funds and is not paid yet, oldest first."""

    currency: str
    covers: tuple[Cover, ...]
    lost: Money  # what is free or promised in the missing funds, and could have been granted

    @property
    def owed(self) -> Money:
        return Money(sum(one.owed.money.minor for one in self.covers), self.currency)

    @property
    def open(self) -> Money:
        return Money(sum(one.open.minor for one in self.covers), self.currency)


def without(community: Community, missing: Collection[int]) -> list[Without]:
    """By currency. Funds that others may use stand in with what is free, in the order of their numbers."""
    funds = [fund for fund in funds_of(community) if fund.state != Fund.State.DRAFT]
    gone = [fund for fund in funds if fund.pk in missing]
    held = balances(community.pk, funds)
    owed = _owed(community, gone)
    found = []
    for currency in sorted({fund.currency for fund in gone}):
        here = [fund for fund in gone if fund.currency == currency]
        pots = [
            _pot(fund, held[fund.pk]) for fund in sorted(funds, key=lambda fund: fund.pk)
            if fund.currency == currency and fund.pk not in missing
        ]  # fmt: skip
        lines = covered([one for one in owed if one.money.currency == currency],
                        {fund.pk: _pot(fund, held[fund.pk]) for fund in here}, pots)  # fmt: skip
        lost = sum(max(0, held[fund.pk].free.minor) + held[fund.pk].pledged.minor for fund in here)
        found.append(Without(currency, tuple(lines), Money(lost, currency)))
    return found


def _pot(fund: Fund, held: Balance) -> Pot:
    return Pot(fund.pk, fund.event_id, frozenset(fund.parts), frozenset(fund.groups), held.free)


def _owed(community: Community, funds: list[Fund]) -> list[Owed]:
    rows = LedgerEntry.objects.filter(
        community=community, fund__in=[fund.pk for fund in funds], kind__in=(Kind.GRANTED, Kind.RELEASED)
    )
    sums: dict[tuple[int, str, str], dict[str, int]] = {}
    for fund_id, cause, currency, kind, minor, _first in (
        rows.values_list("fund_id", "cause", "currency", "kind")
        .annotate(Sum("minor"), first=Min("at"))
        .order_by("first", "cause")
    ):
        sums.setdefault((fund_id, cause, currency), {})[kind] = minor
    paid = balances(community.pk, funds)
    left = {fund.pk: paid[fund.pk].paid.minor for fund in funds}
    found = []
    for (fund_id, cause, currency), by_kind in sums.items():
        minor = by_kind.get(Kind.GRANTED, 0) - by_kind.get(Kind.RELEASED, 0)
        settled = min(max(minor, 0), left[fund_id])  # what was paid settles the oldest promises first
        left[fund_id] -= settled
        if minor > settled:
            found.append(Owed(fund_id, cause, Money(minor - settled, currency)))
    return found
