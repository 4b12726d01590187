"""The journey before: everybody is back and paid, some tell of it, and its giver knows what the money did."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from teranga.cli.demo.load_aid import seat_scorer
from teranga.cli.demo.load_arrivals import pay
from teranga.cli.demo.load_delegation import (
    COMMITTEE,
    SIGNING,
    a_round,
    an_ask,
    evening,
    read_told,
    rights_of,
)
from teranga.cli.demo.load_money import fill, new_fund
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.aftermath import release_story, tell
from teranga.domains.aid.actions.ending import end_round
from teranga.domains.aid.actions.giver_reports import send_report
from teranga.domains.aid.actions.practice import (
    decide_practice_round,
    fill_applications,
    quiet_practice_round,
)
from teranga.domains.aid.actions.settling import close_award, say_did_not_come, say_was_there
from teranga.domains.aid.models import AidAward, AidRound
from teranga.domains.aid.queries_awards import awards_of
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.funds import close_fund
from teranga.domains.ledger.models import Fund
from teranga.domains.people.models import Person

FIRST, ASKING, GRANT = 600, 21, 390_000
OPENED, CLOSED, DECIDED, PAID, BEGAN, BACK, TOLD, REPORTED = (
    timedelta(days=days) for days in (150, 122, 115, 100, 83, 79, 76, 66)
)


def load_last_journey(
    community: Community, people: Sequence[Person], payers: Sequence[Person], seed: int, at: datetime
) -> AidRound:
    """Decided by the same rules, from one grant without conditions."""
    told = read_told()
    last, dice = told["last"], random.Random(f"{seed}:last")
    fund = new_fund(community, last["grant"], at - OPENED, report_due=(at - timedelta(days=60)).date())
    fill(fund, GRANT, at - OPENED)
    row = a_round(
        community, told, last, [fund], at - OPENED, closes_at=evening(community, at - CLOSED),
        start=(at - BEGAN).date(),
        end=(at - BEGAN).date() + timedelta(days=2), ceiling=90_000, offer_hours=14 * 24,
    )  # fmt: skip
    committee = people[FIRST - COMMITTEE : FIRST]
    for scorer in committee:
        seat_scorer(row, scorer, at - OPENED)
    asks = [an_ask(told, person, dice, has_ticket=True) for person in people[FIRST : FIRST + ASKING]]
    fill_applications(round=row, asks=asks, scorers=committee, at=at - CLOSED - timedelta(days=3))
    decide_practice_round(
        round=row, rights=rights_of(committee[:SIGNING], at - DECIDED), by=COMMAND_LINE, at=at - DECIDED,
    )  # fmt: skip
    _settle(row, payers, at)
    _tell_of_it(row, told["stories"], at)
    send_report(fund=Fund.objects.get(community=community, pk=fund.pk), language="fr", by=COMMAND_LINE,
                at=at - REPORTED)  # fmt: skip
    close_fund(fund=fund, by=COMMAND_LINE, at=at - REPORTED)
    end_round(round=row, by=COMMAND_LINE, at=at - REPORTED)
    quiet_practice_round(round=row)
    return row


def _settle(row: AidRound, payers: Sequence[Person], at: datetime) -> None:
    """All were paid before, but for one who could not come in the end: that money went back."""
    *there, missed = awards_of(row)
    may = rights_of(payers, at - PAID)
    for award in there:
        pay(award, may, at - PAID)
        say_was_there(award=award, by=COMMAND_LINE, at=at - BACK)
    say_did_not_come(award=missed, by=COMMAND_LINE, at=at - BACK)
    for award in awards_of(row):
        close_award(award=award, by=COMMAND_LINE, at=at - REPORTED)


def _tell_of_it(row: AidRound, stories: Sequence[Mapping[str, Any]], at: datetime) -> None:
    for award, story in zip(awards_of(row), stories, strict=False):
        kept = tell(
            award=award, when="after", text=story["text"], helped=story["helped"], became=story["became"],
            audience=story["audience"], as_name=_first_name(award) if story["signed"] else "",
            by=Actor("member", award.application.person_id), at=at - TOLD,
        )  # fmt: skip
        if story["released"]:
            release_story(told=kept, by=COMMAND_LINE, at=at - TOLD + timedelta(days=1))


def _first_name(award: AidAward) -> str:
    person = award.application.person
    return person.name.partition(" ")[0] if person else ""
