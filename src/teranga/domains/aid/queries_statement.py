"""What one award is owed and was paid, to the minor unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from teranga.domains.aid.models import AidAward, AwardLine, Receipt
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place

NOT_PAID = (Payout.State.FAILED, Payout.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Earlier:
    by_fund: Counter[int]
    times: int  # how often money was asked for, also in vain


@dataclass(frozen=True, slots=True)
class Statement:
    """In minor units of the award's currency. `due` is what may be asked for now."""

    granted: int
    receipts: int  # accepted, at their counted worth
    on_its_way: int
    paid: int
    due: int


def payouts_of(award: AidAward) -> list[Payout]:
    rows = Payout.objects.filter(community=award.community_id, cause__startswith=f"award:{award.pk}:")
    return list(rows.select_related("fund").order_by("pk"))


def paid_or_on_its_way(award: AidAward) -> Earlier:
    by_fund: Counter[int] = Counter()
    found = payouts_of(award)
    for payout in found:
        if payout.state not in NOT_PAID:
            by_fund[payout.fund_id] += payout.minor
    return Earlier(by_fund, len({payout.cause.rpartition(":")[2] for payout in found}))


def due_of(award: AidAward) -> dict[int, int]:
    """{fund: minor units} that may be asked for: in advance all, else what receipts of each part cover.

    Where the round pays on arrival, nothing before the person is there.
    """
    if award.application.round.paid_on_arrival and not is_there(award):
        return {}
    covered: Counter[int] = Counter()
    if not award.in_advance and not award.application.round.paid_on_arrival:
        accepted = Receipt.objects.filter(
            community=award.community_id, award=award, state=Receipt.State.ACCEPTED
        )
        for part, counted in accepted.values_list("part_id", "counted"):
            covered[part] += counted or 0
    by_fund: Counter[int] = Counter()
    lines = AwardLine.objects.filter(community=award.community_id, award=award, fund__isnull=False)
    for line in lines.order_by("part_id", "fund_id"):
        full = award.in_advance or award.application.round.paid_on_arrival
        may = line.minor if full else min(line.minor, covered[line.part_id])
        covered[line.part_id] -= 0 if full else may
        by_fund[line.fund_id or 0] += may
    earlier = paid_or_on_its_way(award).by_fund
    return {fund: minor - earlier[fund] for fund, minor in by_fund.items() if minor > earlier[fund]}


def is_there(award: AidAward) -> bool:
    event = award.application.round.event
    if event is None:
        return award.application.state in ("fulfilled", "closed")
    if award.place_uuid is None:
        return False
    places = Place.objects.filter(event=event, uuid=award.place_uuid)
    return places.filter(arrived_at__isnull=False).exists()


def statement_of(award: AidAward) -> Statement:
    lines = AwardLine.objects.filter(community=award.community_id, award=award)
    accepted = Receipt.objects.filter(community=award.community_id, award=award, state="accepted")
    found = payouts_of(award)
    paid = sum(one.minor for one in found if one.state == Payout.State.CONFIRMED)
    waits = sum(one.minor for one in found if one.state not in (*NOT_PAID, Payout.State.CONFIRMED))
    counted = sum(filter(None, accepted.values_list("counted", flat=True)))
    return Statement(
        sum(lines.values_list("minor", flat=True)), counted,
        waits, paid, sum(due_of(award).values()),
    )  # fmt: skip
