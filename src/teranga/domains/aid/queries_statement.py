"""What one award is owed and was paid, to the minor unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from teranga.domains.aid.models import AidAward, AwardLine, Receipt
from teranga.domains.ledger.models import Fund
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place

NOT_PAID = (Payout.State.FAILED, Payout.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Earlier:
    by_fund: Counter[int]
    times: int  # how often money was asked for, also in vain


@dataclass(frozen=True, slots=True)
class Facts:
    """What the statement of one award is made of."""

    lines: list[AwardLine] = field(default_factory=list)  # of money
    receipts: list[Receipt] = field(default_factory=list)
    payouts: list[Payout] = field(default_factory=list)  # each with how many said yes as `yes`
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """In minor units of the award's currency. `due` is what may be asked for now."""

    granted: int
    receipts: int  # accepted, at their counted worth
    on_its_way: int
    paid: int
    due: int

    @property
    def covered(self) -> int:
        """Of what was granted, what accepted receipts show."""
        return min(self.receipts, self.granted)

    @property
    def advanced(self) -> int:
        """Sent before receipts for it were accepted."""
        return max(0, self.paid - self.covered)

    @property
    def open(self) -> int:
        """Granted, and neither arrived nor on its way."""
        return max(0, self.granted - self.paid - self.on_its_way)


def payouts_of(award: AidAward) -> list[Payout]:
    rows = Payout.objects.filter(community=award.community_id, cause__startswith=f"award:{award.pk}:")
    return list(rows.select_related("fund").order_by("pk"))


def paid_or_on_its_way(award: AidAward) -> Earlier:
    return _earlier(payouts_of(award))


def facts_of(awards: Sequence[AidAward]) -> dict[int, Facts]:
    """By award; the awards are of one community and have their application's round. Four queries."""
    if not awards:
        return {}
    here = {"community": awards[0].community_id}
    lines = AwardLine.objects.filter(**here, award__in=awards, fund__isnull=False)
    lines = lines.select_related("part", "fund")
    receipts = Receipt.objects.filter(**here, award__in=awards).select_related("part")
    cause = f"award:{awards[0].pk}:" if len(awards) == 1 else "award:"
    payouts = Payout.objects.filter(cause__startswith=cause, **here).select_related("fund")
    payouts = payouts.annotate(yes=Count("approvals"))
    found: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for line in lines.order_by("part_id", "fund_id"):
        found["lines"][line.award_id].append(line)
    for receipt in receipts.order_by("pk"):
        found["receipts"][receipt.award_id].append(receipt)
    for payout in payouts.order_by("pk"):
        found["payouts"][int(payout.cause.split(":")[1])].append(payout)
    there = _there(awards)
    return {
        award.pk: Facts(
            found["lines"][award.pk], found["receipts"][award.pk], found["payouts"][award.pk],
            award.pk in there,
        ) for award in awards
    }  # fmt: skip


def paid_by_award(fund: Fund) -> Counter[int]:
    """{award: minor units} that left this fund, as its book has them."""
    rows = Payout.objects.filter(community=fund.community_id, fund=fund, cause__startswith="award:")
    found: Counter[int] = Counter()
    out = (Payout.State.SENT, Payout.State.CONFIRMED)
    for cause, minor in rows.filter(state__in=out).values_list("cause", "minor"):
        number = cause.split(":")[1]
        found[int(number) if number.isdigit() else 0] += minor
    return found


def due_of(award: AidAward) -> dict[int, int]:
    return due_in(award, facts_of([award])[award.pk])


def due_in(award: AidAward, facts: Facts, *, in_advance: bool | None = None) -> dict[int, int]:
    """{fund: minor units} that may be asked for: in advance all, else what receipts of each part cover.

    Where the round pays on arrival, nothing before the person is there. `in_advance` asks what if.
    """
    on_arrival = award.application.round.paid_on_arrival
    if on_arrival and not facts.is_there:
        return {}
    full = on_arrival or (award.in_advance if in_advance is None else in_advance)
    covered: Counter[int] = Counter()
    for receipt in facts.receipts:
        if receipt.state == Receipt.State.ACCEPTED:
            covered[receipt.part_id] += receipt.counted or 0
    by_fund: Counter[int] = Counter()
    for line in facts.lines:
        may = line.minor if full else min(line.minor, covered[line.part_id])
        covered[line.part_id] -= 0 if full else may
        by_fund[line.fund_id or 0] += may
    earlier = _earlier(facts.payouts).by_fund
    return {fund: minor - earlier[fund] for fund, minor in by_fund.items() if minor > earlier[fund]}


def statement_of(award: AidAward) -> Statement:
    return statement_in(award, facts_of([award])[award.pk])


def statement_in(award: AidAward, facts: Facts) -> Statement:
    counted = [one.counted or 0 for one in facts.receipts if one.state == Receipt.State.ACCEPTED]
    paid = [one.minor for one in facts.payouts if one.state == Payout.State.CONFIRMED]
    waits = [one.minor for one in facts.payouts if one.state not in (*NOT_PAID, Payout.State.CONFIRMED)]
    return Statement(
        sum(line.minor for line in facts.lines), sum(counted), sum(waits), sum(paid),
        sum(due_in(award, facts).values()),
    )  # fmt: skip


def _earlier(payouts: Sequence[Payout]) -> Earlier:
    by_fund: Counter[int] = Counter()
    for payout in payouts:
        if payout.state not in NOT_PAID:
            by_fund[payout.fund_id] += payout.minor
    return Earlier(by_fund, len({payout.cause.rpartition(":")[2] for payout in payouts}))


def _there(awards: Sequence[AidAward]) -> set[int]:
    """Of somebody else's event a person of the committee says who came."""
    places = {award.place_uuid: award.pk for award in awards if award.place_uuid}
    events = {award.application.round.event_id for award in awards} - {None}
    rows = Place.objects.filter(event__in=events, uuid__in=places, arrived_at__isnull=False)
    there = {places[uuid] for uuid in rows.values_list("uuid", flat=True)} if places and events else set()
    return there | {
        award.pk for award in awards
        if award.application.round.event_id is None and award.application.state in ("fulfilled", "closed")
    }  # fmt: skip
