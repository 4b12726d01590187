"""Aid in the practice community: a round that is open, and applications as far as they come while it is."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions import applications, round_rows, rounds
from teranga.domains.aid.actions.applications import Asked
from teranga.domains.aid.actions.scoring import score_application
from teranga.domains.aid.models import AidApplication, AidRound, Part
from teranga.domains.aid.queries import application_of, whole_of
from teranga.domains.aid.queries_scoring import queue_of
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.rules_roles import RoleAt
from teranga.domains.proposals.models import ProposalSpeaker
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

TEXTS = Path(__file__).parent / "practice_texts" / "aid.yaml"
GROUPS = ["women", "first_time", "students", "no_income"]
SINCE, LASTS, IN_THE_POT = timedelta(days=20), timedelta(days=25), 900_000
FIRST, SENT, COMMITTEE = 400, 9, 3  # of the generated members, the first who applies; how many sent theirs


@dataclass(frozen=True, slots=True)
class PracticeApplication:
    """What one generated person says; `asks` by kind of part, in minor units or whole things."""

    person: Person
    told: Mapping[str, Any]
    asks: Mapping[str, int]
    legs: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    is_sent: bool = True


def load_aid(community: Community, people: Sequence[Person], seed: int, at: datetime) -> AidRound:
    """One open round with a handful of applications: drafts, sent ones, one withdrawn, a minor's."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    row = load_round(community, told, at)
    for scorer in people[FIRST - COMMITTEE : FIRST]:
        seat_scorer(row, scorer, at)
    dice = random.Random(f"{seed}:aid")
    for index, person in enumerate(people[FIRST : FIRST + SENT + 2]):
        one = invented(told, person, dice, is_sent=index < SENT, is_minor=index == 4)
        kept = apply(row, one, at - timedelta(days=SENT + 2 - index))
        if index == 5:
            applications.withdraw_application(application=kept, by=Actor("member", person.pk), at=at)
    for place, scorer in enumerate(people[FIRST - COMMITTEE : FIRST]):
        score_some(row, scorer, dice, 3 - place, at)
    return row


def score_some(row: AidRound, scorer: Person, dice: random.Random, most: int, at: datetime) -> None:
    """The scorer's first applications, in their own order."""
    lines = whole_of(row).criteria
    for number in queue_of(row, scorer).numbers[:most]:
        points = {line.pk: dice.randint(1, line.most) for line in lines}
        score_application(
            application=application_of(row, number), person=scorer, points=points,
            by=Actor("aid_committee", scorer.pk), at=at,
        )  # fmt: skip


def load_round(community: Community, told: Mapping[str, Any], at: datetime) -> AidRound:
    """A published round by its texts, paid from a pot that holds something."""
    zone = ZoneInfo(community.zone)
    name, about, rules = (TranslatedText(told["round"][key]) for key in ("name", "about", "rules"))
    closes = datetime.combine((at + LASTS).astimezone(zone).date(), time(22), zone)
    event_day = closes.date() + timedelta(days=60)
    row = rounds.draft_round(
        community=community, by=COMMAND_LINE, at=at, elsewhere=told["round"]["elsewhere"],
        address=told["round"]["address"], start=event_day, end=event_day + timedelta(days=2),
        opens_at=at - SINCE, closes_at=closes, decide_by=closes.date() + timedelta(days=14), currency="XOF",
        ceiling=250_000, groups=GROUPS, past=told["past"], name=name, about=about, rules=rules,
    )  # fmt: skip
    for part in told["parts"]:
        round_rows.save_part(round=row, by=COMMAND_LINE, at=at, **part)
    for line in told["rubric"]:
        round_rows.save_criterion(
            round=row, name=TranslatedText(line["name"]), help=TranslatedText(line["help"]),
            weight=line["weight"], by=COMMAND_LINE, at=at,
        )  # fmt: skip
    round_rows.save_share_rule(round=row, group="women", percent=40, by=COMMAND_LINE, at=at)
    round_rows.set_fund(round=row, fund=a_pot(community, told["fund"], at), by=COMMAND_LINE, at=at)
    return rounds.publish_round(round=row, by=COMMAND_LINE, at=at)


def a_pot(community: Community, name: Mapping[str, str], at: datetime) -> Fund:
    """The community's open pot in XOF, or a new one with something in it."""
    kept = Fund.objects.filter(
        community=community, currency="XOF", state=Fund.State.OPEN, groups=[], parts=[]
    )
    if (pot := kept.order_by("pk").first()) is not None:
        return pot
    pot = draft_fund(community=community, name=TranslatedText(name), currency="XOF", by=COMMAND_LINE, at=at)
    open_fund(fund=pot, by=COMMAND_LINE, at=at)
    enter(fund=pot, kind=LedgerEntry.Kind.RECEIVED, money=Money(IN_THE_POT, "XOF"), cause="practice",
          by=COMMAND_LINE, at=at)  # fmt: skip
    return pot


def seat_scorer(row: AidRound, person: Person, at: datetime) -> None:
    which = RoleAt("aid_committee", Scope.COMMUNITY, Place(community_id=row.community_id))
    grant_role(person=person, which=which, by=COMMAND_LINE, at=at, rights=None)
    round_rows.add_scorer(round=row, person=person, by=COMMAND_LINE, at=at)


def invented(
    told: Mapping[str, Any], person: Person, dice: random.Random, *, is_sent: bool = True,
    is_minor: bool = False,
) -> PracticeApplication:  # fmt: skip
    """What a generated person might ask for."""
    country, city = dice.choice(told["towns"])
    bus = dice.randrange(22, 60) * 1000
    legs = [{"from": city, "to": "Le Cap-aux-Voiles", "means": "bus", "minor": bus},
            {"from": "Le Cap-aux-Voiles", "to": city, "means": "bus", "minor": bus}]  # fmt: skip
    asks = {"ticket": 35_000} if dice.random() < 0.8 else {}
    asks |= {"bed": dice.randint(2, 3)} if dice.random() < 0.7 else {}
    asks |= {"data": 5_000} if dice.random() < 0.4 else {}
    said = {
        "country": country, "city": city, "groups": [key for key in GROUPS if dice.random() < 0.4],
        "motivation": dice.choice(told["motivations"]), "circumstances": dice.choice(told["circumstances"]),
        "own_share": dice.choice((0, 0, 10_000, 25_000)), "less_is_fine": dice.random() < 0.6, "step": 4,
        "is_minor": is_minor,
    }  # fmt: skip
    if is_minor:
        said |= {"guardian": "Parent de pratique", "guardian_contact": "parent.de.pratique@example.org"}
    return PracticeApplication(person, said, asks, legs, is_sent)


def apply(
    row: AidRound, one: PracticeApplication, at: datetime, talk: ProposalSpeaker | None = None
) -> AidApplication:
    """The person's application as they would write it, without a mail to anybody."""
    by = Actor("member", one.person.pk)
    parts = {part.kind: part for part in whole_of(row).parts}
    kept = applications.begin_application(
        round=row, person=one.person, language="fr", talk=talk, by=by, at=at
    )  # fmt: skip
    asked = [_asked(parts[kind], number) for kind, number in one.asks.items()]
    asked += [Asked(parts[Part.Kind.TRAVEL], legs=tuple(one.legs))] if one.legs else []
    kept = applications.change_application(application=kept, asked=asked, by=by, at=at, **one.told)
    if one.is_sent:
        kept = applications.submit_application(application=kept, tells=False, by=by, at=at)
    return kept


def _asked(part: Part, number: int) -> Asked:
    return Asked(part, count=number, shared=True) if part.supply is not None else Asked(part, number)
