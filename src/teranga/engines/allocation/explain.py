"""Why each applicant got what they got, in prices: what a unit of money and the slack of a rule are worth.

At the bound an award is worth giving when its utility covers what it takes: money at the pots' prices, things
at theirs, and what it does to the rules. What is short of that is told with what it falls short by. Prices
are the dual values of the relaxation (Dantzig, Linear Programming and Extensions, 1963): for a whole answer
they are a guide, which `with_more` turns into certainty by solving again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from teranga.engines.allocation.problem import (
    Answer,
    Applicant,
    Award,
    Of,
    Option,
    Problem,
    Rule,
    is_allowed,
)
from teranga.engines.allocation.solve import solve

ZERO = 1e-9


class Why(StrEnum):
    AWARDED = "awarded"
    SETTLED = "settled"  # by hand, before
    NO_POT = "no_pot"  # no pot's conditions allow it
    ABOVE_NEED = "above_need"  # every option is above the need or the person's ceiling
    CUT_OFF = "cut_off"  # the money goes further elsewhere
    RULE = "rule"  # the money alone would have allowed it
    DRAW = "draw"  # lost the draw among equals
    NEXT = "next"  # worth its price, but what is left does not pay a whole award


@dataclass(frozen=True, slots=True)
class Reason:
    """`option` is what was awarded, or came closest. `short_by` is how much utility it lacked at the prices
    (0 when it lacked none); `price` what the option takes of the pots and supplies in utility; `rules` what
    each rule adds (+) or costs (-); `cut_off` the utility per unit of money that its dearest pot asks."""

    applicant: str
    why: Why
    option: str = ""
    utility: float = 0.0
    price: float = 0.0
    rules: tuple[tuple[str, float], ...] = ()
    short_by: float = 0.0
    cut_off: float = 0.0
    pots: tuple[str, ...] = ()


def explain(problem: Problem, answer: Answer) -> tuple[Reason, ...]:
    """A reason for every applicant, in their order."""
    given = answer.by_applicant()
    lost = {key for draw in answer.draws for key in draw.order[draw.awarded :]}
    return tuple(_reason(problem, answer, one, given.get(one.key), lost) for one in problem.applicants)


def _reason(
    problem: Problem, answer: Answer, applicant: Applicant, award: Award | None, lost: set[str]
) -> Reason:
    if award:
        option = next(option for option in applicant.options if option.key == award.option)
        weighed = _weigh(problem, answer, applicant, option)
        why = Why.SETTLED if applicant.pinned else Why.AWARDED
        pots = tuple(sorted({pot for _part, pot, _amount in award.payments}))
        return replace(weighed, why=why, short_by=0.0, pots=pots)
    if applicant.pinned == "":
        return Reason(applicant.key, Why.SETTLED)
    allowed = [option for option in applicant.options if is_allowed(applicant, option)]
    if not allowed:
        return Reason(applicant.key, Why.ABOVE_NEED)
    payable = [option for option in allowed if _cheapest(problem, answer, applicant, option) is not None]
    if not payable:
        return Reason(applicant.key, Why.NO_POT)
    closest = min(
        (_weigh(problem, answer, applicant, option) for option in payable), key=lambda one: one.short_by
    )
    if applicant.key in lost:
        return replace(closest, why=Why.DRAW)
    if closest.short_by <= ZERO:
        return replace(closest, why=Why.NEXT, short_by=0.0)
    without_rules = closest.utility - closest.price
    return replace(closest, why=Why.RULE if without_rules >= 0 else Why.CUT_OFF)


def _weigh(problem: Problem, answer: Answer, applicant: Applicant, option: Option) -> Reason:
    price = (_cheapest(problem, answer, applicant, option) or 0.0) + _things(answer, option)
    worth = dict(answer.prices.rules)
    rules = tuple(
        (rule.key, effect)
        for rule in problem.rules
        if abs(effect := -worth.get(rule.key, 0.0) * _weight(rule, applicant, option)) > ZERO
    )
    gain = option.utility - price + sum(effect for _rule, effect in rules)
    dearest = max((p for p, _ in _part_prices(problem, answer, applicant, option)), default=0.0)
    return Reason(
        applicant.key, Why.CUT_OFF, option.key, option.utility, price, rules, max(0.0, -gain), dearest
    )


def _weight(rule: Rule, applicant: Applicant, option: Option) -> float:
    """The option's coefficient in the rule's row; see model."""
    inside = rule.group in applicant.groups
    if rule.of is Of.GROUP:
        return float(inside)
    amount = option.total if rule.of is Of.MONEY else 1
    return amount * ((rule.share.denominator if inside else 0) - rule.share.numerator)


def _part_prices(
    problem: Problem, answer: Answer, applicant: Applicant, option: Option
) -> list[tuple[float, int]]:
    """(price of a unit, amount) of each part, from the cheapest pot that may pay it; -1 where none may."""
    prices = dict(answer.prices.pots)
    found = []
    for part, amount in option.amounts:
        if amount:
            able = [prices.get(pot.key, 0.0) for pot in problem.pots if pot.pays(applicant, part)]
            found.append((min(able, default=-1.0), amount))
    return found


def _cheapest(problem: Problem, answer: Answer, applicant: Applicant, option: Option) -> float | None:
    parts = _part_prices(problem, answer, applicant, option)
    return None if any(price < 0 for price, _ in parts) else sum(price * amount for price, amount in parts)


def _things(answer: Answer, option: Option) -> float:
    prices = dict(answer.prices.supplies)
    return sum(prices.get(thing, 0.0) * count for thing, count in option.things)


@dataclass(frozen=True, slots=True)
class Change:
    """What another allocation does differently: (applicant, option before, option after); "" is nothing."""

    objective: float
    changes: tuple[tuple[str, str, str], ...]


def with_more(problem: Problem, answer: Answer, pot: str, more: int, *, seconds: float = 5.0) -> Change:
    """What so much more money in one pot would do (less, when negative): solved, not guessed."""
    pots = tuple(
        replace(one, size=max(0, one.size + more)) if one.key == pot else one for one in problem.pots
    )
    return difference(answer, solve(replace(problem, pots=pots), seconds=seconds, seed=answer.seed))


def without_pot(problem: Problem, answer: Answer, pot: str, *, seconds: float = 5.0) -> Change:
    """What happens if a grant fails."""
    size = next(one.size for one in problem.pots if one.key == pot)
    return with_more(problem, answer, pot, -size, seconds=seconds)


def difference(before: Answer, after: Answer) -> Change:
    """What changes from one answer to another, in the order of the keys."""
    old = {award.applicant: award.option for award in before.awards}
    new = {award.applicant: award.option for award in after.awards}
    changed = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
    return Change(after.objective, tuple((key, old.get(key, ""), new.get(key, "")) for key in changed))
