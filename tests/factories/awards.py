"""Rounds of aid that are decided or about to be, for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions.scenarios import ask_scenario, sign_scenario, solve_scenario
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, RoundFund, Scenario
from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Grant, Rights, Scope
from teranga.domains.people.roles import READY_ROLES
from tests.factories.aid import CLOSES, an_aid_round, an_application
from tests.factories.ledger import NOW, a_fund
from tests.factories.people import a_person

AFTER = CLOSES + timedelta(hours=1)  # the window is over


def rights(community: Community, person: Person, role: str = "aid_committee") -> Rights:
    grant = Grant(Scope.COMMUNITY, community.pk, READY_ROLES[role].allowed, role, NOW - timedelta(1))
    return Rights(person.pk, (grant,), has_second_factor=True)


def a_funded_round(
    community: Community, *holds: int, supply: dict[str, int] | None = None, **more: Any
) -> tuple[AidRound, list[Fund]]:
    """A round whose funds hold so much, each."""
    more = more if "event" in more else {"start": date(2027, 2, 1), "end": date(2027, 2, 4), **more}
    row = an_aid_round(community, **more)
    for kind, count in (supply or {}).items():
        row.parts.filter(kind=kind).update(supply=count)
    funds = [a_fund(community, f"Pot {nth}", holds=held) for nth, held in enumerate(holds)]
    for fund in funds:
        RoundFund.objects.create(community=community, round=row, fund=fund)
    return row, funds


def asking(row: AidRound, minor: int, points: float, **more: Any) -> AidApplication:
    """In review, for so much travel, with so many points of 1."""
    return an_application(row, "in_review", asks={"travel": minor}, points=points, **more)


def solved(row: AidRound, at: datetime = AFTER, **more: Any) -> Scenario:
    told = {"name": "First", **more}
    return solve_scenario(
        scenario=ask_scenario(round=row, by=COMMAND_LINE, at=at, **told), at=at, apart=False
    )


def signed(scenario: Scenario, at: datetime = AFTER) -> Scenario:
    for name in ("Ama", "Kossi"):
        person = a_person(name)
        sign_scenario(
            scenario=scenario, rights=rights(scenario.round.community, person), by=COMMAND_LINE, at=at
        )
    scenario.refresh_from_db()
    return scenario


def decided(row: AidRound) -> Scenario:
    return signed(solved(row))


def award_of(application: AidApplication) -> AidAward:
    return AidAward.objects.filter(community=application.community_id).get(application=application)


def state(application: AidApplication) -> str:
    application.refresh_from_db()
    return application.state
