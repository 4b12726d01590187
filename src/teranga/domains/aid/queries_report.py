"""What came of a decided round, for the committee: exact, and therefore for nobody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from teranga.domains.aid.models import AidApplication, AidRound, Part, Scenario, SignOff
from teranga.domains.aid.queries import applications_of
from teranga.domains.aid.queries_awards import signed_scenario
from teranga.domains.aid.queries_scoring import names_hidden_from, sheets_of
from teranga.domains.aid.queries_settling import AwardRow, award_rows, by_fund, by_part
from teranga.domains.aid.queries_statement import Statement
from teranga.domains.aid.rules import groups_of
from teranga.domains.communities.queries import NotFound
from teranga.domains.ledger.models import Fund

State = AidApplication.State


@dataclass(frozen=True, slots=True)
class OfGroup:
    """`money` in minor units, as promised now."""

    key: str
    applied: int
    awarded: int
    money: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Points from 0 to 1 over the applications that have some."""

    scored: int
    sheets: int
    scorers: int
    lowest: float
    middle: float
    highest: float
    least_awarded: float | None
    most_refused: float | None  # of those without an award at the decision


@dataclass(frozen=True, slots=True)
class Report:
    states: tuple[tuple[str, int], ...]
    applied: int
    groups: tuple[OfGroup, ...]
    scores: Scores | None
    parts: tuple[tuple[Part, int, int, int], ...]  # people, granted, receipts that count
    funds: tuple[tuple[Fund, int, int], ...]  # granted, paid
    total: Statement
    promoted: int  # offered from the waiting list after the decision
    receipts_waiting: int
    without_receipts: int  # people whose money came before receipts for all of it
    came: int
    missed: int
    scenario: Scenario
    signatures: tuple[SignOff, ...]
    draws: tuple[tuple[tuple[str, ...], int], ...]  # (order of the equals, how many got aid)


@dataclass(frozen=True, slots=True)
class Line:
    """One application for the table that leaves the program. Without a name where it is not to be seen."""

    application: AidApplication
    name: str
    asked: int
    award: AwardRow | None


def report_of(round: AidRound, at: datetime) -> Report:
    """Raises NotFound before the decision."""
    scenario = signed_scenario(round)
    if scenario is None:
        raise NotFound(round.slug)
    rows, awards = list(applications_of(round)), award_rows(round, None, at)
    result, counts = scenario.result, Counter(row.state for row in rows)
    signatures = SignOff.objects.filter(community=round.community_id, scenario=scenario)
    return Report(
        states=tuple((state, counts[state]) for state in State.values if counts[state]), applied=len(rows),
        groups=_groups(rows, awards), scores=_scores(round, rows, result["awards"]), parts=_parts(awards),
        funds=_funds(awards), total=_total(awards),
        promoted=sum(str(one.award.application.number) not in result["awards"] for one in awards),
        receipts_waiting=sum(one.receipts_waiting for one in awards),
        without_receipts=sum(bool(one.told.advanced) for one in awards),
        came=sum(one.award.came is True for one in awards),
        missed=sum(one.award.came is False for one in awards), scenario=scenario,
        signatures=tuple(signatures.select_related("person").order_by("pk")),
        draws=tuple((tuple(one["order"]), one["awarded"]) for one in result.get("draws", ())),
    )  # fmt: skip


def lines_of(round: AidRound, person_id: int | None, at: datetime, *, with_names: bool) -> list[Line]:
    """Every application by its number, but for the own one of the person who takes the table away."""
    shown = with_names and not names_hidden_from(round, person_id)
    awards = {one.award.application_id: one for one in award_rows(round, person_id, at)}
    rows = [row for row in applications_of(round).prefetch_related("parts")
            if person_id is None or row.person_id != person_id]  # fmt: skip
    return [
        Line(row, row.person.name if shown and row.person else "",
             sum(one.minor for one in row.parts.all()), awards.get(row.pk))
        for row in rows
    ]  # fmt: skip


def _groups(rows: Sequence[AidApplication], awards: Sequence[AwardRow]) -> tuple[OfGroup, ...]:
    granted = {one.award.application_id: one.told.granted for one in awards}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        for key in groups_of(row):
            sums = found[key]
            sums[0] += 1
            sums[1] += row.pk in granted
            sums[2] += granted.get(row.pk, 0)
    return tuple(OfGroup(key, *found[key]) for key in sorted(found, key=lambda key: (":" in key, key)))


def _scores(round: AidRound, rows: Sequence[AidApplication], awarded: Iterable[str]) -> Scores | None:
    points = {str(row.number): row.points for row in rows if row.points is not None}
    if not points:
        return None
    sheets, got = list(sheets_of(round).values()), set(awarded)
    among = [value for key, value in points.items() if key in got]
    others = [value for key, value in points.items() if key not in got]
    return Scores(
        len(points), sum(len(one) for one in sheets), len({key for one in sheets for key in one}),
        min(points.values()), median(points.values()), max(points.values()), min(among, default=None),
        max(others, default=None),
    )  # fmt: skip


def _parts(awards: Sequence[AwardRow]) -> tuple[tuple[Part, int, int, int], ...]:
    parts: dict[int, Part] = {}
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in awards:
        whole = [(line.part, 0, 0) for line in one.things if line.count]
        money = [(row.part, row.granted, row.receipts) for row in by_part(one) if row.granted or row.receipts]
        for part, granted, receipts in (*money, *whole):
            parts[part.pk] = part
            for place, more in enumerate((1, granted, receipts)):
                sums[part.pk][place] += more
    order = sorted(parts.values(), key=lambda part: (part.position, part.pk))
    counted = ((part, sums[part.pk]) for part in order)
    return tuple((part, people, granted, receipts) for part, (people, granted, receipts) in counted)


def _funds(awards: Sequence[AwardRow]) -> tuple[tuple[Fund, int, int], ...]:
    funds: dict[int, Fund] = {}
    granted, paid = Counter[int](), Counter[int]()
    for one in awards:
        for fund, promised, out in by_fund(one):
            funds[fund.pk] = fund
            granted[fund.pk] += promised
            paid[fund.pk] += out
    order = sorted(funds.values(), key=lambda fund: fund.slug)
    return tuple((fund, granted[fund.pk], paid[fund.pk]) for fund in order)


def _total(awards: Sequence[AwardRow]) -> Statement:
    told = [one.told for one in awards]
    return Statement(
        sum(one.granted for one in told), sum(one.receipts for one in told),
        sum(one.on_its_way for one in told), sum(one.paid for one in told), sum(one.due for one in told),
    )  # fmt: skip
