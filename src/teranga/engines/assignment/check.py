"""Whether an answer is what it says, found out without the solver, in whole numbers.

Feasible: nobody twice, no pair that may not be, finished reviews kept, every load between least and most, and
no more reviews than were asked for. Best: the bound is worked out again from the prices, pair by pair, by the
definition that stands in bound.py; where the answer calls itself optimal the bound must meet its value.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import gcd

from teranga.engines.assignment.problem import Answer, Chances, Problem, Proof
from teranga.engines.status import Status


def check(problem: Problem, answer: Answer) -> list[str]:
    """Every fault in words; an empty list when there is none."""
    if answer.status is Status.INFEASIBLE:
        return [] if answer.conflict else ["it says that nothing is possible, and not why"]
    faults = [*_reviews(problem, answer), *_loads(problem, answer)]
    if faults:
        return faults
    sums = _sums(problem, answer)
    level = min((low for low, wanted in zip(sums, problem.demand, strict=True) if wanted), default=0)
    if level != answer.lowest:
        faults.append(f"the worst-served has {level}, not {answer.lowest}")
    asked = problem.lowest if problem.lowest is not None and problem.demand.any() else 0
    if answer.status is not Status.UNKNOWN and level < asked:
        faults.append(f"the worst-served is below {problem.lowest}")
    if (chances := answer.chances) is not None:
        limit = (chances.limit, chances.whole)
        return faults + _chances(problem, answer, chances) + _bounds(problem, answer, limit)
    if sum(sums) != answer.objective:
        faults.append(f"the objective is {sum(sums)}, not {answer.objective}")
    return faults + _bounds(problem, answer, (1, 1)) + _level(problem, answer)


def _reviews(problem: Problem, answer: Answer) -> list[str]:
    if len(answer.papers) != len(problem.proposals):
        return ["a proposal is not told of"]
    faults, finished, missing = [], set(problem.kept), 0
    for row, paper in enumerate(answer.papers):
        name = problem.proposals[row]
        kept = {column for at, column in finished if at == row}
        if not all(0 <= column < len(problem.reviewers) for column in paper):
            return [f"{name}: a reviewer who is unknown"]
        if len(set(paper)) < len(paper) or not kept <= set(paper):
            faults.append(f"{name}: a reviewer is there twice, or a finished review is lost")
        new = [column for column in paper if column not in kept]
        wanted = max(0, int(problem.demand[row]) - len(kept))
        missing += wanted - len(new)
        if len(new) > wanted:
            faults.append(f"{name} has more reviews than asked for")
        if any(problem.affinity[row, column] < 0 for column in new):
            faults.append(f"{name}: a reviewer who may not review it")
    if not faults and missing != answer.missing:
        faults.append(f"{missing} reviews are missing, not {answer.missing}")
    return faults


def _loads(problem: Problem, answer: Answer) -> list[str]:
    load = Counter(column for paper in answer.papers for column in paper)
    done = Counter(column for _row, column in problem.kept)
    faults = []
    for column, name in enumerate(problem.reviewers):
        if load[column] > max(int(problem.most[column]), done[column]):
            faults.append(f"{name} has more than the most")
        if load[column] < problem.least[column]:
            faults.append(f"{name} has less than the least")
    return faults


def _sums(problem: Problem, answer: Answer) -> list[int]:
    return [sum(max(0, int(problem.affinity[row, column])) for column in paper)
            for row, paper in enumerate(answer.papers)]  # fmt: skip


def _bounds(problem: Problem, answer: Answer, limit: tuple[int, int]) -> list[str]:
    if answer.bound is None or answer.proof is None:
        return ["there is no bound"]
    asks_level = problem.fair or problem.lowest is not None
    level = (answer.lowest if problem.fair else problem.lowest or 0) if asks_level else 0
    most = _most(problem, answer, answer.proof, level, limit)
    faults = []
    if answer.bound < answer.objective and answer.status is not Status.UNKNOWN:
        faults.append("the bound is below the objective")
    if most > answer.bound and not answer.is_searched:
        faults.append(f"the prices prove {most} only, not {answer.bound}")
    if answer.status is Status.OPTIMAL and (answer.bound if answer.is_searched else most) != answer.objective:
        faults.append("it is not proven to be the best")
    return faults


def _most(
    problem: Problem, answer: Answer, proof: Proof, level: int, limit: tuple[int, int]
) -> int | Fraction:  # fmt: skip
    """The bound by duality: what each proposal would choose at these prices, and what the loads earn."""
    most_parts, whole = limit
    done, had, finished = Counter[int](), Counter[int](), set(problem.kept)
    for row, column in problem.kept:
        done[column] += 1
        had[row] += max(0, int(problem.affinity[row, column]))
    total, step = 0, 0
    for row, affinities in enumerate(problem.affinity.tolist()):
        extra = proof.extra[row] if proof.extra else 0
        wanted = max(0, int(problem.demand[row]) - sum(at == row for at, _ in finished)) * whole
        values = [
            max(value * (proof.one + extra) - proof.prices[column], -proof.missing)
            for column, value in enumerate(affinities)
            if value >= 0 and (row, column) not in finished
        ]
        for value in sorted(values, reverse=True):
            taken = min(wanted, most_parts)
            total += value * taken
            wanted -= taken
        total += -proof.missing * wanted + extra * (had[row] - level)
        step = gcd(step, had[row], *(value for value in affinities if value > 0))
    for column, price in enumerate(proof.prices):
        load = problem.most[column] if price > 0 else problem.least[column]
        total += price * max(0, int(load) - done[column]) * whole
    total += proof.missing * _short(problem, answer, whole)
    if whole > 1 or answer.chances is not None:
        return Fraction(total, whole) + sum(had.values())
    bound = total // proof.one + sum(had.values())
    return bound // step * step if step else bound


def _short(problem: Problem, answer: Answer, whole: int) -> int:
    if answer.chances is None:
        return answer.missing
    wanted = sum(max(0, int(need) - sum(at == row for at, _ in problem.kept))
                 for row, need in enumerate(problem.demand))  # fmt: skip
    return wanted * whole - sum(parts for row in answer.chances.units for _column, parts in row)


def _level(problem: Problem, answer: Answer) -> list[str]:
    """No assignment with as few missing reviews serves the worst-served better than the bound."""
    proof = answer.lowest_proof
    if not problem.fair:
        return []
    if answer.lowest_bound is not None and answer.lowest_bound < answer.lowest:
        return ["the worst-served is above its bound"]
    if answer.status is Status.OPTIMAL and problem.demand.any() and answer.lowest_bound != answer.lowest:
        return ["the worst-served is not proven to be the best"]
    if proof is None or answer.lowest_bound is None:
        return []
    weights, total = proof.weights, 0
    done = Counter(column for _row, column in problem.kept)
    for row, affinities in enumerate(problem.affinity.tolist()):
        kept = [column for at, column in problem.kept if at == row]
        wanted = max(0, int(problem.demand[row]) - len(kept))
        values = [value * weights[row] - proof.prices[column] for column, value in enumerate(affinities)
                  if value >= 0 and column not in kept]  # fmt: skip
        best = sorted(values, reverse=True)[:wanted]
        total += sum(best if answer.missing == 0 else (max(0, value) for value in best))
        total += weights[row] * sum(max(0, affinities[column]) for column in kept)
    for column, price in enumerate(proof.prices):
        load = problem.most[column] if price > 0 else problem.least[column]
        total += price * max(0, int(load) - done[column])
    bound = total // sum(weights)
    step = gcd(*(value for value in problem.affinity.ravel().tolist() if value > 0), 0)
    bound = bound // step * step if step else bound
    return [] if bound <= answer.lowest_bound else [f"the level could reach {bound}"]


def _chances(problem: Problem, answer: Answer, chances: Chances) -> list[str]:
    """Probabilities within the limit, adding up; the drawn assignment among them; the expected sum."""
    faults, load = [], Counter[int]()
    expected = chances.whole * sum(max(0, int(problem.affinity[at])) for at in problem.kept)
    if Fraction(chances.limit, chances.whole) > (problem.likeliest or 1):
        faults.append("a pair may be more probable than asked for")
    for row, units in enumerate(chances.units):
        likely = dict(units)
        kept = {column for at, column in problem.kept if at == row}
        if any(parts > chances.limit or problem.affinity[row, column] < 0 for column, parts in units):
            faults.append(f"{problem.proposals[row]}: a pair is too probable")
        if sum(likely.values()) > chances.whole * max(0, int(problem.demand[row]) - len(kept)):
            faults.append(f"{problem.proposals[row]}: more reviews than asked for")
        if not set(answer.papers[row]) - kept <= set(likely):
            faults.append(f"{problem.proposals[row]}: a pair was drawn that has no probability")
        expected += sum(int(problem.affinity[row, column]) * parts for column, parts in units)
        load.update(likely)
    done = Counter(column for _row, column in problem.kept)
    for column, name in enumerate(problem.reviewers):
        most = max(0, int(problem.most[column]) - done[column])
        least = max(0, int(problem.least[column]) - done[column])
        if not least * chances.whole <= load[column] <= most * chances.whole:
            faults.append(f"{name} has too much or too little by expectation")
    if Fraction(expected, chances.whole) != answer.objective:
        faults.append("the expected sum is another")
    return faults
