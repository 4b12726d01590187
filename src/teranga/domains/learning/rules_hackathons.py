"""The result of a hackathon from plain values: weighted means, first places, shared ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Placed:
    team: int
    rank: int
    mean: Fraction
    judges: int
    firsts: int  # judges who put this team above all others that they scored


def ranking(weights: Mapping[int, int], sheets: Mapping[tuple[int, int], Mapping[int, int]]) -> list[Placed]:
    """From criterion to weight, and from (judge, team) to the points of each criterion.

    Only a whole sheet counts. A team's mean is taken over its judges; equal means are parted by the
    number of judges who gave it the first place, and what is equal then shares its rank.
    """
    total = sum(weights.values())
    marks = {
        key: Fraction(sum(weights[criterion] * points[criterion] for criterion in weights), total)
        for key, points in sheets.items()
        if total and set(weights) <= set(points)
    }
    best: dict[int, Fraction] = {}
    for (judge, _team), mark in marks.items():
        best[judge] = max(mark, best.get(judge, mark))
    told: dict[int, list[tuple[int, Fraction]]] = {}
    for (judge, team), mark in marks.items():
        told.setdefault(team, []).append((judge, mark))
    rows = [
        (sum((mark for _judge, mark in given), Fraction()) / len(given),
         sum(mark == best[judge] for judge, mark in given), len(given), team)
        for team, given in told.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row[0], -row[1], row[3]))
    return [
        Placed(team, 1 + sum((m, f) > (mean, firsts) for m, f, _j, _t in rows), mean, judges, firsts)
        for mean, firsts, judges, team in rows
    ]
