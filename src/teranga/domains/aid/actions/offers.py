"""Offers of aid: sent as two people signed them, ended when nobody answers, moved up the waiting list.

Locks are taken in one order: the round, the application, the funds by their numbers, the event's places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.aid.actions.applications import locked_application, move_application
from teranga.domains.aid.actions.rounds import locked_round, move_round
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, AwardLine, Part, RoundFund
from teranga.domains.aid.rules import groups_of
from teranga.domains.aid.rules_awards import is_over
from teranga.domains.aid.solving import by_number, next_award
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.foundation.money import Money

State = AidApplication.State
Payments = Iterable[tuple[str, str, int]]  # (part, fund, minor units)
LIVING = (State.OFFERED, State.ACCEPTED, State.FULFILLED, State.CLOSED)


def send_offers(*, round: AidRound, result: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Of a signed result, in the caller's transaction: offers, the waiting list, and no to the others.

    The round is locked. Raises NotEnough when a fund holds less by now: then nothing goes out.
    """
    rows = by_number(round)
    waits = {number: place for place, number in enumerate(result["queue"], 1)}
    for number in sorted(rows, key=int):
        row = locked_application(rows[number])
        if row.state != State.IN_REVIEW:
            continue
        if award := result["awards"].get(number):
            offer(row, award["payments"], award["things"], by=by, at=at)
        elif number in waits:
            move_application(row, "waitlist", by=by, at=at)
            row.rank = waits[number]
            row.save(update_fields=["rank"])
            tell_later(row, at)
        else:
            move_application(row, "not_fund", by=by, at=at)
            tell_later(row, at)
    move_round(round, "decide", by=by, at=at)
    return len(result["awards"])


def offer(
    row: AidApplication, payments: Payments, things: Iterable[tuple[str, int]], *, by: Actor, at: datetime
) -> AidAward:
    """One offer with its lines, promised in the book under the funds' locks. Raises NotEnough."""
    round = row.round
    move_application(row, "offer", by=by, at=at)
    row.rank = None
    row.save(update_fields=["rank"])
    award = AidAward.objects.create(
        community_id=row.community_id, round=round, application=row, currency=round.currency, offered_at=at,
        expires_at=at + timedelta(hours=round.offer_hours),
    )  # fmt: skip
    parts = {part.kind: part for part in Part.objects.filter(community=row.community_id, round=round)}
    paying = RoundFund.objects.filter(community=row.community_id, round=round).select_related("fund")
    funds = {one.fund.slug: one.fund for one in paying}
    here = {"community_id": row.community_id, "award": award}
    by_fund: Counter[str] = Counter()
    for kind, slug, minor in payments:
        AwardLine.objects.create(**here, part=parts[kind], fund=funds[slug], minor=minor)
        by_fund[slug] += minor
    for kind, count in things:
        AwardLine.objects.create(**here, part=parts[kind], fund=None, count=count)
    for slug in sorted(by_fund, key=lambda one: funds[one].pk):
        money = Money(by_fund[slug], award.currency)
        enter(fund=funds[slug], kind=LedgerEntry.Kind.GRANTED, money=money, cause=f"award:{award.pk}",
              by=Actor(by.acting_as), at=at)  # fmt: skip
    payload = {"community_id": award.community_id, "award_id": award.pk}
    jobs.enqueue("aid.expire_offer", at=award.expires_at, payload=payload,
                 unique_key=f"aid-expire:{award.pk}")  # fmt: skip
    tell_later(row, at)
    return award


def expire_offer(*, award: AidAward, at: datetime) -> bool:
    """Nobody answered in time: the money goes to the next in the list. Does nothing when it was answered."""
    with write(durable=True):
        round = locked_round(award.round)
        row = locked_application(award.application)
        fresh = AidAward.objects.filter(community=award.community_id).get(pk=award.pk)
        if row.state != State.OFFERED or at < fresh.expires_at:
            return False
        move_application(row, "expire", by=PROGRAM, at=at)
        release(fresh, "expired", by=PROGRAM, at=at)
        tell_later(row, at)
        move_up(round, at=at)
    return True


