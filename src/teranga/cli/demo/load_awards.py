"""As Python Togo lived it in 2024, with generated people: forty ask to go to a neighbour’s conference."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions import round_rows, rounds
from teranga.domains.aid.actions.practice import PracticeAsk, decide_practice_round, fill_applications
from teranga.domains.aid.models import AidRound
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.actions.funds import draft_fund, open_fund
from teranga.domains.ledger.actions.gifts import promise_gift, receive_gift
from teranga.domains.ledger.actions.in_kind import note_thing
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Rights, Scope
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.people.rules_roles import RoleAt
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

FIRST, ASKING, GIFTS, VOUCHERS = 500, 40, 30, 6
NAME = {"fr": "Aller à la conférence voisine", "en": "Go to the neighbours’ conference",
        "es": "Ir a la conferencia vecina"}  # fmt: skip
ABOUT = {"fr": "Cinq places sont offertes là-bas ; nous ajoutons ce que nous pouvons.",
         "en": "Five places are given there; we add what we can.",
         "es": "Allí dan cinco lugares; añadimos lo que podemos."}  # fmt: skip
RULES = {"fr": "Selon le besoin et ce que le voyage change. Deux femmes sur cinq au moins.",
         "en": "By need and by what the journey changes. At least two women in five.",
         "es": "Según la necesidad y lo que cambia el viaje. Al menos dos mujeres de cinco."}  # fmt: skip
TOWNS = (("TG", "Lomé", 60_000), ("TG", "Kara", 85_000), ("BJ", "Cotonou", 55_000))
WHY = "J’anime le club de mon lycée et je veux rapporter ce que j’apprends."


def load_awards(community: Community, people: Sequence[Person], seed: int, at: datetime) -> AidRound:
    """A round decided yesterday: a grant with conditions, vouchers of a sister, thirty small gifts."""
    begun, closed, decided = at - timedelta(days=45), at - timedelta(days=10), at - timedelta(days=1)
    dice = random.Random(f"{seed}:awards")
    pot, grant = _pot(community, people, begun), _grant(community, begun)
    row = rounds.draft_round(
        community=community, elsewhere="Conférence voisine", name=TranslatedText(NAME), ceiling=150_000,
        about=TranslatedText(ABOUT), rules=TranslatedText(RULES), opens_at=begun, closes_at=closed,
        start=(at + timedelta(days=40)).date(), end=(at + timedelta(days=42)).date(), currency="XOF",
        groups=["women", "first_time", "students"], by=COMMAND_LINE, at=begun,
    )  # fmt: skip
    for kind, more in (
        ("ticket", {"supply": VOUCHERS}),
        ("travel", {}),
        ("bed", {"supply": 14}),
        ("data", {}),
    ):
        round_rows.save_part(round=row, kind=kind, by=COMMAND_LINE, at=begun, **more)  # type: ignore[arg-type]
    rubric = TranslatedText({"fr": "Besoin", "en": "Need", "es": "Necesidad"})
    round_rows.save_criterion(round=row, name=rubric, by=COMMAND_LINE, at=begun)
    round_rows.save_share_rule(round=row, group="women", percent=40, by=COMMAND_LINE, at=begun)
    for fund in (pot, grant):
        round_rows.set_fund(round=row, fund=fund, by=COMMAND_LINE, at=begun)
    row = rounds.publish_round(round=row, by=COMMAND_LINE, at=begun)
    asks = [_invented(person, dice) for person in people[FIRST : FIRST + ASKING]]
    fill_applications(round=row, asks=asks, at=closed - timedelta(days=3))
    rights = [_seated(community, person, begun, decided) for person in people[FIRST - 2 : FIRST]]
    decide_practice_round(round=row, other_without=grant.slug, rights=rights, by=COMMAND_LINE, at=decided)
    return row


def _pot(community: Community, people: Sequence[Person], at: datetime) -> Fund:
    name = TranslatedText({"fr": "Petits dons pour le voyage", "en": "Small gifts for the journey",
                           "es": "Pequeñas donaciones para el viaje"})  # fmt: skip
    fund = _opened(community, name, at)
    for number, person in enumerate(people[FIRST + 60 : FIRST + 60 + GIFTS]):
        money = Money(5_000 + 2_500 * (number % 5), "XOF")
        gift = promise_gift(fund=fund, money=money, name=person.name, is_named=number % 3 == 0, message="",
                            language="fr", key=f"practice-gift-{number:04}", by=COMMAND_LINE,
                            at=at)  # fmt: skip
        receive_gift(gift=gift, money=money, proof="MM", by=COMMAND_LINE, at=at)
    for number in range(VOUCHERS):
        note_thing(community=community, giver="Communauté sœur de pratique", covers="Entrée chez les voisins",
                   part="ticket", code=f"PRATIQUE-{number + 1}", by=COMMAND_LINE, at=at)  # fmt: skip
    return fund


def _grant(community: Community, at: datetime) -> Fund:
    name = TranslatedText({"fr": "Subvention pour les trajets", "en": "Grant for journeys",
                           "es": "Subvención para los trayectos"})  # fmt: skip
    fund = _opened(community, name, at, kind=Fund.Kind.GRANT, giver="Fondation de pratique",
                   parts=["travel"], groups=["women", "students"])  # fmt: skip
    enter(fund=fund, kind=LedgerEntry.Kind.RECEIVED, money=Money(600_000, "XOF"), cause="practice",
          by=COMMAND_LINE, at=at)  # fmt: skip
    return fund


def _opened(community: Community, name: TranslatedText, at: datetime, **more: object) -> Fund:
    fund = draft_fund(community=community, name=name, currency="XOF", by=COMMAND_LINE, at=at, **more)  # type: ignore[arg-type]
    open_fund(fund=fund, by=COMMAND_LINE, at=at)
    fund.refresh_from_db()
    return fund


def _invented(person: Person, dice: random.Random) -> PracticeAsk:
    country, city, bus = dice.choice(TOWNS)
    groups = [key for key in ("women", "first_time", "students") if dice.random() < 0.5]
    told = {
        "country": country, "city": city, "groups": groups, "motivation": WHY, "step": 4,
        "own_share": dice.choice((0, 0, 10_000)), "less_is_fine": dice.random() < 0.5,
        "points": round(dice.uniform(0.2, 1.0), 2),
    }  # fmt: skip
    asks = {"travel": bus} | ({"ticket": 1} if dice.random() < 0.3 else {})
    asks |= ({"bed": 2} if dice.random() < 0.4 else {}) | ({"data": 5_000} if dice.random() < 0.3 else {})
    return PracticeAsk(person, told, asks)


def _seated(community: Community, person: Person, since: datetime, at: datetime) -> Rights:
    which = RoleAt("aid_committee", Scope.COMMUNITY, Place(community_id=community.pk))
    grant_role(person=person, which=which, by=COMMAND_LINE, at=since, rights=None)
    return rights_for(person.pk, at=at, has_second_factor=True)
