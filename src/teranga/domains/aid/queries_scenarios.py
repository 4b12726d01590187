"""Computed allocations as few figures, to be drawn beside each other. By numbers alone; no person is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from teranga.domains.aid.models import Scenario

FULL = "full"


@dataclass(frozen=True, slots=True)
class InFigures:
    """How many get all, a part or nothing, and the money by fund (slug) and by part (kind) in minor units."""

    name: str
    number: int
    full: int
    part: int
    none: int
    by_fund: tuple[tuple[str, int], ...]
    by_part: tuple[tuple[str, int], ...]

    @property
    def people(self) -> int:
        return self.full + self.part + self.none

    @property
    def money(self) -> int:
        return sum(minor for _fund, minor in self.by_fund)


def in_figures(scenarios: Sequence[Scenario]) -> list[InFigures]:
    """Of those that are computed. Funds and parts stand in the same order in each, also with nothing."""
    done = [row for row in scenarios if row.result]
    sums = [_sums(row) for row in done]
    funds = sorted({key for by_fund, _parts in sums for key in by_fund})
    parts = sorted({key for _funds, by_part in sums for key in by_part})
    found = []
    for row, (by_fund, by_part) in zip(done, sums, strict=True):
        awards = row.result["awards"].values()
        full = sum(one["option"] == FULL for one in awards)
        found.append(InFigures(
            row.name, row.pk, full, len(awards) - full, len(row.problem["applicants"]) - len(awards),
            tuple((key, by_fund[key]) for key in funds), tuple((key, by_part[key]) for key in parts),
        ))  # fmt: skip
    return found


def _sums(row: Scenario) -> tuple[Counter[str], Counter[str]]:
    by_fund, by_part = Counter[str](), Counter[str]()
    for award in row.result["awards"].values():
        for part, fund, minor in award["payments"]:
            by_fund[fund] += minor
            by_part[part] += minor
    return by_fund, by_part
