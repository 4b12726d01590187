"""Instances and answers as plain values, for files."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from teranga.engines.reading import (
    Row,
    Unreadable,
    key_of,
    number_of,
    row_of,
    rows_of,
    text_of,
    truth_of,
    whole_of,
    words_of,
)
from teranga.engines.selection.explain import NextBest, Price, Regret
from teranga.engines.selection.problem import Answer, Problem, Proposal, Rule, Space, Unclear
from teranga.engines.status import Status

UNIT = 10**4
MOST_ROOMS = 1000
FINEST = 10**4  # of the denominators of shares
TOPIC_FLOOR, TOPIC_SHARE, TOPIC_CEILING = 2, Fraction(4, 100), Fraction(20, 100)
LEVEL_FLOOR, LEVEL_CEILING = Fraction(15, 100), Fraction(55, 100)
HALF = Fraction(35, 100)


def from_plain(told: Any) -> Problem:
    """A selection instance: with its own rules and spaces, or with the quotas of the benchmark.

    Raises Unclear with the field that is missing or not what it should be.
    """
    try:
        return _read(row_of(told, "the instance"))
    except Unreadable as wrong:
        raise Unclear(str(wrong)) from wrong


def _read(told: Row) -> Problem:
    at = "the instance"
    choose = None if told.get("choose") is None else whole_of(told, "choose", at)
    rows = rows_of(told, "proposals", at)
    proposals = tuple(_proposal(number, row) for number, row in enumerate(rows))
    spaces = tuple(
        Space(key_of(row, place), whole_of(row, "rooms", place, most=MOST_ROOMS),
              whole_of(row, "minutes", place))
        for number, row in enumerate(rows_of(told, "spaces", at, default=()))
        for place in [f"space {number}"]
    )  # fmt: skip
    if "rules" in told:
        rules = tuple(_rule(number, row) for number, row in enumerate(rows_of(told, "rules", at)))
    else:
        rules = _usual(rows, choose or 0)
    per_person = None if told.get("per_person", 1) is None else whole_of(told, "per_person", at, default=1)
    return Problem(proposals, rules, spaces, choose, per_person, UNIT)


def _proposal(number: int, row: Row) -> Proposal:
    place = f"proposal {number}"
    groups = {f"{name} {text_of(row, name, place)}" for name in ("topic", "level") if name in row}
    groups |= {name for name in ("french", "first_time") if truth_of(row, name, place)}
    people = words_of(row, "speakers", place)
    if "speakers" not in row and "speaker" in row:
        people = frozenset({text_of(row, "speaker", place)})
    settled = None if row.get("settled") is None else truth_of(row, "settled", place)
    return Proposal(
        key_of(row, place, default=str(number)), round(number_of(row, "score", place) * UNIT),
        frozenset(groups) | words_of(row, "groups", place), people,
        whole_of(row, "minutes", place, default=0), text_of(row, "space", place, default=""), settled,
    )  # fmt: skip


def _rule(number: int, row: Row) -> Rule:
    place = f"rule {number}"
    share = None if row.get("share") is None else number_of(row, "share", place)
    if share is not None and share.denominator > FINEST:
        raise Unreadable(f"'share' of {place} has too many digits")
    if "floor" not in row:
        raise Unreadable(f"{place} has no 'floor'")
    count = None if row.get("count") is None else whole_of(row, "count", place)
    return Rule(key_of(row, place), text_of(row, "group", place), truth_of(row, "floor", place), count, share)


def _usual(rows: Iterable[Row], choose: int) -> tuple[Rule, ...]:
    rules = []
    every = list(rows)
    for topic in sorted({str(row["topic"]) for row in every if "topic" in row}):
        least = max(TOPIC_FLOOR, int(TOPIC_SHARE * choose))
        rules.append(Rule(f"least topic {topic}", f"topic {topic}", floor=True, count=least))
        rules.append(Rule(f"most topic {topic}", f"topic {topic}", floor=False, share=TOPIC_CEILING))
    for level in sorted({str(row["level"]) for row in every if "level" in row}):
        rules.append(Rule(f"least level {level}", f"level {level}", floor=True, share=LEVEL_FLOOR))
        rules.append(Rule(f"most level {level}", f"level {level}", floor=False, share=LEVEL_CEILING))
    for name in ("french", "first_time"):
        if any(name in row for row in every):
            rules.append(Rule(f"least {name}", name, floor=True, share=HALF))
    return tuple(rules)


def to_plain(
    problem: Problem, answer: Answer, seconds: float, prices: Iterable[Price] = (),
    regrets: Iterable[Regret] = (), other: NextBest | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The answer with scores as in the instance."""
    unit, found = problem.unit, answer.status in (Status.OPTIMAL, Status.FEASIBLE)
    told = list(regrets)
    return {
        "chosen": list(answer.chosen), "objective": answer.objective / unit if found else None,
        "bound": None if answer.bound is None else answer.bound / unit, "gap": answer.gap,
        "seconds": round(seconds, 3), "status": answer.status.value, "seed": "",
        "conflict": list(answer.conflict),
        "regrets": {str(one.proposal): None if one.lost is None else one.lost / unit for one in told},
        "stopped": {
            str(one.proposal): {"why": one.why.value, "rule": one.rule, "rivals": list(one.instead_of)}
            for one in told
        },
        "prices": [
            {"rule": one.rule, "one_more": one.by_one / unit, "without": one.without / unit,
             "shadow": one.shadow / unit}
            for one in prices
        ],
        "next": {"objective": other.objective / unit, "chosen": list(other.chosen)} if other else None,
    }  # fmt: skip
