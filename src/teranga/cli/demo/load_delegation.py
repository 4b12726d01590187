"""As Python Togo lived it in 2024, with generated people: forty ask to go to another community's conference.

Five places are given by its organisers; the community adds a grant, a sister's vouchers and small gifts.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from teranga.cli.demo.load_aid import TEXTS as AID_TEXTS
from teranga.cli.demo.load_aid import seat_scorer
from teranga.cli.demo.load_money import Purse
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions import round_rows, rounds
from teranga.domains.aid.actions.practice import (
    PracticeAsk,
    Sheet,
    decide_practice_round,
    fill_applications,
    quiet_practice_round,
)
from teranga.domains.aid.models import AidRound
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Rights
from teranga.domains.people.queries_roles import rights_for
from teranga.foundation.translated import TranslatedText

TEXTS = Path(__file__).parent / "practice_texts" / "delegation.yaml"
FIRST, ASKING, CHOSEN = 500, 40, 5  # of the generated members; the first ones got a place over there
COMMITTEE, SIGNING, MOST = 3, 2, 5  # MOST points for a line of the rubric
GROUPS = ["women", "first_time", "students"]
OPENED, CLOSED, DECIDED, AWAY = (timedelta(days=days) for days in (55, 20, 9, 40))
OFFER_HOURS, CEILING, SHARE = 14 * 24, 90_000, 40


def read_told() -> dict[str, Any]:
    """The texts of the journey; why people ask is said as in the round that is open."""
    words = yaml.safe_load(AID_TEXTS.read_text(encoding="utf-8"))
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return told | {key: words[key] for key in ("motivations", "circumstances")}


def delegates(people: Sequence[Person]) -> Sequence[Person]:
    return people[FIRST : FIRST + ASKING]


def load_delegation(
    community: Community, people: Sequence[Person], purse: Purse, seed: int, at: datetime
) -> AidRound:
    """A round decided last week: most come, one declined and the next moved up, two have not answered."""
    told = read_told()
    closes, start = evening(community, at - CLOSED), (at + AWAY).date()
    row = a_round(
        community, told, told["round"], (purse.pot, purse.grant), at - OPENED, closes_at=closes, start=start,
        end=start + timedelta(days=2), ceiling=CEILING, offer_hours=OFFER_HOURS,
    )  # fmt: skip
    committee = people[FIRST - COMMITTEE : FIRST]
    for scorer in committee:
        seat_scorer(row, scorer, at - OPENED)
    dice = random.Random(f"{seed}:delegation")
    asks = [
        an_ask(told, person, dice, has_ticket=index < CHOSEN)
        for index, person in enumerate(delegates(people))
    ]
    fill_applications(round=row, asks=asks, scorers=committee, at=closes - timedelta(days=3))
    decide_practice_round(
        round=row, other_without=purse.grant.slug, rights=rights_of(committee[:SIGNING], at - DECIDED),
        declines=True, less=10_000, unanswered=2, by=COMMAND_LINE, at=at - DECIDED,
    )  # fmt: skip
    quiet_practice_round(round=row)
    return row


def evening(community: Community, at: datetime) -> datetime:
    """Ten o'clock on that day, there."""
    zone = ZoneInfo(community.zone)
    return datetime.combine(at.astimezone(zone).date(), time(22), zone)


def a_round(
    community: Community, told: Mapping[str, Any], texts: Mapping[str, Any], funds: Sequence[Fund],
    opened: datetime, **fields: Any,
) -> AidRound:  # fmt: skip
    """Published, with its parts, rubric, a share for women and the funds that pay."""
    row = rounds.draft_round(
        community=community, by=COMMAND_LINE, at=opened, elsewhere=texts["elsewhere"],
        address=texts["address"], opens_at=opened, currency="XOF", groups=GROUPS,
        name=TranslatedText(texts["name"]), about=TranslatedText(texts["about"]),
        rules=TranslatedText(told["round"]["rules"]), **fields,
    )  # fmt: skip
    for part in told["parts"]:
        round_rows.save_part(round=row, by=COMMAND_LINE, at=opened, **part)
    for line in told["rubric"]:
        round_rows.save_criterion(
            round=row, name=TranslatedText(line["name"]), help=TranslatedText(line["help"]),
            weight=line["weight"], by=COMMAND_LINE, at=opened,
        )  # fmt: skip
    round_rows.save_share_rule(round=row, group="women", percent=SHARE, by=COMMAND_LINE, at=opened)
    for fund in funds:
        round_rows.set_fund(round=row, fund=fund, by=COMMAND_LINE, at=opened)
    return rounds.publish_round(round=row, by=COMMAND_LINE, at=opened)


def an_ask(
    told: Mapping[str, Any],
    person: Person,
    dice: random.Random,
    *,
    has_ticket: bool,
    scorers: int = COMMITTEE,
) -> PracticeAsk:
    """What somebody might ask for, and what a committee that mostly agrees makes of it."""
    country, city, one_way = dice.choice(told["towns"])
    there = told["round"]["elsewhere"].removeprefix("PyCon ")
    legs = [{"from": start, "to": end, "means": "bus", "minor": one_way}
            for start, end in ((city, there), (there, city))]  # fmt: skip
    nights = dice.randint(2, 3)
    asks = {"travel": 2 * one_way} | ({} if has_ticket or dice.random() < 0.5 else {"ticket": 1})
    asks |= {"bed": 8_000 * nights} if dice.random() < 0.6 else {}
    asks |= {"data": 5_000} if dice.random() < 0.4 else {}
    said = {
        "country": country, "city": city, "groups": [key for key in GROUPS if dice.random() < 0.5],
        "motivation": dice.choice(told["motivations"]), "circumstances": dice.choice(told["circumstances"]),
        "own_share": dice.choice((0, 0, 5_000, 10_000)), "less_is_fine": dice.random() < 0.5, "step": 4,
    }  # fmt: skip
    worth = [dice.uniform(0.2, 1) for _line in told["rubric"]]
    sheets = [_sheet(worth, dice) for _scorer in range(scorers)]
    return PracticeAsk(person, said, asks, legs, nights, sheets)


def rights_of(people: Sequence[Person], at: datetime) -> list[Rights]:
    return [rights_for(person.pk, at=at, has_second_factor=True) for person in people]


def _sheet(worth: Sequence[float], dice: random.Random) -> Sheet:
    return [min(MOST, max(0, round(MOST * one + dice.choice((-1, 0, 0, 1))))) for one in worth]
