"""Whether an answer is one: everything that follows from its chances and scenarios is computed again,
another way."""

from __future__ import annotations

from math import comb, fsum

from .problem import Answer, Problem

CLOSE = 1e-6


def check(problem: Problem, answer: Answer) -> list[str]:
    """What is wrong with it, in words; empty when nothing is."""
    return [
        *_distribution(answer),
        *_range(problem, answer),
        *_growth(problem, answer),
        *_purchases(problem, answer),
        *_quota(problem, answer),
    ]


def _distribution(answer: Answer) -> list[str]:
    wrong = []
    if abs(fsum(answer.chances) - 1) > CLOSE or min(answer.chances) < 0:
        wrong.append("the chances do not sum to one")
    mean = fsum(number * chance for number, chance in enumerate(answer.chances))
    if abs(mean - answer.expected) > CLOSE * max(1, mean):
        wrong.append("the expected number is not the mean of the chances")
    if any(not 0 <= rate.rate <= 1 for rate in answer.rates):
        wrong.append("a show rate is not between 0 and 1")
    return wrong


def _range(problem: Problem, answer: Answer) -> list[str]:
    wrong = []
    if fsum(answer.chances[answer.low : answer.high + 1]) < problem.mass - CLOSE:
        wrong.append("the range holds less than it should")
    shorter = answer.high - answer.low
    if any(fsum(answer.chances[start : start + shorter]) > problem.mass + CLOSE
           for start in range(len(answer.chances) - shorter + 1)):  # fmt: skip
        wrong.append("a narrower range would hold as much")
    return wrong


def _growth(problem: Problem, answer: Answer) -> list[str]:
    wrong = []
    coming = problem.coming
    most = None if coming.quota is None else max(coming.quota, coming.going)
    if most is not None and answer.going_at_start > most + CLOSE:
        wrong.append("more places are foreseen than the quota has")
    if coming.days_left == 0 and abs(answer.going_at_start - coming.going) > CLOSE:
        wrong.append("places change after the start")
    for fan in answer.fan:
        if not fan.low <= fan.middle <= fan.high or (most is not None and fan.high > most + CLOSE):
            wrong.append("the fan is out of order")
    if [fan.days_left for fan in answer.fan] != sorted((fan.days_left for fan in answer.fan), reverse=True):
        wrong.append("the fan does not run towards the day")
    return wrong


def _purchases(problem: Problem, answer: Answer) -> list[str]:
    """The number bought costs no more than one more or one fewer would, in expectation."""
    costs, advice = problem.costs, answer.advice
    wrong = []
    for what, bought, missing, spare in (
        ("chairs", advice.chairs, costs.chair_missing, costs.chair_spare),
        ("meals", advice.meals, costs.meal_missing, costs.meal_spare),
    ):
        here = _cost(answer, bought, missing, spare)
        if any(_cost(answer, other, missing, spare) < here - CLOSE
               for other in (bought - 1, bought + 1) if other >= 0):  # fmt: skip
            wrong.append(f"another number of {what} would cost less")
    if fsum(answer.chances[: advice.room + 1]) < 1 - problem.risk - CLOSE:
        wrong.append("the room is too small for the risk")
    return wrong


def _cost(answer: Answer, bought: int, missing: float, spare: float) -> float:
    return fsum(chance * (missing * max(0, came - bought) + spare * max(0, bought - came))
                for came, chance in enumerate(answer.chances))  # fmt: skip


def _quota(problem: Problem, answer: Answer) -> list[str]:
    advice, capacity = answer.advice, problem.coming.capacity
    if capacity is None:
        return [] if advice.quota is None and advice.more is None else ["a quota without a capacity"]
    if advice.quota is None or advice.more is None or advice.quota_risk is None:
        return ["a capacity without a quota"]
    wrong = []
    if advice.more != max(0, advice.quota - problem.coming.going):
        wrong.append("the places still to give do not add up")
    if abs(_overflow(answer, advice.quota, capacity) - advice.quota_risk) > CLOSE:
        wrong.append("the risk of the quota is not as stated")
    if advice.quota_risk > problem.risk + CLOSE:
        wrong.append("the quota risks more than accepted")
    if advice.quota < 5 * capacity and _overflow(answer, advice.quota + 1, capacity) <= problem.risk - CLOSE:
        wrong.append("a larger quota would do")
    return wrong


def _overflow(answer: Answer, quota: int, capacity: int) -> float:
    """Each scenario's binomial summed term by term from exact coefficients."""
    chances = []
    for rate, walk_ins in answer.scenarios:
        seats = capacity - round(walk_ins * quota)
        rate = min(max(rate, 1e-9), 1 - 1e-9)
        if seats < 0:
            chances.append(1.0)
            continue
        chances.append(fsum(_binomial(quota, came, rate) for came in range(seats + 1, quota + 1)))
    return fsum(chances) / len(chances)


def _binomial(of: int, came: int, rate: float) -> float:
    whole = comb(of, came)
    # a coefficient beyond what a float holds is shifted down first; the powers carry the shift back
    shift = max(0, whole.bit_length() - 900)
    return float(whole >> shift) * 2.0 ** min(shift, 1000) * rate**came * (1 - rate) ** (of - came)
