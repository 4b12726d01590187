"""Reads of scenarios and awards: for the committee by numbers, for one person about themselves alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from teranga.domains.aid.models import AidApplication, AidAward, AidRound, AwardLine, RoundFund, Scenario
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.ledger.models import Fund

State = AidApplication.State
Grid = list[tuple[str, list[tuple[int, bool, bool]]]]


def aid_round(community: Community, number: int) -> AidRound:
    """Raises NotFound."""
    rows = AidRound.objects.filter(community=community, pk=number)
    row = rows.select_related("community__parent", "event").first()
    if row is None:
        raise NotFound(str(number))
    return row


def scenarios_of(round: AidRound) -> list[Scenario]:
    """The first asked first, each with how many signed it."""
    rows = Scenario.objects.filter(community=round.community_id, round=round)
    return list(rows.annotate(signed=Count("signatures")).order_by("pk"))


def scenario_of(round: AidRound, number: int) -> Scenario:
    """Raises NotFound."""
    rows = Scenario.objects.filter(community=round.community_id, round=round, pk=number)
    row = rows.annotate(signed=Count("signatures")).first()
    if row is None:
        raise NotFound(str(number))
    row.round = round
    return row


def funds_of_round(round: AidRound) -> list[Fund]:
    rows = RoundFund.objects.filter(community=round.community_id, round=round).select_related("fund")
    return [row.fund for row in rows.order_by("fund__slug")]


def money_of(award: dict[str, Any] | None) -> int:
    return sum(minor for _part, _pot, minor in award["payments"]) if award else 0


def side_by_side(scenarios: list[Scenario]) -> Grid:
    """Of each application what each scenario gives: (money, awarded at all, other than in the first)."""
    done = [row for row in scenarios if row.result]
    numbers = sorted({one["key"] for row in done for one in row.problem["applicants"]}, key=int)
    grid: Grid = []
    for number in numbers:
        awards = [row.result["awards"].get(number) for row in done]
        first = awards[0]["option"] if awards and awards[0] else ""
        grid.append((number, [
            (money_of(one), one is not None, (one["option"] if one else "") != first) for one in awards
        ]))  # fmt: skip
    return grid


@dataclass(frozen=True, slots=True)
class Told:
    """One application in a scenario: what it asked, what it got, and why."""

    number: str
    asked: int
    money: int
    option: str
    reason: dict[str, Any]
    position: int  # on the waiting list, 0 for none


def told_of(scenario: Scenario, number: str) -> Told:
    result = scenario.result
    person = next((one for one in scenario.problem["applicants"] if one["key"] == number), None)
    award = result["awards"].get(number)
    return Told(
        number, sum(minor for _part, minor in person["need"]) if person else 0, money_of(award),
        award["option"] if award else "", result["reasons"].get(number, {}),
        result["queue"].index(number) + 1 if number in result["queue"] else 0,
    )  # fmt: skip


def all_told(scenario: Scenario) -> list[Told]:
    """Awarded first, then the waiting list in its order, then the others."""
    found = [told_of(scenario, one["key"]) for one in scenario.problem.get("applicants", ())]
    return sorted(found, key=lambda one: (not one.option, one.position or 10**6, int(one.number)))


def signed_scenario(round: AidRound) -> Scenario | None:
    """The one by which offers went out."""
    rows = Scenario.objects.filter(community=round.community_id, round=round, applied_at__isnull=False)
    return rows.order_by("applied_at").first()


@dataclass(frozen=True, slots=True)
class OwnAward:
    """What one person sees of their application after the decision."""

    application: AidApplication
    award: AidAward | None
    lines: list[AwardLine]
    total: int
    position: int  # on the waiting list now
    told: Told | None


def own_award(application: AidApplication) -> OwnAward:
    round = application.round
    award = AidAward.objects.filter(community=round.community_id, application=application).first()
    lines = lines_of(award) if award else []
    position = 0
    if application.state == State.WAITLISTED and application.rank:
        before = AidApplication.objects.filter(
            community=round.community_id, round=round, state=State.WAITLISTED, rank__lt=application.rank
        )
        position = before.count() + 1
    scenario = signed_scenario(round)
    told = told_of(scenario, str(application.number)) if scenario and application.number else None
    return OwnAward(application, award, lines, sum(line.minor for line in lines), position, told)


def lines_of(award: AidAward) -> list[AwardLine]:
    rows = AwardLine.objects.filter(community=award.community_id, award=award)
    return list(rows.select_related("part", "fund", "thing").order_by("part__position", "pk"))


def awards_of(round: AidRound) -> list[AidAward]:
    rows = AidAward.objects.filter(community=round.community_id, round=round)
    related = rows.select_related("application__person").prefetch_related("lines__part", "receipts")
    return list(related.order_by("application__number"))


def award_of_round(round: AidRound, number: int) -> AidAward:
    """Raises NotFound."""
    rows = AidAward.objects.filter(community=round.community_id, round=round, pk=number)
    row = rows.select_related("application__person", "round__event", "round__community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def waiting_now(round: AidRound) -> list[AidApplication]:
    rows = AidApplication.objects.filter(community=round.community_id, round=round, state=State.WAITLISTED)
    return list(rows.order_by("rank"))
