"""Whether an answer is what it says, found out without the solver, in whole numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import fsum

from teranga.engines.allocation.draw import likeness
from teranga.engines.allocation.problem import Answer, Applicant, Award, Of, Option, Problem, Rule
from teranga.foundation.draw import drawn_order

CLOSE = 1e-6


def check(problem: Problem, answer: Answer) -> list[str]:
    """Every fault in words; an empty list when there is none."""
    people = {applicant.key: applicant for applicant in problem.applicants}
    faults, given = [], {}
    for award in answer.awards:
        applicant = people.get(award.applicant)
        option = next((o for o in applicant.options if o.key == award.option), None) if applicant else None
        if applicant is None or option is None:
            faults.append(f"{award.applicant} has no option {award.option}")
        elif award.applicant in given:
            faults.append(f"{award.applicant} is awarded twice")
        else:
            given[award.applicant] = option
            faults += _award_faults(problem, applicant, option, award)
    if faults:
        return faults
    faults += _overruns(problem, answer, given)
    faults += [f"pin: {one.key}" for one in problem.applicants if not _pin_holds(one, given)]
    faults += [f"rule: {rule.key}" for rule in problem.rules if not holds(problem, rule, given)]
    faults += _draw_faults(problem, given, answer.seed)
    worth = fsum(option.utility for option in given.values())
    if abs(worth - answer.objective) > CLOSE * max(1.0, abs(worth)):
        faults.append(f"the objective is {worth}, not {answer.objective}")
    if answer.bound is not None and answer.bound < worth - CLOSE * max(1.0, abs(worth)):
        faults.append("the bound is below the objective")
    return faults


def _award_faults(problem: Problem, applicant: Applicant, option: Option, award: Award) -> list[str]:
    faults, paid = [], Counter[str]()
    pots = {pot.key: pot for pot in problem.pots}
    for part, key, amount in award.payments:
        paid[part] += amount
        if amount <= 0:
            faults.append(f"{award.applicant}: a payment of {amount}")
        if key not in pots or not pots[key].pays(applicant, part):
            faults.append(f"earmark: {key} pays {part} of {award.applicant}")
    if paid != Counter({part: amount for part, amount in option.amounts if amount}):
        faults.append(f"{award.applicant} is paid something else than the option says")
    need = dict(applicant.need)
    faults += [
        f"above need: {award.applicant}, {part}" for part in paid if paid[part] > need.get(part, paid[part])
    ]
    if applicant.ceiling is not None and award.total > applicant.ceiling:
        faults.append(f"ceiling: {award.applicant}")
    return faults


def _overruns(problem: Problem, answer: Answer, given: dict[str, Option]) -> list[str]:
    spent, taken = Counter[str](), Counter[str]()
    for award in answer.awards:
        for _part, pot, amount in award.payments:
            spent[pot] += amount
    for option in given.values():
        for thing, count in option.things:
            taken[thing] += count
    faults = [f"overrun: pot {pot.key}" for pot in problem.pots if spent[pot.key] > pot.size]
    return faults + [f"overrun: {s.key}" for s in problem.supplies if taken[s.key] > s.size]


def _pin_holds(applicant: Applicant, given: dict[str, Option]) -> bool:
    option = given.get(applicant.key)
    return applicant.pinned is None or applicant.pinned == (option.key if option else "")


def holds(problem: Problem, rule: Rule, given: dict[str, Option]) -> bool:
    """Whether the rule is kept, in whole numbers."""
    inside = {applicant.key for applicant in problem.members(rule.group)}
    if rule.of is Of.GROUP:
        end, count = rule.least_or_most(len(inside)), sum(key in inside for key in given)
        return count >= end if rule.floor else count <= end
    weight = {key: option.total if rule.of is Of.MONEY else 1 for key, option in given.items()}
    part = sum(weight[key] for key in given if key in inside) * rule.share.denominator
    whole = sum(weight.values()) * rule.share.numerator
    return part >= whole if rule.floor else part <= whole


def _draw_faults(problem: Problem, given: dict[str, Option], seed: str) -> list[str]:
    """Among equals nobody further down in the draw may have got more than somebody above."""
    alike: dict[object, list[Applicant]] = defaultdict(list)
    for applicant in problem.applicants:
        alike[likeness(applicant)].append(applicant)
    faults = []
    for same in alike.values():
        order = drawn_order(seed, [applicant.key for applicant in same])
        worth = [given[key].utility if key in given else float("-inf") for key in order]
        if worth != sorted(worth, reverse=True):
            faults.append(f"draw: {', '.join(order)}")
    return faults
