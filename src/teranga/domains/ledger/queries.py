"""What the book says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.ledger.models import Fund, Gift, InKind, LedgerEntry, Rate
from teranga.domains.ledger.rules import Balance, balance_of
from teranga.foundation.money import Money

LARGEST = 2**63


def balance(fund: Fund, *, until: datetime | None = None) -> Balance:
    """What the fund holds, now or as it was at a moment."""
    return balances(fund.community_id, [fund], until=until)[fund.pk]


def balances(community_id: int, funds: list[Fund], *, until: datetime | None = None) -> dict[int, Balance]:
    """Of several funds of one community, by their keys, in one query."""
    rows = LedgerEntry.objects.filter(community=community_id, fund__in=[fund.pk for fund in funds])
    if until is not None:
        rows = rows.filter(at__lte=until)
    sums: dict[int, list[tuple[str, int]]] = {fund.pk: [] for fund in funds}
    for fund_id, kind, minor in rows.values_list("fund_id", "kind").annotate(Sum("minor")).order_by():
        sums[fund_id].append((kind, minor))
    return {fund.pk: balance_of(fund.currency, sums[fund.pk]) for fund in funds}


def funds_of(community: Community) -> list[Fund]:
    return list(Fund.objects.filter(community=community).order_by("state", "id"))


def public_funds(community: Community) -> list[Fund]:
    """Those with a page, the open ones first."""
    rows = Fund.objects.filter(community=community, is_public=True).exclude(state=Fund.State.DRAFT)
    return sorted(rows.order_by("-id"), key=lambda fund: fund.state != Fund.State.OPEN)


def public_fund(community: Community, slug: str) -> Fund:
    """One with a page. Raises NotFound."""
    rows = Fund.objects.filter(community=community, slug=slug, is_public=True)
    row = rows.exclude(state=Fund.State.DRAFT).select_related("community").first()
    if row is None:
        raise NotFound(slug)
    return row


def open_funds(community: Community, today: date, limit: int = 2) -> list[tuple[Fund, Balance, Money | None]]:
    """Those that take gifts from everybody now, with what came together and their goal."""
    rows = Fund.objects.filter(community=community, is_public=True, state=Fund.State.OPEN)
    funds = list(rows.exclude(deadline__lt=today).order_by("-id")[:limit])
    held = balances(community.pk, funds) if funds else {}
    return [(fund, held[fund.pk], Money(fund.goal, fund.currency) if fund.goal else None) for fund in funds]


def gift_count(fund: Fund) -> int:
    """How many gifts have come in or are promised."""
    alive = (Gift.State.PLEDGED, Gift.State.RECEIVED)
    return Gift.objects.filter(community=fund.community_id, fund=fund, state__in=alive).count()


def givers_to_thank(fund: Fund, limit: int = 200) -> list[Gift]:
    """Received gifts of people who agreed to be named, the newest first."""
    rows = Gift.objects.filter(community=fund.community_id, fund=fund, state=Gift.State.RECEIVED)
    return list(rows.filter(is_named=True).exclude(name="").order_by("-settled_at", "-id")[:limit])


def gifts_of(fund: Fund) -> list[Gift]:
    return list(Gift.objects.filter(community=fund.community_id, fund=fund).order_by("-id"))


def things_of(community: Community) -> list[InKind]:
    rows = InKind.objects.filter(community=community).select_related("person", "fund")
    return list(rows.order_by("state", "-id"))


def latest_rate(community: Community, of_currency: str, in_currency: str) -> Rate | None:
    rows = Rate.objects.filter(community=community, of_currency=of_currency, in_currency=in_currency)
    return rows.order_by("-day", "-id").first()


def rates_of(community: Community) -> list[Rate]:
    """The latest first."""
    return list(Rate.objects.filter(community=community).order_by("-day", "-id"))


def entries_of(fund: Fund) -> QuerySet[Any]:
    """The fund's page of the book, as it was written."""
    return LedgerEntry.objects.filter(community=fund.community_id, fund=fund).order_by("at", "id")


def fund_of(community: Community, number: int) -> Fund:
    """Raises NotFound."""
    return _one(Fund.objects.filter(community=community).select_related("community"), number)


def gift_of(fund: Fund, number: int) -> Gift:
    """Raises NotFound."""
    rows = Gift.objects.filter(community=fund.community_id, fund=fund)
    return _one(rows.select_related("fund__community"), number)


def thing_of(community: Community, number: int) -> InKind:
    """Raises NotFound."""
    return _one(InKind.objects.filter(community=community).select_related("person", "fund"), number)


def _one(rows: QuerySet[Any], number: int) -> Any:
    row = rows.filter(pk=number).first() if number < LARGEST else None
    if row is None:
        raise NotFound(str(number))
    return row
