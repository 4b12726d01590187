"""A problem and its answer as plain values by the keys of proposals: for rows, files and child processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from teranga.engines.selection.check import check
from teranga.engines.selection.closest import closest
from teranga.engines.selection.explain import Regret, next_best, prices, regrets
from teranga.engines.selection.problem import Answer, Problem, Proposal, Rule, Space
from teranga.engines.selection.solve import solve
from teranga.engines.status import Status

Plain = dict[str, Any]
FOUND = (Status.OPTIMAL, Status.FEASIBLE)
EACH = 10  # so many questions between two words of how far it is


def to_kept(problem: Problem) -> Plain:
    return {
        "proposals": [
            {"key": one.key, "score": one.score, "groups": sorted(one.groups), "people": sorted(one.people),
             "minutes": one.minutes, "space": one.space, "settled": one.settled}
            for one in problem.proposals
        ],
        "rules": [
            {"key": rule.key, "group": rule.group, "floor": rule.floor, "count": rule.count,
             "share": None if rule.share is None else [rule.share.numerator, rule.share.denominator]}
            for rule in problem.rules
        ],
        "spaces": [{"key": one.key, "rooms": one.rooms, "minutes": one.minutes} for one in problem.spaces],
        "choose": problem.choose, "per_person": problem.per_person, "unit": problem.unit,
    }  # fmt: skip


def from_kept(kept: Mapping[str, Any]) -> Problem:
    """Raises Unclear for a problem that contradicts itself."""
    return Problem(
        tuple(
            Proposal(one["key"], one["score"], frozenset(one["groups"]), frozenset(one["people"]),
                     one["minutes"], one["space"], one["settled"])
            for one in kept["proposals"]
        ),
        tuple(
            Rule(rule["key"], rule["group"], rule["floor"], rule["count"],
                 None if rule["share"] is None else Fraction(*rule["share"]))
            for rule in kept["rules"]
        ),
        tuple(Space(one["key"], one["rooms"], one["minutes"]) for one in kept["spaces"]),
        kept["choose"], kept["per_person"], kept["unit"],
    )  # fmt: skip


def computed(*, problem: Plain, reserve: int = 10, seconds: float = 5.0) -> Plain:
    """The best programme, checked without the solver; what each rule costs, alone and all together; who waits
    and why. By keys, in whole scores."""
    began = time.perf_counter()
    asked = from_kept(problem)
    answer = solve(asked, seconds=seconds)
    told: Plain = {
        "status": answer.status.value, "objective": answer.objective, "bound": answer.bound,
        "conflict": list(answer.conflict), "faults": check(asked, answer), "chosen": [], "prices": {},
        "free": None, "reserve": [], "regrets": {},
    }  # fmt: skip
    if answer.status in FOUND:
        ranked, known = closest(asked, answer, reserve)
        free = solve(replace(asked, rules=()), seconds=seconds)
        told |= {
            "chosen": _keys(asked, answer.chosen), "free": free.objective if free.status in FOUND else None,
            "prices": {one.rule: [one.by_one, one.without] for one in prices(asked, answer)},
            "reserve": _keys(asked, ranked), "regrets": _told(asked, known),
        }  # fmt: skip
    return {**told, "seconds": round(time.perf_counter() - began, 3)}


def why_not(*, problem: Plain, key: str) -> Plain:
    """The regret of one proposal; {} when it is in, unknown, or nothing is possible."""
    asked = from_kept(problem)
    answer = solve(asked)
    wanted = [number for number, one in enumerate(asked.proposals) if one.key == key]
    found = list(regrets(asked, answer, wanted)) if answer.status in FOUND else []
    told: dict[str, Plain] = _told(asked, found)
    return told.get(key, {})


def explained(*, problem: Plain, progress: Callable[[int, int], None] | None = None) -> Plain:
    """The regret of every proposal that is not in, and the next best programme."""
    asked = from_kept(problem)
    answer = solve(asked)
    if answer.status not in FOUND:
        return {"regrets": {}, "next": None}
    total, found = len(asked.proposals) - len(answer.chosen), []
    for done, one in enumerate(regrets(asked, answer)):
        found.append(one)
        if progress and done % EACH == 0:
            progress(done, total)
    return {"regrets": _told(asked, found), "next": _next(asked, answer)}


def _next(problem: Problem, answer: Answer) -> Plain | None:
    other = next_best(problem, answer)
    if other is None:
        return None
    mine, theirs = set(answer.chosen), set(other.chosen)
    return {
        "lost": answer.objective - other.objective, "in": _keys(problem, sorted(theirs - mine)),
        "out": _keys(problem, sorted(mine - theirs)), "is_exact": other.is_exact,
    }  # fmt: skip


def _keys(problem: Problem, numbers: Iterable[int]) -> list[str]:
    return [problem.proposals[number].key for number in numbers]


def _told(problem: Problem, found: Iterable[Regret]) -> Plain:
    return {
        problem.proposals[one.proposal].key: {
            "lost": one.lost, "why": one.why.value, "rule": one.rule,
            "instead_of": _keys(problem, one.instead_of), "along_with": _keys(problem, one.along_with),
        }
        for one in found
    }  # fmt: skip
