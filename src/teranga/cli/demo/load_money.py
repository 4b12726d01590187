"""Money of the practice community: a pot of small gifts, a grant with conditions, vouchers, a rate."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import enter, note_rate
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.actions.gifts import promise_gift, receive_gift, withdraw_gift
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.payments.actions.payouts import cancel_payout, request_payout
from teranga.domains.people.models import Person
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

TEXTS = Path(__file__).parent / "practice_texts" / "money.yaml"
GIFTS, AMOUNTS = 36, (1000, 2000, 2000, 5000, 5000, 5000, 10_000, 10_000, 25_000)
GOAL, GRANT = 450_000, 300_000
AWARDS = (45_000, 60_000, 38_500)
BEGUN = timedelta(days=35)


def load_money(community: Community, people: Sequence[Person], seed: int, at: datetime) -> None:
    """For a practice community that has nothing of it yet."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    dice = random.Random(f"{seed}:money")
    pot = _pot(community, told["pot"], at)
    _give(pot, people, told["words"], dice, at)
    grant = _grant(community, told["grant"], at)
    for number, minor in enumerate(AWARDS, 1):
        enter(fund=grant, kind=LedgerEntry.Kind.GRANTED, money=Money(minor, "XOF"), cause=f"award:{number}",
              by=COMMAND_LINE, at=at - timedelta(days=5))  # fmt: skip
    _pay(grant, people, told["payouts"], at)
    for number in range(4):
        thing = note_thing(
            community=community, by=COMMAND_LINE, at=at - BEGUN, code=f"VOISINE-{number + 1}", part="ticket",
            worth=Money(3000, "EUR"), valid_until=(at + timedelta(days=60)).date(), **told["thing"],
        )  # fmt: skip
        if number < 2:
            keep_thing(thing=thing, person=people[70 + number], by=COMMAND_LINE, at=at)
    note_rate(community=community, of_currency="EUR", in_currency="XOF", rate=Decimal("655.957"),
              day=at.date(), source=told["rate_source"], by=COMMAND_LINE, at=at)  # fmt: skip


def _pay(fund: Fund, people: Sequence[Person], told: list[dict[str, str]], at: datetime) -> None:
    """One of each: waiting, called off; who approves is a person, so nothing here is approved."""
    for number, one in enumerate(told):
        person = people[80 + number]
        payout = request_payout(
            fund=fund, person=person, money=Money(18_500 + 4000 * number, "XOF"),
            cause=f"receipt:P-{number + 1}", what_for=one["what"], way=one["way"], destination=one["to"],
            name=person.name, by=COMMAND_LINE, at=at - timedelta(days=3),
        )  # fmt: skip
        if one.get("off"):
            cancel_payout(payout=payout, why=one["off"], by=COMMAND_LINE, at=at)


def _pot(community: Community, told: dict[str, Any], at: datetime) -> Fund:
    fund = draft_fund(
        community=community, kind=Fund.Kind.POT, currency="XOF", goal=GOAL, by=COMMAND_LINE, at=at - BEGUN,
        deadline=(at + timedelta(days=40)).date(),
        name=TranslatedText(told["name"]), about=TranslatedText(told["about"]),
        how_to_pay=TranslatedText(told["how_to_pay"]), thanks=TranslatedText(told["thanks"]),
    )  # fmt: skip
    open_fund(fund=fund, by=COMMAND_LINE, at=at - BEGUN)
    return fund


def _give(fund: Fund, people: Sequence[Person], words: list[str], dice: random.Random, at: datetime) -> None:
    for number, person in enumerate(dice.sample(list(people[60:]), GIFTS)):
        when = at - BEGUN + timedelta(hours=20 * (number + 1))
        money = Money(dice.choice(AMOUNTS), "XOF")
        gift = promise_gift(
            fund=fund, money=money, name=person.name, is_named=dice.random() < 0.7,
            message=dice.choice(words), language="fr", key=f"practice-gift-{number:04}", by=COMMAND_LINE,
            at=when, person=person,
        )  # fmt: skip
        if number < GIFTS - 6:
            receive_gift(gift=gift, money=money, proof=f"TM{dice.randrange(10**8):08}", by=COMMAND_LINE,
                         at=when + timedelta(hours=5))  # fmt: skip
        elif number == GIFTS - 1:
            withdraw_gift(gift=gift, by=COMMAND_LINE, at=at)


def _grant(community: Community, told: dict[str, Any], at: datetime) -> Fund:
    fund = draft_fund(
        community=community, kind=Fund.Kind.GRANT, currency="XOF", is_public=False, giver=told["giver"],
        giver_contact=told["contact"], parts=["travel", "bed"], groups=["women", "first_time"],
        name=TranslatedText(told["name"]), about=TranslatedText(told["about"]), by=COMMAND_LINE,
        spend_by=(at + timedelta(days=90)).date(), report_due=(at + timedelta(days=120)).date(),
        at=at - BEGUN,
    )  # fmt: skip
    open_fund(fund=fund, by=COMMAND_LINE, at=at - BEGUN)
    gift = promise_gift(
        fund=fund, money=Money(GRANT, "XOF"), name=told["giver"], is_named=True, message="", language="fr",
        key="practice-grant-0001", by=COMMAND_LINE, at=at - BEGUN,
    )  # fmt: skip
    receive_gift(gift=gift, money=Money(GRANT, "XOF"), proof="virement", by=COMMAND_LINE, at=at - BEGUN)
    return fund
