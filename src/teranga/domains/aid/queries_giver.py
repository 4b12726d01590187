"""What the givers of a fund are told: their money to the unit, and whom it helped so that nobody is found.

Tables of groups stand over those who were awarded in the signed result, and only where the public page shows
the group's numbers of awarded people itself: then its margins are known anyway, and a giver who holds both
tables bounds no hidden cell more narrowly than one who holds theirs alone. The same is true of two givers
who lay their reports side by side: tests/domains/aid/giver_attacker.py tries with a solver.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Sum

from teranga.domains.aid.models import AidRound, AwardLine, GiverReport
from teranga.domains.aid.queries_awards import signed_scenario
from teranga.domains.aid.queries_result import merged_parts, row_of_group, told_of_scenario
from teranga.domains.aid.queries_statement import paid_by_award
from teranga.domains.ledger.models import Fund, InKind, LedgerEntry
from teranga.foundation.suppression import K, Table, publishable

Kind = LedgerEntry.Kind


@dataclass(frozen=True, slots=True)
class Sums:
    """In minor units. given = returned + paid + left; granted is what of it was promised to people."""

    pledged: int
    given: int
    returned: int
    granted: int
    paid: int

    @property
    def left(self) -> int:
        return self.given - self.returned - self.paid

    @property
    def free(self) -> int:
        return self.given - self.returned - self.granted


@dataclass(frozen=True, slots=True)
class OfRound:
    """`helped` is None where the number would be small, or leave one. Parts: (kind, granted, paid)."""

    name: dict[str, str]
    where: str
    event: int | None
    helped: int | None
    parts: tuple[tuple[str, int, int], ...] = ()
    tables: tuple[tuple[str, Table], ...] = ()


@dataclass(frozen=True, slots=True)
class Things:
    """Gifts in kind of one kind: how many were given, kept for somebody, used, and are there still."""

    covers: str
    given: int
    kept: int
    used: int

    @property
    def free(self) -> int:
        return self.given - self.kept - self.used


@dataclass(frozen=True, slots=True)
class Told:
    currency: str
    sums: Sums
    rounds: tuple[OfRound, ...] = ()
    elsewhere: tuple[int, int] = (0, 0)  # granted and paid for something other than aid of a round
    things: tuple[Things, ...] = field(default=())


def told_to_givers(fund: Fund) -> Told:
    """As it stands now."""
    sums = sums_of(fund)
    lines = list(
        AwardLine.objects.filter(community=fund.community_id, fund=fund, minor__gt=0)
        .select_related("part", "award__application").order_by("award_id", "pk")
    )  # fmt: skip
    paid = paid_by_award(fund)
    rounds = AidRound.objects.filter(
        community=fund.community_id, pk__in={line.part.round_id for line in lines}
    )
    told = tuple(
        _of_round(fund, row, [line for line in lines if line.part.round_id == row.pk], paid)
        for row in rounds.select_related("event").order_by("closes_at", "pk")
    )
    granted = sum(line.minor for line in lines)
    through = sum(paid[key] for key in {line.award_id for line in lines})
    elsewhere = (sums.granted - granted, sums.paid - through)
    return Told(fund.currency, sums, told, elsewhere, things_of_giver(fund))


def sums_of(fund: Fund) -> Sums:
    rows = LedgerEntry.objects.filter(community=fund.community_id, fund=fund)
    by_kind: Counter[str] = Counter()
    for kind, minor in rows.values_list("kind").annotate(Sum("minor")).order_by():
        by_kind[kind] += minor
    return Sums(
        by_kind[Kind.PLEDGED] - by_kind[Kind.UNPLEDGED], by_kind[Kind.RECEIVED], by_kind[Kind.RETURNED],
        by_kind[Kind.GRANTED] - by_kind[Kind.RELEASED], by_kind[Kind.PAID] - by_kind[Kind.CAME_BACK],
    )  # fmt: skip


def _of_round(fund: Fund, row: AidRound, lines: list[AwardLine], paid: Counter[int]) -> OfRound:
    where = "" if row.event else row.elsewhere
    scenario = signed_scenario(row)
    payments = {
        number: {pot for _part, pot, _minor in award["payments"]}
        for number, award in (scenario.result["awards"] if scenario else {}).items()
    }
    everybody = set(payments)
    with_this = {number for number, pots in payments.items() if fund.slug in pots}
    hides = len(with_this) < K or 0 < len(everybody) - len(with_this) < K
    plain = OfRound(dict(row.name), where, row.event_id, None if hides else len(with_this))
    if scenario is None or len({line.award_id for line in lines}) < K:
        return plain
    parts = _parts(lines, paid)
    if hides:
        return OfRound(plain.name, where, row.event_id, None, parts)
    groups = {one["key"]: set(one["groups"]) for one in scenario.problem["applicants"]}
    public = told_of_scenario(scenario, row).tables
    first = _first_of_two(fund, set().union(*payments.values()))
    before = {number for number, pots in payments.items() if first in pots} if first else None
    tables = tables_of_giver(public, groups, everybody, with_this, before)
    return OfRound(plain.name, where, row.event_id, plain.helped, parts, tables)


def _first_of_two(fund: Fund, pots: set[str]) -> str:
    """Where two funds alone paid: the other one, if its giver is told first. Grants come before pots."""
    if len(pots) != 2:
        return ""
    rows = Fund.objects.filter(community=fund.community_id, slug__in=pots).order_by("pk")
    first = min(rows, key=lambda one: (one.kind != Fund.Kind.GRANT, one.pk))
    return "" if first.slug == fund.slug else first.slug


def tables_of_giver(
    public: Iterable[tuple[str, Table]], groups: Mapping[str, set[str]], everybody: set[str],
    with_this: set[str], before: set[str] | None = None,
) -> tuple[tuple[str, Table], ...]:  # fmt: skip
    """By group: awarded with money of this fund, and without.

    `before`: whom the only other fund helped, when its giver is told first. Whoever holds both reports knows
    that each person is in one of the two, and could count in one table what is hidden in the other: so the
    second shows only where nothing is hidden in either. Of three funds no two bound each other anywhere.
    """
    tables = []
    for name, shown in public:
        if _hides(shown):
            continue
        mine, other = (
            _with_and_without(name, shown.rows, groups, everybody, helped)
            for helped in (with_this, with_this if before is None else before)
        )
        if mine.rows and (before is None or not (_hides(mine) or _hides(other))):
            tables.append((name, mine))
    return tuple(tables)


def _with_and_without(
    name: str, rows: tuple[str, ...], groups: Mapping[str, set[str]], everybody: set[str], helped: set[str]
) -> Table:
    counts: dict[str, list[int]] = {key: [0, 0] for key in rows}
    for number in everybody:
        counts[row_of_group(name, groups[number], rows)][number not in helped] += 1
    return publishable({key: found for key, found in counts.items() if sum(found)})


def _hides(table: Table) -> bool:
    return any(cell is None for line in table.cells for cell in line)


def _parts(lines: Iterable[AwardLine], paid: Counter[int]) -> tuple[tuple[str, int, int], ...]:
    """Of each part what was granted and what of it is paid. What was paid fills an award's lines in order,
    as closing the award does."""
    got: dict[str, set[str]] = defaultdict(set)
    granted: Counter[str] = Counter()
    went_out: Counter[str] = Counter()
    left = Counter(paid)
    for line in lines:
        kind = line.part.kind
        got[kind].add(str(line.award_id))
        granted[kind] += line.minor
        now = min(line.minor, left[line.award_id])
        went_out[kind] += now
        left[line.award_id] -= now
    return tuple(
        (name, sum(granted[kind] for kind in kinds), sum(went_out[kind] for kind in kinds))
        for name, kinds in merged_parts(got)
    )


def things_of_giver(fund: Fund) -> tuple[Things, ...]:
    """What was given in kind to this fund."""
    state_of = InKind.State
    rows = InKind.objects.filter(community=fund.community_id, fund=fund).exclude(state=state_of.RETURNED)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for covers, state in rows.order_by("covers", "pk").values_list("covers", "state"):
        counts[covers][state] += 1
    return tuple(
        Things(covers, sum(found.values()), found[state_of.KEPT], found[state_of.USED])
        for covers, found in counts.items()
    )


def written(told: Told) -> dict[str, Any]:
    """As it is kept."""
    return asdict(told)


def read(kept: dict[str, Any]) -> Told:
    """What was kept, as it was told."""

    def table(one: dict[str, Any]) -> Table:
        return Table(
            tuple(one["rows"]), tuple(tuple(line) for line in one["cells"]), tuple(one["row_totals"]),
            tuple(one["column_totals"]),
        )  # fmt: skip

    rounds = tuple(
        OfRound(
            one["name"], one["where"], one["event"], one["helped"],
            tuple((kind, granted, paid) for kind, granted, paid in one["parts"]),
            tuple((name, table(found)) for name, found in one["tables"]),
        )
        for one in kept["rounds"]
    )  # fmt: skip
    granted, paid = kept["elsewhere"]
    return Told(
        kept["currency"], Sums(**kept["sums"]), rounds, (granted, paid),
        tuple(Things(**one) for one in kept["things"]),
    )  # fmt: skip


def last_report(fund: Fund) -> GiverReport | None:
    """The latest that its givers were told, and that was not withdrawn."""
    rows = GiverReport.objects.filter(community=fund.community_id, fund=fund, withdrawn_at=None)
    return rows.order_by("-sent_at", "-pk").first()


def reports_of(fund: Fund) -> list[GiverReport]:
    rows = GiverReport.objects.filter(community=fund.community_id, fund=fund)
    return list(rows.order_by("-sent_at", "-pk")[:20])
