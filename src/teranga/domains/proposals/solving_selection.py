"""Rows of a call as a problem for the engine, and its answer as plain values by the codes of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from teranga.domains.proposals.models import Selection, SessionType
from teranga.domains.proposals.queries_selection import Candidate
from teranga.domains.proposals.rules_groups import COUNT, PERCENT
from teranga.engines.selection.kept import computed, explained, to_kept, why_not
from teranga.engines.selection.problem import Problem, Proposal, Rule, Space
from teranga.engines.selection.solve import best_worth

__all__ = [
    "EXPLAINED",
    "POINTS",
    "UNIT",
    "compute",
    "explained",
    "is_found",
    "is_stale",
    "problem_of",
    "why_not",
]
EXPLAINED = "teranga.engines.selection.kept:explained"  # for a child process
UNIT = 1000  # whole scores in one point
POINTS = 10  # of the best score there can be
FOUND = ("optimal", "feasible")


def problem_of(
    selection: Selection, rows: Sequence[Candidate], types: Sequence[SessionType], choose: int | None = None
) -> Problem:
    """Scores of nobody count as 0. `choose` says how many where the selection leaves it open."""
    spaces = spaces_of(selection, types)
    proposals = tuple(
        Proposal(
            row.key, round((row.score or 0) * POINTS * UNIT), row.groups, row.people, row.minutes,
            row.type if row.type in spaces else "", settled(selection, row),
        )
        for row in rows
    )  # fmt: skip
    return Problem(
        proposals, tuple(_rule(told) for told in selection.rules), tuple(spaces.values()),
        selection.choose if selection.choose is not None else choose, selection.per_person, UNIT,
    )  # fmt: skip


def settled(selection: Selection, row: Candidate) -> bool | None:
    """What comes anyway is in; a sponsor has a right to be in until the committee says otherwise."""
    if row.is_fixed:
        return True
    return selection.pins.get(row.key, True if row.is_sponsored else None)


def spaces_of(selection: Selection, types: Sequence[SessionType]) -> dict[str, Space]:
    """By type: what the selection says, else what the type itself has; none where it is not limited."""
    found = {}
    for one in types:
        rooms, minutes = selection.spaces.get(one.slug) or (one.rooms, one.room_minutes)
        if minutes is not None:
            found[one.slug] = Space(one.slug, rooms, minutes)
    return found


def _rule(told: dict[str, Any]) -> Rule:
    share = Fraction(told[PERCENT], 100) if PERCENT in told else None
    return Rule(told["key"], told["group"], told["floor"], told.get(COUNT), share)


def as_many_as_fit(problem: Problem) -> int:
    """So many fit into the rooms at most, whatever the rules say."""
    free = [one for one in problem.proposals if one.settled is not False]
    fits = sum(not one.space for one in free)
    for space in problem.spaces:
        lengths = [one.minutes for one in free if one.space == space.key]
        shortest = min(lengths, default=0)
        fits += min(len(lengths), space.rooms * (space.minutes // shortest)) if shortest else 0
    return fits


def compute(
    selection: Selection, rows: Sequence[Candidate], types: Sequence[SessionType]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The problem and its answer. Where the number is open, a full house is taken if it scores no less than
    the best of all numbers: then no room stays empty only because what could be there has no score."""
    asked = problem_of(selection, rows, types)
    if selection.choose is None:
        full = problem_of(selection, rows, types, as_many_as_fit(asked))
        filled, best = best_worth(full), best_worth(asked)
        if filled is not None and (best is None or filled >= best):
            asked = full
    kept = to_kept(asked)
    return kept, computed(problem=kept, reserve=selection.reserve)


def is_found(result: dict[str, Any]) -> bool:
    return result.get("status") in FOUND


def is_stale(selection: Selection, rows: Sequence[Candidate], types: Sequence[SessionType]) -> bool:
    """Whether proposals, scores or rooms are no longer what they were when it was computed."""
    if not selection.problem:
        return True
    choose = selection.problem["choose"]
    return to_kept(problem_of(selection, rows, types, choose)) != selection.problem
