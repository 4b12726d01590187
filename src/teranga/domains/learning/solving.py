"""Rows of a programme as an instance for the engine, and its answer as plain values with their numbers."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from teranga.domains.learning.models import Application, Pair, PairWish, Programme
from teranga.engines.matching.explain import explain
from teranga.engines.matching.problem import Mentee, Mentor, Problem, tables
from teranga.engines.matching.solve import solve

OPEN = (Pair.State.PROPOSED, Pair.State.RUNNING)


def instance(programme: Programme) -> Problem:
    """Everybody who applied and is not in a pair yet; mentors with the places that are left to them.

    Two who were together and parted, or one of whom said no, are not proposed to each other again.
    """
    rows = list(
        Application.objects.filter(
            community=programme.community_id, programme=programme, state=Application.State.CONFIRMED
        ).order_by("pk")
    )
    pairs = Pair.objects.filter(community=programme.community_id, programme=programme)
    together = list(pairs.values_list("mentee_id", "mentor_id", "state"))
    busy = {mentee for mentee, _mentor, state in together if state in OPEN}
    taken: dict[int, int] = {}
    for _mentee, mentor, state in together:
        taken[mentor] = taken.get(mentor, 0) + (state in OPEN)
    mentees = [row for row in rows if row.role == Application.Role.MENTEE and row.pk not in busy]
    mentors = [row for row in rows if row.role == Application.Role.MENTOR]
    left = {row.pk: max(0, row.places - taken.get(row.pk, 0)) for row in mentors}
    blocks = {(str(mentee), str(mentor)) for mentee, mentor, state in together if state not in OPEN}
    blocks |= {(str(one.pk), str(other.pk)) for one in mentees for other in mentors
               if one.person_id == other.person_id}  # fmt: skip
    pins = _wishes(programme, blocks, {row.pk for row in mentees}, left)
    return Problem(
        tuple(Mentee(**_told(row)) for row in mentees),
        tuple(Mentor(**_told(row), places=left[row.pk]) for row in mentors),
        frozenset(blocks),
        pins,
    )


def _wishes(
    programme: Programme, blocks: set[tuple[str, str]], mentees: set[int], left: dict[int, int]
) -> dict[str, str]:
    """Adds what may never be to the blocks; pins beyond a mentor's places are left out."""
    wishes = PairWish.objects.filter(community=programme.community_id, programme=programme).order_by("pk")
    rows = list(wishes.values_list("mentee_id", "mentor_id", "kind"))
    blocks |= {(str(one), str(other)) for one, other, kind in rows if kind == PairWish.Kind.NEVER}
    pins: dict[str, str] = {}
    for mentee, mentor, kind in rows:
        pair = str(mentee), str(mentor)
        free = left.get(mentor, 0) > list(pins.values()).count(pair[1])
        if kind == PairWish.Kind.PIN and mentee in mentees and free and pair not in blocks:
            pins[pair[0]] = pair[1]
    return pins


def _told(row: Application) -> dict[str, Any]:
    return {
        "key": str(row.pk), "level": row.level, "gender": row.gender, "goals": frozenset(row.goals),
        "topics": frozenset(row.topics), "languages": frozenset(row.languages),
        "times": frozenset(row.times), "wants": frozenset(row.wants),
    }  # fmt: skip


def computed(problem: Problem) -> dict[str, Any]:
    """The best matching with its reasons, as it is kept."""
    began = time.perf_counter()
    made = tables(problem)
    solution = solve(problem, made)
    told = explain(problem, solution, made)
    return {
        "matched": solution.matched, "mentees": len(problem.mentees), "mentors": len(problem.mentors),
        "places": sum(one.places for one in problem.mentors), "score": solution.score, "gap": solution.gap,
        "seconds": round(time.perf_counter() - began, 3),
        "pairs": [asdict(pair) for pair in told.pairs],
        "unmatched": [asdict(one) for one in told.unmatched],
    }  # fmt: skip
