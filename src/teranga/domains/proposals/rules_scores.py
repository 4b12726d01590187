"""One number for each proposal out of what several people gave it, from 0 to 1. Plain values in and out.

Some reviewers are strict, some give everything the best: who happens to read a proposal must not decide. So
the points are taken as the sum of what the proposal is worth and of how severe its reviewer is, and both are
found together by least squares, each drawn towards 0 as if a few reviews of the average had been given too
(the best linear prediction of Henderson, Best linear unbiased estimation and prediction, 1975). Then whoever
uses a narrow or a wide part of the scale is stretched to what is usual.

Votes of those who come may be a part of the score, up to half of it. They are freed of manners in the same
way, and brought to the middle and the spread of the reviews they meet: how generous voters are moves nothing.

Majority judgement (Balinski and Laraki, 2011) takes no means: the grade in the middle decides. Equal ones are
told apart by how many gave more and how many less (the usual judgement of Fabre, Tie-breaking the highest
median, 2021).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Sheets = Mapping[str, Mapping[str, float]]  # proposal -> reviewer -> points from 0 to 1
OF_A_REVIEWER = 2.0  # reviews of the average that everybody is taken to have given
OF_A_PROPOSAL = 1.0  # and every proposal to have got
OF_A_SPREAD = 4.0
NARROWEST, WIDEST = 0.5, 2.0
ROUNDS, CLOSE = 200, 1e-10
FEWEST_VOTERS = 5  # what fewer said neither counts nor is told
MOST_OF_VOTES = 50  # per cent of a score


class Line(NamedTuple):
    """A line of the review as it counts."""

    weight: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody gives points. `severity` is above 0 where they give less than others to the same."""

    reviews: int
    severity: float
    spread: float  # 1 is usual, below it they use a narrow part of the scale


def sheet_points(given: Iterable[tuple[Line, int]]) -> float | None:
    """The weighted mean of the lines that have points, from 0 to 1; None where none of them counts."""
    counted = [(line, points) for line, points in given if line.weight > 0]
    whole = sum(line.weight for line, _points in counted)
    if not whole:
        return None
    parts = (line.weight * (points - line.least) / (line.most - line.least) for line, points in counted)
    return math.fsum(parts) / whole


def means(sheets: Sheets) -> dict[str, float]:
    """The plain mean of each proposal."""
    return {key: math.fsum(sheet.values()) / len(sheet) for key, sheet in sheets.items() if sheet}


def manners(sheets: Sheets) -> dict[str, Manner]:
    """How each reviewer gives points, compared with others who read the same."""
    rows = _rows(sheets)
    if not rows:
        return {}
    middle = _mean([points for _key, _reviewer, points in rows])
    leans = _leans(rows, middle)
    left: dict[str, list[float]] = {}
    for _key, reviewer, points in rows:
        left.setdefault(reviewer, []).append(points - middle - leans[reviewer])
    usual = _mean([rest * rest for rests in left.values() for rest in rests])
    return {
        reviewer: Manner(len(rests), -leans[reviewer], _spread(rests, usual))
        for reviewer, rests in left.items()
    }


def normalised(sheets: Sheets) -> dict[str, float]:
    """Each proposal's points without its reviewers' manners; few reviews count less against the average."""
    rows = _rows(sheets)
    if not rows:
        return {}
    middle = _mean([points for _key, _reviewer, points in rows])
    known = manners(sheets)
    fair: dict[str, list[float]] = {}
    for key, reviewer, points in rows:
        manner = known[reviewer]
        fair.setdefault(key, []).append((points - middle + manner.severity) / manner.spread)
    return {
        key: min(1.0, max(0.0, middle + math.fsum(parts) / (len(parts) + OF_A_PROPOSAL)))
        for key, parts in fair.items()
    }


