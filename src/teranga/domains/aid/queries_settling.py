"""Awards for those who see them through: each with its money and with what waits there for somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from teranga.domains.aid.models import AidApplication, AidAward, AidRound, AwardLine, Part, Receipt
from teranga.domains.aid.queries_statement import Facts, Statement, due_in, facts_of, statement_in
from teranga.domains.aid.rules_awards import is_over
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.ledger.models import Fund
from teranga.domains.payments.models import Payout

State = AidApplication.State
RUNNING = (State.ACCEPTED, State.FULFILLED)
YES_NEEDED = 2


class Waits(StrEnum):
    """What waits, in the order in which it is seen to. The last two wait for the holder."""

    RECEIPT = "receipt"  # to look at
    PLACE = "place"  # the award brings one, and there was none free
    ASK = "ask"  # money is due and nobody asked for it
    YES = "yes"  # asked for, fewer than two said yes
    SEND = "send"  # two said yes
    ARRIVES = "arrives"  # sent; nobody noted that it came
    CAME = "came"  # it is over, and nobody said whether the holder was there
    CLOSE = "close"  # everything is settled
    WAY = "way"  # how to be paid is not told yet
    ANSWER = "answer"  # the offer


RELATED = ("application__person", "application__round__event", "round__event", "round__community")
OF_HOLDER = {Waits.WAY, Waits.ANSWER}


@dataclass(frozen=True, slots=True)
class AwardRow:
    award: AidAward
    facts: Facts
    told: Statement
    things: tuple[AwardLine, ...]  # whole things: a seat, a bed, a voucher
    waits: tuple[Waits, ...]
    is_own: bool  # of the person who looks: others see it through

    @property
    def receipts_waiting(self) -> int:
        return sum(one.state == Receipt.State.SENT for one in self.facts.receipts)

    @property
    def missing_yes(self) -> int:
        """Of the payout that lacks most."""
        asked = [one for one in self.facts.payouts if one.state == Payout.State.REQUESTED]
        return max((YES_NEEDED - getattr(one, "yes", 0) for one in asked), default=0)


def award_rows(round: AidRound, person_id: int | None, at: datetime) -> list[AwardRow]:
    """Every award of the round, what waits for the team first; as many queries for one as for many."""
    rows = _rows(list(_awards(round).order_by("application__number")), person_id, at)
    return sorted(rows, key=lambda row: not set(row.waits) - OF_HOLDER)


def award_row(round: AidRound, number: int, person_id: int | None, at: datetime) -> AwardRow:
    """Raises NotFound, also for the award of the person who looks."""
    found = _rows(list(_awards(round).filter(pk=number)), person_id, at)
    if not found or found[0].is_own:
        raise NotFound(str(number))
    return found[0]


def award_of_cause(community: Community, cause: str, person_id: int | None, at: datetime) -> AwardRow | None:
    """What a payout with this cause is for; None for another payout and for who would get the money."""
    kind, _colon, rest = cause.partition(":")
    number = rest.partition(":")[0]
    if kind != "award" or not number.isdigit():
        return None
    rows = AidAward.objects.filter(community=community, pk=int(number)).select_related(*RELATED)
    found = _rows(list(rows), person_id, at)
    return found[0] if found and not found[0].is_own else None


def receipt_of(award: AidAward, number: int) -> Receipt:
    """Raises NotFound."""
    rows = Receipt.objects.filter(community=award.community_id, award=award, pk=number)
    row = rows.select_related("award__application__round", "part", "checked_by").first()
    if row is None:
        raise NotFound(str(number))
    return row


def receipts_to_look_at(community: Community) -> int:
    return Receipt.objects.filter(community=community, state=Receipt.State.SENT).count()


def in_advance(row: AwardRow) -> int:
    """What may be asked for now when it is paid before receipts come."""
    return sum(due_in(row.award, row.facts, in_advance=True).values())


@dataclass(frozen=True, slots=True)
class OfPart:
    """One part of an award in minor units; receipts as far as they count."""

    part: Part
    granted: int
    receipts: int


def by_part(row: AwardRow) -> list[OfPart]:
    parts = {line.part_id: line.part for line in row.facts.lines}
    granted, counted = Counter[int](), Counter[int]()
    for line in row.facts.lines:
        granted[line.part_id] += line.minor
    for one in row.facts.receipts:
        parts.setdefault(one.part_id, one.part)
        counted[one.part_id] += one.counted or 0 if one.state == Receipt.State.ACCEPTED else 0
    order = sorted(parts.values(), key=lambda part: (part.position, part.pk))
    return [OfPart(part, granted[part.pk], counted[part.pk]) for part in order]


def by_fund(row: AwardRow) -> list[tuple[Fund, int, int]]:
    """(fund, granted, paid and arrived) in minor units."""
    funds = {line.fund_id: line.fund for line in row.facts.lines if line.fund}
    granted, paid = Counter[int | None](), Counter[int | None]()
    for line in row.facts.lines:
        granted[line.fund_id] += line.minor
    for one in row.facts.payouts:
        paid[one.fund_id] += one.minor if one.state == Payout.State.CONFIRMED else 0
    return [(fund, granted[key], paid[key]) for key, fund in funds.items()]


def _awards(round: AidRound) -> QuerySet[AidAward]:
    return AidAward.objects.filter(community=round.community_id, round=round).select_related(*RELATED)


def _rows(awards: Sequence[AidAward], person_id: int | None, at: datetime) -> list[AwardRow]:
    facts, things = facts_of(awards), _things_of(awards)
    return [
        AwardRow(
            award, facts[award.pk], told := statement_in(award, facts[award.pk]), tuple(things[award.pk]),
            tuple(_waits(award, facts[award.pk], told, at)),
            person_id is not None and award.application.person_id == person_id,
        ) for award in awards
    ]  # fmt: skip


def _things_of(awards: Sequence[AidAward]) -> dict[int, list[AwardLine]]:
    found: dict[int, list[AwardLine]] = defaultdict(list)
    if awards:
        rows = AwardLine.objects.filter(community=awards[0].community_id, award__in=awards, fund=None)
        for line in rows.select_related("part", "thing").order_by("part__position", "pk"):
            found[line.award_id].append(line)
    return found


def _waits(award: AidAward, facts: Facts, told: Statement, at: datetime) -> list[Waits]:
    state, round = award.application.state, award.application.round
    payouts = {payout.state for payout in facts.payouts}
    receipts = any(one.state == Receipt.State.SENT for one in facts.receipts)
    unsettled = receipts or told.due or told.on_its_way or told.open
    holds = {
        Waits.RECEIPT: receipts and state in RUNNING,
        Waits.PLACE: state == State.ACCEPTED and round.event_id and award.place_uuid is None,
        Waits.ASK: state in RUNNING and told.due and award.way,
        Waits.YES: Payout.State.REQUESTED in payouts, Waits.SEND: Payout.State.APPROVED in payouts,
        Waits.ARRIVES: Payout.State.SENT in payouts,
        Waits.CAME: state == State.ACCEPTED and is_over(round, at),
        Waits.CLOSE: state in (State.FULFILLED, State.NO_SHOW) and not unsettled,
        Waits.WAY: state in RUNNING and told.open and not award.way,
        Waits.ANSWER: state == State.OFFERED,
    }  # fmt: skip
    return [kind for kind, does in holds.items() if does]
