"""Whether a solution is what it says, found out without the solver: plain sets and whole numbers.

Feasible: everybody once, no mentor above their places, hard needs met, pinned pairs kept (a pin may set aside
language and time, never a block or somebody's wish for safety).

Best: by linear programming duality. With a price p of a place at each mentor, p >= 0, nobody can gain more
than g = max(0, the best weight minus price over the mentors who fit), so no matching weighs more than the sum
of all g and of places x price. A matching that weighs exactly this is best (Kuhn, The Hungarian method for
the assignment problem, 1955). A, B in the weight A + B x score + score^2 are checked to be large enough, so
best in weight is most matched, then highest score, then highest sum of squares.

Stable: a mentee and a mentor *block* a matching when both would rather have each other: their score is
higher than the mentee's present one (an unmatched mentee has none) and higher than that of one of the
mentor's mentees, or the mentor has a free place (Gale and Shapley, College admissions and the stability of
marriage, 1962). The most matched and the fewest blocking pairs cannot both be had, and the compromise is
hard to compute (Biro, Manlove and Mittal, Size versus stability in the marriage problem, 2010). Here matches
and score come first, so blocking pairs are counted, and none may be *idle*: one that could simply be granted,
the mentee moving in, the lower-scored mentee moving to the place that became free or out, without a match or
a point lost. The highest sum of squares leaves none: granting such a pair keeps the sum and spreads it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from teranga.engines.matching.problem import BEST, GOALS, STEPS, TOPICS, Mentee, Mentor, Problem
from teranga.engines.matching.solve import Solution


@dataclass(frozen=True, slots=True)
class Verdict:
    faults: tuple[str, ...]
    blocking: int  # pairs that would rather have each other, though granting it would cost matches or points
    idle: int  # those that could be granted for nothing; a fault

    @property
    def is_good(self) -> bool:
        return not self.faults


def check(problem: Problem, solution: Solution) -> Verdict:
    """Every fault in words; none when the solution is feasible, best and as stable as that allows."""
    faults = [*_infeasible(problem, solution)]
    if faults:
        return Verdict(tuple(faults), 0, 0)
    faults += _not_best(problem, solution)
    blocking, idle = _blocking_pairs(problem, solution)
    if idle:
        faults.append(f"{idle} pairs would rather have each other and could, at no cost.")
    return Verdict(tuple(faults), blocking, idle)


def may_be(problem: Problem, mentee: Mentee, mentor: Mentor, *, pinned: bool = False) -> bool:
    """Whether the hard needs of both are met."""
    if (mentee.key, mentor.key) in problem.blocks or mentor.places < 1:
        return False
    for asks, other in ((mentee, mentor), (mentor, mentee)):
        if asks.wants and other.gender not in asks.wants - {""}:
            return False
    return pinned or (bool(mentee.languages & mentor.languages) and bool(mentee.times & mentor.times))


def score_of(mentee: Mentee, mentor: Mentor) -> int:
    """The score of one pair, from its definition in problem.py."""
    goals = GOALS * len(mentee.goals & mentor.goals) // len(mentee.goals) if mentee.goals else GOALS // 2
    topics = (
        TOPICS * len(mentee.topics & mentor.topics) // len(mentee.topics) if mentee.topics else TOPICS // 2
    )
    return goals + topics + STEPS.get(mentor.level - mentee.level, 0)


def _infeasible(problem: Problem, solution: Solution) -> list[str]:
    mentees = {one.key: one for one in problem.mentees}
    mentors = {one.key: one for one in problem.mentors}
    faults: list[str] = []
    taken: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    for mentee, mentor in solution.pairs:
        if mentee not in mentees or mentor not in mentors:
            faults.append(f"{mentee} with {mentor}: somebody unknown.")
            continue
        if mentee in seen:
            faults.append(f"{mentee} is matched twice.")
        seen.add(mentee)
        taken[mentor] += 1
        pinned = problem.pins.get(mentee) == mentor
        if not may_be(problem, mentees[mentee], mentors[mentor], pinned=pinned):
            faults.append(f"{mentee} with {mentor}: a hard need is not met.")
    faults += [f"{key} has {count} mentees." for key, count in taken.items() if count > mentors[key].places]
    faults += [f"{mentee} is not with {mentor} as pinned." for mentee, mentor in problem.pins.items()
               if solution.mentor_of.get(mentee) != mentor]  # fmt: skip
    score = sum(score_of(mentees[mentee], mentors[mentor]) for mentee, mentor in solution.pairs
                if mentee in mentees and mentor in mentors)  # fmt: skip
    if (solution.matched, solution.score) != (len(solution.pairs), score):
        faults.append("The numbers told of the matching are not its own.")
    return faults


def _not_best(problem: Problem, solution: Solution) -> list[str]:
    free = [one for one in problem.mentees if one.key not in problem.pins]
    places = {one.key: one.places for one in problem.mentors}
    for key in problem.pins.values():
        places[key] -= 1
    weights, count = solution.weights, len(free)
    if weights.score <= count * BEST**2 or weights.match <= count * (weights.score * BEST + BEST**2):
        return ["The weights do not keep the three aims in order."]
    if min(solution.prices.values(), default=0) < 0:
        return ["A place has a price below nothing."]
    mentor_of, weight = solution.mentor_of, 0
    bound = sum(places[key] * price for key, price in solution.prices.items())
    for mentee in free:
        best = 0
        for mentor in problem.mentors:
            if not may_be(problem, mentee, mentor):
                continue
            gain = weights.of(score_of(mentee, mentor))
            best = max(best, gain - solution.prices[mentor.key])
            weight += gain if mentor_of.get(mentee.key) == mentor.key else 0
        bound += best
    return [] if weight == bound else [f"It weighs {weight}; its prices prove only {bound}."]


def _blocking_pairs(problem: Problem, solution: Solution) -> tuple[int, int]:
    mentors, mentor_of = {one.key: one for one in problem.mentors}, solution.mentor_of
    held: dict[str, list[Mentee]] = defaultdict(list)
    for mentee in problem.mentees:
        if mentee.key in mentor_of:
            held[mentor_of[mentee.key]].append(mentee)
    blocking = idle = 0
    for mentee in problem.mentees:
        if mentee.key in problem.pins:
            continue
        present = mentors.get(mentor_of.get(mentee.key, ""))
        now = score_of(mentee, present) if present else -1
        for mentor in problem.mentors:
            wished = score_of(mentee, mentor)
            if wished <= now or not may_be(problem, mentee, mentor):
                continue
            others = [one for one in held[mentor.key] if one.key not in problem.pins]
            less = [one for one in others if score_of(one, mentor) < wished]
            has_room = len(held[mentor.key]) < mentor.places
            blocking += bool(less) or has_room
            idle += has_room or any(
                _costs_nothing(problem, one, mentor, present, wished, now) for one in less
            )
    return blocking, idle


def _costs_nothing(
    problem: Problem, leaving: Mentee, mentor: Mentor, freed: Mentor | None, wished: int, now: int
) -> bool:
    """Whether the one who makes room loses nothing that the exchange does not bring."""
    lost = score_of(leaving, mentor)
    if freed is None:
        return wished >= lost  # one goes out, one comes in
    moves_on = may_be(problem, leaving, freed)
    return moves_on and wished + score_of(leaving, freed) >= lost + now
