"""Equals are told apart by a draw that everybody can repeat, never by the order of their entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace

from teranga.engines.allocation.problem import Applicant, Award, Drawn, Problem
from teranga.foundation.draw import drawn_order


def likeness(applicant: Applicant) -> Hashable:
    """Whatever the rules and the objective look at; applicants of one likeness are interchangeable."""
    return (
        applicant.options, applicant.need, applicant.groups, applicant.pots, applicant.ceiling,
        applicant.pinned,
    )  # fmt: skip


def settle_equals(
    problem: Problem, awards: tuple[Award, ...], seed: str
) -> tuple[tuple[Award, ...], tuple[Drawn, ...]]:
    """Give what a class of equals was awarded to its members in the order of the draw, the most first."""
    alike: dict[Hashable, list[Applicant]] = defaultdict(list)
    for applicant in problem.applicants:
        alike[likeness(applicant)].append(applicant)
    given = {award.applicant: award for award in awards}
    draws = []
    for same in alike.values():
        worth = {option.key: option.utility for option in same[0].options}
        held = [given.pop(applicant.key) for applicant in same if applicant.key in given]
        held.sort(key=lambda award: -worth[award.option])
        order = drawn_order(seed, [applicant.key for applicant in same])
        for key, award in zip(order, held, strict=False):
            given[key] = replace(award, applicant=key)
        levels = {award.option for award in held}
        if held and (len(held) < len(same) or len(levels) > 1):
            draws.append(Drawn(tuple(order), len(held)))
    place = {applicant.key: number for number, applicant in enumerate(problem.applicants)}
    return tuple(sorted(given.values(), key=lambda award: place[award.applicant])), tuple(draws)
