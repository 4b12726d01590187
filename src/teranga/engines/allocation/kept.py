"""Problems and answers as plain values that can be kept, and computed again by anybody who has them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

from teranga.engines.allocation.check import check
from teranga.engines.allocation.equal_shares import Project, equal_shares
from teranga.engines.allocation.explain import Reason, Why, explain, with_more
from teranga.engines.allocation.problem import (
    Answer,
    Applicant,
    Award,
    Of,
    Option,
    Pot,
    Problem,
    Rule,
    Supply,
)
from teranga.engines.allocation.solve import solve
from teranga.engines.status import Status
from teranga.foundation.draw import drawn_order

Plain = dict[str, Any]
FOUND = (Status.OPTIMAL, Status.FEASIBLE)
WAITS = (Why.NEXT, Why.DRAW, Why.RULE, Why.CUT_OFF)  # in this order: how close they came


def to_kept(problem: Problem) -> Plain:
    return {
        "applicants": [
            {
                "key": one.key, "need": [list(pair) for pair in one.need], "groups": sorted(one.groups),
                "ceiling": one.ceiling, "pinned": one.pinned,
                "options": [
                    {"key": option.key, "amounts": [list(pair) for pair in option.amounts],
                     "utility": option.utility, "things": [list(pair) for pair in option.things]}
                    for option in one.options
                ],
            }
            for one in problem.applicants
        ],
        "pots": [
            {"key": pot.key, "size": pot.size, "parts": sorted(pot.parts) if pot.parts is not None else None,
             "any_of": sorted(pot.any_of), "all_of": sorted(pot.all_of)}
            for pot in problem.pots
        ],
        "rules": [
            {"key": rule.key, "group": rule.group, "floor": rule.floor, "of": rule.of.value,
             "share": [rule.share.numerator, rule.share.denominator]}
            for rule in problem.rules
        ],
        "supplies": [{"key": one.key, "size": one.size} for one in problem.supplies],
    }  # fmt: skip


def from_kept(kept: Mapping[str, Any]) -> Problem:
    """Raises Unclear for a problem that contradicts itself."""
    return Problem(
        tuple(
            Applicant(
                one["key"], tuple(_option(option) for option in one["options"]), _pairs(one["need"]),
                frozenset(one["groups"]), None, one["ceiling"], one["pinned"],
            )
            for one in kept["applicants"]
        ),
        tuple(
            Pot(pot["key"], pot["size"], None if pot["parts"] is None else frozenset(pot["parts"]),
                frozenset(pot["any_of"]), frozenset(pot["all_of"]))
            for pot in kept["pots"]
        ),
        tuple(
            Rule(rule["key"], rule["group"], Fraction(*rule["share"]), rule["floor"], Of(rule["of"]))
            for rule in kept["rules"]
        ),
        tuple(Supply(one["key"], one["size"]) for one in kept["supplies"]),
    )  # fmt: skip


def _option(kept: Mapping[str, Any]) -> Option:
    return Option(kept["key"], _pairs(kept["amounts"]), kept["utility"], _pairs(kept["things"]))


def _pairs(kept: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((key, count) for key, count in kept)


def computed(
    *, problem: Plain, seed: str, rule: str = "most_use", votes: list[dict[str, int]] | None = None,
    seconds: float = 10.0,
) -> Plain:  # fmt: skip
    """The answer by the rule, checked without the solver, with a reason for everybody and what more money
    would do. For equal shares `votes` has the points of each voter: {applicant: points}."""
    began = time.perf_counter()
    asked = from_kept(problem)
    best = solve(asked, seconds=seconds, seed=seed)
    answer = best if rule == "most_use" else _by_equal_shares(asked, best, votes or [])
    reasons = explain(asked, answer) if answer.status in FOUND else ()
    return {
        "status": answer.status.value, "objective": answer.objective, "bound": best.bound,
        "gap": replace(answer, bound=best.bound).gap, "conflict": list(answer.conflict),
        "faults": check(asked, answer) if answer.status in FOUND else [],
        "awards": {one.applicant: _awarded(asked, one) for one in answer.awards},
        "reasons": {reason.applicant: _told(reason) for reason in reasons},
        "queue": _queue(asked, reasons, seed),
        "draws": [{"order": list(one.order), "awarded": one.awarded} for one in answer.draws],
        "left": _left(asked, answer),
        "more": _more(asked, answer, seconds / 4) if rule == "most_use" else {},
        "seconds": round(time.perf_counter() - began, 3),
    }  # fmt: skip


def _awarded(problem: Problem, award: Award) -> Plain:
    person = next(one for one in problem.applicants if one.key == award.applicant)
    option = next(one for one in person.options if one.key == award.option)
    return {
        "option": award.option, "payments": [list(row) for row in award.payments],
        "things": [list(row) for row in option.things],
    }  # fmt: skip


def _told(reason: Reason) -> Plain:
    told = asdict(reason)
    rules = [list(row) for row in reason.rules]
    return {**told, "why": reason.why.value, "pots": list(reason.pots), "rules": rules}


def _queue(problem: Problem, reasons: tuple[Reason, ...], seed: str) -> list[str]:
    """Who waits, in what order: who came closest first; equals by the draw."""
    order = drawn_order(seed, [one.key for one in problem.applicants])
    drawn = {key: place for place, key in enumerate(order)}
    waits = [reason for reason in reasons if reason.why in WAITS and reason.utility > 0]
    waits.sort(key=lambda one: (one.short_by, WAITS.index(one.why), -one.utility, drawn[one.applicant]))
    return [reason.applicant for reason in waits]


def _left(problem: Problem, answer: Answer) -> dict[str, int]:
    left = {pot.key: pot.size for pot in problem.pots}
    for award in answer.awards:
        for _part, pot, minor in award.payments:
            left[pot] -= minor
    return left


def _more(problem: Problem, answer: Answer, seconds: float) -> Plain:
    """Of each pot: what the smallest award that it could still pay would change, solved again."""
    if answer.status not in FOUND:
        return {}
    given, told = answer.by_applicant(), {}
    for pot in problem.pots:
        smallest = min(
            (option.total for one in problem.applicants if one.key not in given for option in one.options
             if option.total and any(pot.pays(one, part) for part, _minor in option.amounts)),
            default=0,
        )  # fmt: skip
        if smallest:
            change = with_more(problem, answer, pot.key, smallest, seconds=seconds)
            told[pot.key] = {"more": smallest, "changes": [list(row) for row in change.changes]}
    return told


def _by_equal_shares(problem: Problem, best: Answer, votes: list[dict[str, int]]) -> Answer:
    """In the order in which equal shares buys whole awards, whatever the pots' conditions let through."""
    full = {one.key: max(one.options, key=lambda option: option.total) for one in problem.applicants
            if one.options and one.pinned is None}  # fmt: skip
    projects = [
        Project(key, option.total, {number: vote[key] for number, vote in enumerate(votes) if vote.get(key)})
        for key, option in full.items()
    ]
    chosen: list[Applicant] = [one for one in problem.applicants if one.pinned]
    answer = solve(_only(problem, chosen), seed=best.seed)
    for key in equal_shares(projects, len(votes), sum(pot.size for pot in problem.pots)):
        one = next(one for one in problem.applicants if one.key == key)
        tried = solve(_only(problem, [*chosen, replace(one, pinned=full[key].key)]), seed=best.seed)
        if tried.status in FOUND:
            chosen.append(replace(one, pinned=full[key].key))
            answer = tried
    return replace(answer, status=Status.FEASIBLE, prices=best.prices, bound=best.bound, draws=())


def _only(problem: Problem, chosen: list[Applicant]) -> Problem:
    return Problem(tuple(chosen), problem.pots, (), problem.supplies)
