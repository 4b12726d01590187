"""Money of the practice community: a pot of small gifts, a grant with conditions, vouchers, a rate."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import note_rate
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.actions.gifts import promise_gift, receive_gift, withdraw_gift
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing
from teranga.domains.ledger.models import Fund
from teranga.domains.people.models import Person
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

TEXTS = Path(__file__).parent / "practice_texts" / "money.yaml"
GIFTS, LATE, AMOUNTS = 36, 6, (1000, 2000, 2000, 5000, 5000, 5000, 10_000, 10_000, 25_000)
GOAL, GRANT = 300_000, 600_000
BEGUN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Purse:
    """What pays for the journey."""

    pot: Fund
    grant: Fund


def load_money(
    community: Community, people: Sequence[Person], chosen: Sequence[Person], seed: int, at: datetime
) -> Purse:
    """For a practice community that has nothing of it yet. `chosen`: who got a place from the organisers."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    begun = at - BEGUN
    pot = new_fund(
        community, told["pot"], begun, kind=Fund.Kind.POT, goal=GOAL,
        deadline=(at + timedelta(days=30)).date(), spend_by=(at + timedelta(days=90)).date(),
        thanks=TranslatedText(told["pot"]["thanks"]),
        how_to_pay=TranslatedText(told["pot"]["how_to_pay"]),
    )  # fmt: skip
    _give(pot, people, told["words"], random.Random(f"{seed}:money"), at)
    grant = new_fund(
        community, told["grant"], begun, parts=["travel", "bed"], groups=["women", "first_time"],
        spend_by=(at + timedelta(days=90)).date(), report_due=(at + timedelta(days=120)).date(),
    )  # fmt: skip
    fill(grant, GRANT, begun)
    for line in told["things"]:
        _note_things(community, line, pot, chosen, begun)
    note_rate(community=community, of_currency="EUR", in_currency="XOF", rate=Decimal("655.957"),
              day=at.date(), source=told["rate_source"], by=COMMAND_LINE, at=at)  # fmt: skip
    return Purse(pot, grant)


def new_fund(community: Community, told: dict[str, Any], at: datetime, **more: Any) -> Fund:
    """An open fund in XOF by its texts: a grant, where nothing else is said, that has no page."""
    fields: dict[str, Any] = {"name": TranslatedText(told["name"]), "about": TranslatedText(told["about"])}
    if "giver" in told:
        fields |= {"kind": Fund.Kind.GRANT, "is_public": False, "giver": told["giver"],
                   "giver_contact": told["contact"]}  # fmt: skip
    fund = draft_fund(community=community, currency="XOF", by=COMMAND_LINE, at=at, **(fields | more))
    open_fund(fund=fund, by=COMMAND_LINE, at=at)
    fund.refresh_from_db()
    return fund


def fill(fund: Fund, minor: int, at: datetime) -> None:
    """All of a grant arrives by one transfer."""
    money, key = Money(minor, fund.currency), f"practice-grant-{fund.pk:04}"
    gift = promise_gift(fund=fund, money=money, name=fund.giver, is_named=True, message="", language="fr",
                        key=key, by=COMMAND_LINE, at=at)  # fmt: skip
    receive_gift(gift=gift, money=money, proof="virement", by=COMMAND_LINE, at=at)


def _note_things(
    community: Community, line: dict[str, Any], pot: Fund, chosen: Sequence[Person], at: datetime
) -> None:
    for number in range(line["many"]):
        thing = note_thing(
            community=community, by=COMMAND_LINE, at=at, code=f"{line['code']}-{number + 1}",
            part=line["part"], worth=Money(3000, "EUR"), giver=line["giver"], covers=line["covers"],
            valid_until=(at + timedelta(days=150)).date(), fund=None if line.get("kept") else pot,
        )  # fmt: skip
        if line.get("kept"):
            keep_thing(thing=thing, person=chosen[number], by=COMMAND_LINE, at=at)


def _give(fund: Fund, people: Sequence[Person], words: list[str], dice: random.Random, at: datetime) -> None:
    """Thirty small gifts arrived, five are on their way, and one giver thought better of it."""
    begun = at - BEGUN
    for number, person in enumerate(dice.sample(list(people[60:400]), GIFTS)):
        is_late = number >= GIFTS - LATE
        when = at - timedelta(hours=5 * (GIFTS - number)) if is_late else begun + timedelta(hours=20 * number)
        money = Money(dice.choice(AMOUNTS), "XOF")
        gift = promise_gift(
            fund=fund, money=money, name=person.name, is_named=dice.random() < 0.7,
            message=dice.choice(words), language="fr", key=f"practice-gift-{number:04}", by=COMMAND_LINE,
            at=when, person=person,
        )  # fmt: skip
        if not is_late:
            receive_gift(gift=gift, money=money, proof=f"TM{dice.randrange(10**8):08}", by=COMMAND_LINE,
                         at=when + timedelta(hours=5))  # fmt: skip
        elif number == GIFTS - 1:
            withdraw_gift(gift=gift, by=COMMAND_LINE, at=at)
