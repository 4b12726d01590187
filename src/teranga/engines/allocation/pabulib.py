"""Elections in Pabulib's format (pabulib.org/format): projects with costs, voters with their choices."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from teranga.engines import highs
from teranga.engines.allocation.equal_shares import Project
from teranga.engines.allocation.problem import Unclear


@dataclass(frozen=True, slots=True)
class Election:
    projects: tuple[Project, ...]
    voters: int
    budget: int


def read(text: str) -> Election:
    """An approval counts the project's cost as utility, points count as they are, a rank its distance from
    the end. Raises Unclear when a part or a column is missing."""
    parts = _parts(text)
    try:
        meta = {row[0]: row[1] for row in parts["META"][1:] if len(row) > 1}
        budget, kind = int(float(meta["budget"].replace(",", "."))), meta["vote_type"]
        rows = list(_rows(parts["PROJECTS"]))
        costs = {row["project_id"]: int(float(row["cost"])) for row in rows}
        votes = [(row["vote"].split(","), row.get("points", "").split(",")) for row in _rows(parts["VOTES"])]
        support: dict[str, dict[int, int]] = {key: {} for key in costs}
        for voter, (choices, points) in enumerate(votes):
            for place, key in enumerate(choices):
                if key in support:
                    support[key][voter] = _utility(kind, costs[key], points, place, len(choices))
    except (KeyError, ValueError, IndexError) as wrong:
        raise Unclear(f"the election lacks or garbles something: {wrong}") from wrong
    return Election(tuple(Project(key, costs[key], support[key]) for key in costs), len(votes), budget)


def _parts(text: str) -> dict[str, list[list[str]]]:
    parts: dict[str, list[list[str]]] = {}
    current: list[list[str]] = []
    for row in csv.reader(text.splitlines(), delimiter=";"):
        if len(row) == 1 and row[0].strip() in ("META", "PROJECTS", "VOTES"):
            current = parts.setdefault(row[0].strip(), [])
        elif row:
            current.append([cell.strip() for cell in row])
    return parts


def _rows(part: list[list[str]]) -> Iterable[dict[str, str]]:
    return (dict(zip(part[0], row, strict=False)) for row in part[1:])


def _utility(kind: str, cost: int, points: Sequence[str], place: int, chosen: int) -> int:
    if kind in ("cumulative", "scoring"):
        return int(float(points[place]))
    return chosen - place if kind == "ordinal" else cost


def optimum(election: Election, seconds: float = 10.0) -> tuple[tuple[str, ...], float, float]:
    """The projects with the most utility in all that fit into the budget; their utility, and its bound."""
    worth = np.array([float(sum(project.support.values())) for project in election.projects])
    costs = [float(project.cost) for project in election.projects]
    columns = list(range(len(costs)))
    found = highs.whole(
        worth, [(-np.inf, float(election.budget), columns, costs)], np.zeros(len(costs)),
        np.array([float(cost <= election.budget) for cost in costs]), choices=len(costs), seconds=seconds,
    )  # fmt: skip
    if found.values is None:
        return (), 0.0, found.bound
    funded = (p.key for p, share in zip(election.projects, found.values, strict=True) if share > 0.5)
    return tuple(funded), found.objective, found.bound