def move_up(round: AidRound, *, by: Actor = PROGRAM, at: datetime) -> int:
    """Offer what is free to those who wait, in their order and by the same rules. The round is locked.

    Nobody is offered anything once what the round is about is over.
    """
    if round.state != AidRound.State.DECIDED or is_over(round, at):
        return 0
    waiting = AidApplication.objects.filter(
        community=round.community_id, round=round, state=State.WAITLISTED, rank__isnull=False
    )
    living, made = living_awards(round), 0
    for found in waiting.order_by("rank"):
        row = locked_application(found)
        if row.state != State.WAITLISTED:
            continue
        told = next_award(round, row, living)
        if told:
            option, payments = told
            offer(row, payments, option.things, by=by, at=at)
            living[str(row.number)] = (groups_of(row), option.total)
            made += 1
    return made


def move_up_now(*, round: AidRound, by: Actor, at: datetime) -> int:
    """After money came in: go through the waiting list again. Returns how many offers went out."""
    with write(durable=True):
        return move_up(locked_round(round), by=by, at=at)


def living_awards(round: AidRound) -> dict[str, tuple[frozenset[str], int]]:
    """{number: (groups, money)} of the awards that run or were used."""
    money: dict[int, int] = defaultdict(int)
    lines = AwardLine.objects.filter(community=round.community_id, award__round=round)
    for application, minor in lines.values_list("award__application_id", "minor"):
        money[application] += minor
    rows = AidApplication.objects.filter(community=round.community_id, round=round, state__in=LIVING)
    return {str(row.number): (groups_of(row), money[row.pk]) for row in rows.order_by("pk")}


def release(
    award: AidAward, why: str, *, keep: int = 0, keep_by_fund: Mapping[int, int] | None = None, by: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Give back to the pots all but `keep`, of which each line has its share, or all but so much of each
    fund. Returns what was freed.
    """
    rows = AwardLine.objects.filter(community=award.community_id, award=award)
    lines = list(rows.order_by("fund_id", "pk"))
    kept = _kept_of_funds(lines, keep_by_fund) if keep_by_fund is not None else _shares(lines, keep)
    freed: Counter[int] = Counter()
    for line, minor in zip(lines, kept, strict=True):
        freed[line.fund_id or 0] += line.minor - minor
        line.minor = minor
        line.count = line.count if why in ("less", "closed") else 0
        line.save(update_fields=["minor", "count"])
    funds = {fund.pk: fund for fund in Fund.objects.filter(community=award.community_id, pk__in=freed)}
    for key in sorted(funds):
        if freed[key]:
            enter(fund=funds[key], kind=LedgerEntry.Kind.RELEASED, money=Money(freed[key], award.currency),
                  cause=f"award:{award.pk}:{why}", by=Actor(by.acting_as), at=at)  # fmt: skip
    return sum(freed.values())


def _shares(lines: list[AwardLine], keep: int) -> list[int]:
    whole = sum(line.minor for line in lines)
    kept = [line.minor * keep // whole if whole else 0 for line in lines]
    rest = min(keep, whole) - sum(kept)
    for place, line in enumerate(lines):
        more = min(rest, line.minor - kept[place])
        kept[place] += more
        rest -= more
    return kept


def _kept_of_funds(lines: list[AwardLine], keep: Mapping[int, int]) -> list[int]:
    left, kept = dict(keep), []
    for line in lines:
        minor = min(line.minor, left.get(line.fund_id or 0, 0))
        left[line.fund_id or 0] = left.get(line.fund_id or 0, 0) - minor
        kept.append(minor)
    return kept


def tell_later(row: AidApplication, at: datetime) -> None:
    """A mail that says only that there is news, with the link to one's own page."""
    payload = {"community_id": row.community_id, "application_id": row.pk}
    jobs.enqueue("aid.tell_award", at=at, payload=payload)