def mixed(scores: Mapping[str, float], votes: Sheets, *, percent: int) -> dict[str, float]:
    """Scores of which votes make so many per cent, from 0 to MOST_OF_VOTES.

    A proposal with fewer than FEWEST_VOTERS keeps the score it has; one without a score gets none by votes.
    """
    if not percent:
        return dict(scores)
    told = normalised(votes)
    wishes = {key: told[key] for key in scores if len(votes.get(key, ())) >= FEWEST_VOTERS}
    middle, spread = _middle([scores[key] for key in wishes])
    usual, around = _middle(list(wishes.values()))
    if around < CLOSE:  # all are wanted alike
        return dict(scores)
    share = min(percent, MOST_OF_VOTES) / 100
    met = {key: middle + (wish - usual) * spread / around for key, wish in wishes.items()}
    return {
        key: min(1.0, max(0.0, (1 - share) * score + share * met.get(key, score)))
        for key, score in scores.items()
    }


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """1 is the highest; those that are the same to six places share a rank."""
    order = sorted((-round(score, 6), key) for key, score in scores.items())
    found: dict[str, int] = {}
    last = None
    for place, (score, key) in enumerate(order, start=1):
        found[key] = found[last[1]] if last and last[0] == score else place
        last = (score, key)
    return found


def majority(grades: Mapping[str, Sequence[int]], *, least: int, most: int) -> dict[str, float]:
    """The middle grade of each proposal, finer by those above and below it, from 0 to 1."""
    return {key: _judged(sorted(given), least, most) for key, given in grades.items() if given}


def _judged(given: Sequence[int], least: int, most: int) -> float:
    middle = given[(len(given) - 1) // 2]  # of an even number the lower one
    above = sum(grade > middle for grade in given)
    below = sum(grade < middle for grade in given)
    exactly = len(given) - above - below
    return (middle + (above - below) / (2 * exactly) - least + 0.5) / (most - least + 1)


def _rows(sheets: Sheets) -> list[tuple[str, str, float]]:
    """In an order of their own, so that sums come out the same wherever they were read from."""
    return sorted(
        (key, reviewer, points) for key, sheet in sheets.items() for reviewer, points in sheet.items()
    )


def _leans(rows: Sequence[tuple[str, str, float]], middle: float) -> dict[str, float]:
    """What each reviewer adds, found in turns with what each proposal is worth."""
    keys, people = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    of = {key: place for place, key in enumerate(keys)}
    by = {person: place for place, person in enumerate(people)}
    given = [(of[key], by[reviewer], points - middle) for key, reviewer, points in rows]
    drawn = _drawn(OF_A_PROPOSAL, [key for key, _by, _points in given])
    pulled = _drawn(OF_A_REVIEWER, [one for _key, one, _points in given])
    leans = [0.0] * len(people)
    for _round in range(ROUNDS):
        worth, now = [0.0] * len(keys), [0.0] * len(people)
        for key, one, points in given:
            worth[key] += (points - leans[one]) / drawn[key]
        for key, one, points in given:
            now[one] += (points - worth[key]) / pulled[one]
        moved = max(abs(new - old) for new, old in zip(now, leans, strict=True))
        leans = now
        if moved < CLOSE:
            break
    return dict(zip(people, leans, strict=True))


def _drawn(more: float, places: Sequence[int]) -> dict[int, float]:
    """How many reviews each has, and those that everybody is taken to have."""
    return {place: more + count for place, count in Counter(places).items()}


def _spread(rests: Sequence[float], usual: float) -> float:
    if not usual:
        return 1.0
    own = (sum(rest * rest for rest in rests) + OF_A_SPREAD * usual) / (len(rests) + OF_A_SPREAD)
    return min(WIDEST, max(NARROWEST, math.sqrt(own / usual)))


def _middle(numbers: Sequence[float]) -> tuple[float, float]:
    """The mean and how far numbers are from it."""
    if not numbers:
        return 0.0, 0.0
    mean = _mean(numbers)
    return mean, math.sqrt(_mean([(number - mean) ** 2 for number in numbers]))


def _mean(numbers: Sequence[float]) -> float:
    return math.fsum(numbers) / len(numbers)
