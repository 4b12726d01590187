"""What came of a round, as everybody may see it: from the signed result alone, so that nothing can be told
from the difference of two days, and with small numbers hidden so that no solver finds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from teranga.domains.aid.models import AidRound, Scenario
from teranga.domains.aid.queries_awards import money_of, signed_scenario
from teranga.foundation.suppression import OTHERS, K, Table, publishable

SAID = "yes"
COUNTRY = "country:"


@dataclass(frozen=True, slots=True)
class Result:
    """`tables` by group: rows yes and the others (countries: a row each), columns awarded and not awarded.
    Money is None when too few were awarded; of parts only those that k people got, the others as one sum.
    """

    applied: int
    awarded: int | None
    money: int | None
    parts: tuple[tuple[str, int], ...]
    tables: tuple[tuple[str, Table], ...]
    seed: str


def result_of(round: AidRound) -> Result | None:
    """None before the decision."""
    if round.state not in (AidRound.State.DECIDED, AidRound.State.ENDED):
        return None
    scenario = signed_scenario(round)
    return told_of_scenario(scenario, round) if scenario else None


def told_of_scenario(scenario: Scenario, round: AidRound) -> Result:
    people, awards = scenario.problem["applicants"], scenario.result["awards"]
    groups = {one["key"]: set(one["groups"]) for one in people}
    applied, awarded = len(people), len(awards)
    may_show = not 0 < awarded < K and not 0 < applied - awarded < K
    tables = tuple(
        (name, table) for name in ("country", *round.groups)
        if (table := publishable(_rows(name, groups, set(awards)))).rows
    )  # fmt: skip
    return Result(
        applied, awarded if may_show else None,
        sum(money_of(one) for one in awards.values()) if awarded >= K else None,
        _parts(awards) if awarded >= K else (), tables if may_show else (), round.draw_seed,
    )  # fmt: skip


def _rows(name: str, groups: dict[str, set[str]], awarded: set[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, said in groups.items():
        rows[row_of_group(name, said)][number not in awarded] += 1
    return dict(rows)


def row_of_group(name: str, said: set[str], rows: tuple[str, ...] = ()) -> str:
    """In which row of the table `name` somebody stands; of given rows, those of small ones are together."""
    if name == "country":
        row = next((key for key in sorted(said) if key.startswith(COUNTRY)), OTHERS)
    else:
        row = SAID if name in said else OTHERS
    return row if not rows or row in rows else OTHERS


def _parts(awards: dict[str, dict[str, list[list[object]]]]) -> tuple[tuple[str, int], ...]:
    """Money of each part that at least k people got, the others as one sum."""
    got: dict[str, set[str]] = defaultdict(set)
    money: dict[str, int] = defaultdict(int)
    for number, award in awards.items():
        for part, _fund, minor in award["payments"]:
            got[str(part)].add(number)
            money[str(part)] += int(str(minor))
    return tuple((name, sum(money[part] for part in parts)) for name, parts in merged_parts(got))


def merged_parts(got: Mapping[str, set[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(name, parts) by who got each: parts of fewer than k people stand together, with a larger one where
    they would be too few, so that the rest of the total is never what one person got."""
    order = sorted(got, key=lambda part: (len(got[part]), part))
    small = [part for part in order if len(got[part]) < K]
    while small and len(small) < len(order) and (
        len(small) < 2 or len(set.union(*(got[part] for part in small))) < K
    ):  # fmt: skip
        small.append(order[len(small)])
    shown = [(part, (part,)) for part in got if part not in small]
    return (*shown, (OTHERS, tuple(small))) if small else tuple(shown)
