"""Which rules cannot hold together: a set from which none can be left out."""

from __future__ import annotations

from dataclasses import replace

from teranga.engines import highs
from teranga.engines.allocation.model import build
from teranga.engines.allocation.problem import Problem

SECONDS = 2.0  # for each question


def of(problem: Problem, impossible: list[str]) -> tuple[str, ...]:
    """Rules and pins, by name ("pin:KEY"), that contradict each other, by the deletion filter (Chinneck,
    Feasibility and Infeasibility in Optimization, 2008): whatever can go while it stays impossible, goes."""
    if impossible:
        return tuple(f"pin:{key}" for key in impossible)
    kept = [rule.key for rule in problem.rules]
    for key in list(kept):
        if not is_possible(_with(problem, set(kept) - {key})):
            kept.remove(key)
    pinned = [applicant.key for applicant in problem.applicants if applicant.pinned is not None]
    if not is_possible(_with(problem, set())):
        return (*kept, *(f"pin:{key}" for key in pinned))
    return tuple(kept)


def _with(problem: Problem, rules: set[str]) -> Problem:
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.key in rules))


def is_possible(problem: Problem) -> bool:
    """Whether some allocation satisfies everything; undecided after the time counts as possible."""
    model = build(problem)
    least, most = model.ends()
    if highs.relax(model.gain(), model.rows, least, most) is None:
        return False
    nothing = 0 * model.gain()
    found = highs.whole(nothing, model.rows, least, most, choices=model.choices, seconds=SECONDS)
    return not found.is_infeasible
