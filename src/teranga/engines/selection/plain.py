"""Instances and answers as plain values, for files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from teranga.engines.selection.explain import NextBest, Price, Regret
from teranga.engines.selection.problem import Answer, Problem, Proposal, Rule, Space, Unclear
from teranga.engines.status import Status

UNIT = 10**4
TOPIC_FLOOR, TOPIC_SHARE, TOPIC_CEILING = 2, Fraction(4, 100), Fraction(20, 100)
LEVEL_FLOOR, LEVEL_CEILING = Fraction(15, 100), Fraction(55, 100)
HALF = Fraction(35, 100)


def from_plain(told: Mapping[str, Any]) -> Problem:
    """A selection instance: with its own rules and spaces, or with the quotas of the benchmark.

    Raises Unclear with the field that is missing or not what it should be.
    """
    try:
        choose = None if told.get("choose") is None else int(told["choose"])
        proposals = tuple(_proposal(number, row) for number, row in enumerate(told["proposals"]))
        spaces = tuple(Space(str(row["key"]), int(row["rooms"]), int(row["minutes"]))
                       for row in told.get("spaces", ()))  # fmt: skip
        if "rules" in told:
            rules = tuple(_rule(row) for row in told["rules"])
        else:
            rules = _usual(told["proposals"], choose or 0)
        per_person = told.get("per_person", 1)
    except KeyError as missing:
        raise Unclear(f"the instance has no {missing}") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Unclear(f"the instance cannot be read: {wrong}") from wrong
    return Problem(proposals, rules, spaces, choose, per_person, UNIT)


def _proposal(number: int, row: Mapping[str, Any]) -> Proposal:
    groups = {f"{name} {row[name]}" for name in ("topic", "level") if name in row}
    groups |= {name for name in ("french", "first_time") if row.get(name)}
    people = row.get("speakers", [row["speaker"]] if "speaker" in row else [])
    return Proposal(
        str(row.get("key", number)), round(Fraction(str(row["score"])) * UNIT),
        frozenset(groups) | frozenset(map(str, row.get("groups", ()))), frozenset(map(str, people)),
        int(row.get("minutes", 0)), str(row.get("space", "")), row.get("settled"),
    )  # fmt: skip


def _rule(row: Mapping[str, Any]) -> Rule:
    share = None if row.get("share") is None else Fraction(str(row["share"]))
    count = None if row.get("count") is None else int(row["count"])
    return Rule(str(row["key"]), str(row["group"]), bool(row["floor"]), count, share)


def _usual(rows: Iterable[Mapping[str, Any]], choose: int) -> tuple[Rule, ...]:
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
