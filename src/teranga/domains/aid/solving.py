"""Rows of a round as an instance for the engine, and its answer as plain values by application number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from teranga.domains.aid.models import AidApplication, AidRound, AskedPart, AwardLine, Part, RoundFund, Score
from teranga.domains.aid.rules import groups_of
from teranga.domains.aid.rules_awards import Possible, asked_of, possible_awards, worth
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries import balances
from teranga.engines.allocation.check import holds
from teranga.engines.allocation.kept import computed, from_kept, to_kept
from teranga.engines.allocation.problem import Applicant, Of, Option, Pot, Problem, Rule, Supply
from teranga.engines.allocation.solve import solve

__all__ = ["COMPUTED", "computed", "instance", "kept_instance", "next_award", "pots_of", "votes_of"]
COMPUTED = "teranga.engines.allocation.kept:computed"  # for a child process
State = AidApplication.State
EACH_COUNTRY = "each_country"


def instance(
    round: AidRound, *, without: Iterable[str] = (), pins: Mapping[str, str] | None = None,
    states: Iterable[str] = (State.IN_REVIEW,),
) -> Problem:  # fmt: skip
    """Everybody who is in review, with what may be awarded them; the pots with what is free; the rules.

    `without` are slugs of funds that are left out; `pins` settles by hand: {number: option, or ""}.
    """
    pins = pins or {}
    rows = list(
        AidApplication.objects.filter(
            community=round.community_id, round=round, state__in=list(states), number__isnull=False
        ).order_by("number")
    )
    possible = _possible(round, rows)
    people = tuple(applicant(row, possible[row.pk], round, pins.get(str(row.number))) for row in rows)
    out = set(without)
    pots = tuple(pot for pot in pots_of(round) if pot.key not in out)
    return Problem(people, pots, rules_for(round, people), supplies_of(round))


def kept_instance(round: AidRound, **how: Any) -> dict[str, Any]:
    return to_kept(instance(round, **how))


def applicant(
    row: AidApplication, possible: tuple[Possible, ...], round: AidRound, pinned: str | None = None
) -> Applicant:
    options = tuple(
        Option(one.key, one.amounts, worth(row.points, one.share), one.things) for one in possible
    )
    need = options[0].amounts if options else ()
    known = {one.key for one in options}
    return Applicant(
        str(row.number), options, need, groups_of(row), None, round.ceiling,
        pinned if pinned == "" or pinned in known else None,
    )  # fmt: skip


def _possible(round: AidRound, rows: list[AidApplication]) -> dict[int, tuple[Possible, ...]]:
    asked: dict[int, list[tuple[Part, int, int]]] = defaultdict(list)
    parts = AskedPart.objects.filter(community=round.community_id, application__in=[row.pk for row in rows])
    for one in parts.select_related("part"):
        asked[one.application_id].append((one.part, one.minor, one.count))
    return {row.pk: possible_awards(row, asked_of(asked[row.pk]), round.ceiling) for row in rows}


def pots_of(round: AidRound) -> list[Pot]:
    """The funds that pay here, by slug, each with what it may still grant in this round."""
    rows = list(RoundFund.objects.filter(community=round.community_id, round=round).select_related("fund"))
    usable = [row for row in rows if row.fund.state != Fund.State.DRAFT
              and row.fund.event_id in (None, round.event_id)]  # fmt: skip
    held = balances(round.community_id, [row.fund for row in usable])
    granted = _granted(round)
    pots = []
    for row in sorted(usable, key=lambda one: one.fund.slug):
        free = max(0, held[row.fund_id].free.minor)
        if row.most is not None:
            free = min(free, max(0, row.most - granted.get(row.fund_id, 0)))
        parts = frozenset(row.fund.parts) if row.fund.parts else None
        pots.append(Pot(row.fund.slug, free, parts, any_of=frozenset(row.fund.groups)))
    return pots


def _granted(round: AidRound) -> dict[int | None, int]:
    lines = AwardLine.objects.filter(community=round.community_id, award__round=round)
    return dict(lines.values_list("fund_id").annotate(Sum("minor")).order_by())


def supplies_of(round: AidRound) -> tuple[Supply, ...]:
    """Whole things of each part that has a number of them, less what was given."""
    lines = AwardLine.objects.filter(community=round.community_id, award__round=round, fund=None)
    given = dict(lines.values_list("part_id").annotate(Sum("count")).order_by())
    parts = Part.objects.filter(community=round.community_id, round=round, supply__isnull=False)
    return tuple(Supply(part.kind, max(0, (part.supply or 0) - given.get(part.pk, 0))) for part in parts)


def rules_for(round: AidRound, people: Iterable[Applicant]) -> tuple[Rule, ...]:
    """The shares that the round published; one for each country where it says so."""
    countries = sorted({group for one in people for group in one.groups if group.startswith("country:")})
    rules = []
    for row in round.share_rules.all():
        for group in countries if row.group == EACH_COUNTRY else [row.group]:
            share = Fraction(row.percent, 100)
            rules.append(Rule(f"{row.pk}:{group}", group, share, row.is_floor, Of(row.of)))
    return tuple(rules)


def votes_of(round: AidRound) -> list[dict[str, int]]:
    """The points that each scorer gave, by application: for equal shares every scorer has an equal part."""
    rows = Score.objects.filter(
        community=round.community_id, application__round=round, application__number__isnull=False
    )
    told = rows.values_list("person_id", "application__number", "criterion__weight", "points")
    votes: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person, number, weight, points in told.order_by("person_id"):
        votes[person][str(number)] += weight * points
    return [dict(vote) for vote in votes.values()]


def next_award(
    round: AidRound, row: AidApplication, living: Mapping[str, tuple[frozenset[str], int]]
) -> tuple[Option, tuple[tuple[str, str, int], ...]] | None:
    """What can be offered somebody from the waiting list now, by the same rules: their best award that free
    money in matching pots pays whole. None when there is none, or when it would break a share that holds.

    `living` are the awards that run: {number: (groups, money)}.
    """
    person = applicant(row, _possible(round, [row])[row.pk], round)
    pots, supplies = tuple(pots_of(round)), supplies_of(round)
    if not person.options:
        return None
    answer = solve(Problem((person,), pots, (), supplies), seconds=2.0)
    if not answer.awards:
        return None
    award = answer.awards[0]
    option = next(one for one in person.options if one.key == award.option)
    return (option, award.payments) if _keeps_shares(round, person, option, living) else None


def _keeps_shares(
    round: AidRound, person: Applicant, option: Option, living: Mapping[str, tuple[frozenset[str], int]]
) -> bool:
    """Every share that holds now holds afterwards as well."""
    held = {key: Option("held", (("all", money),), 0.0) for key, (_groups, money) in living.items()}
    others = tuple(Applicant(key, (held[key],), (), groups) for key, (groups, _money) in living.items())
    problem = Problem((*others, person), (), rules_for(round, (*others, person)), supplies_of(round))
    return all(
        holds(problem, rule, {**held, person.key: option}) or not holds(problem, rule, dict(held))
        for rule in problem.rules
        if rule.of is not Of.GROUP
    )


def same_instance(kept: Mapping[str, Any], round: AidRound, **how: Any) -> bool:
    """Whether the round still looks as it did when a scenario was computed."""
    return to_kept(instance(round, **how)) == to_kept(from_kept(kept)) if kept else False


def by_number(round: AidRound, at: datetime | None = None) -> dict[str, AidApplication]:
    rows = AidApplication.objects.filter(community=round.community_id, round=round, number__isnull=False)
    return {str(row.number): row for row in rows.select_related("person")}
