"""Instances and answers as plain values, for files: the aid instances and what `teranga engine` writes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from teranga.engines.allocation.problem import Answer, Applicant, Of, Option, Pot, Problem, Rule, Unclear

PART = "aid"


def from_plain(told: Mapping[str, Any]) -> Problem:
    """An aid instance: applicants with a full and a partial award, pots by number, four rules.

    Raises Unclear with the field that is missing or not what it should be.
    """
    try:
        applicants = tuple(_applicant(number, row) for number, row in enumerate(told["applicants"]))
        pots = tuple(Pot(str(number), int(size)) for number, size in enumerate(told["pots"]))
        rules = _rules(told.get("rules", {}), sorted({row["country"] for row in told["applicants"]}))
    except KeyError as missing:
        raise Unclear(f"the instance has no {missing}") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Unclear(f"the instance cannot be read: {wrong}") from wrong
    return Problem(applicants, pots, rules)


def _applicant(number: int, row: Mapping[str, Any]) -> Applicant:
    options = tuple(
        Option(key, ((PART, int(row[f"{key}_cost"])),), float(row[f"utility_{key}"]))
        for key in ("full", "partial")
    )
    groups = {f"country {row['country']}"} | {name for name in ("woman", "first") if row[name]}
    pots = frozenset(str(pot) for pot in row["pots"])
    return Applicant(str(number), options, ((PART, int(row["full_cost"])),), frozenset(groups), pots)


def _rules(told: Mapping[str, Any], countries: list[Any]) -> tuple[Rule, ...]:
    rules = []
    for name, group in (("min_share_women", "woman"), ("min_share_first_timers", "first")):
        if name in told:
            rules.append(Rule(name, group, _share(told[name]), floor=True))
    for country in countries:
        group = f"country {country}"
        if "max_share_per_country" in told:
            rules.append(Rule(f"most {group}", group, _share(told["max_share_per_country"]), floor=False))
        if "min_awarded_fraction_per_country" in told:
            share = _share(told["min_awarded_fraction_per_country"])
            rules.append(Rule(f"least {group}", group, share, floor=True, of=Of.GROUP))
    return tuple(rules)


def _share(told: Any) -> Fraction:
    return Fraction(str(told))


def to_plain(answer: Answer, seconds: float) -> dict[str, Any]:
    """The answer as the benchmark's README describes it."""
    awards = {
        award.applicant: {
            "award": award.option, "pots": {pot: amount for _part, pot, amount in award.payments},
        }
        for award in answer.awards
    }  # fmt: skip
    return {
        "awards": awards, "objective": answer.objective, "bound": answer.bound, "gap": answer.gap,
        "seconds": round(seconds, 3), "status": answer.status.value, "seed": answer.seed,
        "conflict": list(answer.conflict),
    }  # fmt: skip
