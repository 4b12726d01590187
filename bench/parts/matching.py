"""Mentors for 1,000 mentees: a whole, proven matching with a reason for every pair.

The generator, seed 4: each person draws 1-2 of 5 languages, 1-4 of 14 times, 1-3 of 8 goals and 1-5 of 24
topics, evenly; a mentee's level is 0-2, a mentor's 1-3; a mentor has 1-5 places (mean 3, so about 900 places
for 1,000 mentees); gender w, m, m or untold; 6 in 100 ask for a w; 300 random pairs are blocked.
"""

from __future__ import annotations

import random
import time
from typing import Any

from bench.rows import at_least, at_most, seen
from bench.session import Run
from teranga.engines.matching.check import check
from teranga.engines.matching.explain import explain
from teranga.engines.matching.problem import Mentee, Mentor, Problem, tables
from teranga.engines.matching.solve import solve

PART, SEED = "Matching", 4
MENTEES, MENTORS, BLOCKS = 1_000, 300, 300
LONGEST = 1.0  # seconds
ROUNDS = 5
LANGUAGES = ("ee", "en", "es", "fr", "wo")
TIMES, GOALS, TOPICS = 14, 8, 24


def measure(run: Run) -> None:
    run.say("Matching of mentors")
    problem = instance(MENTEES, MENTORS, BLOCKS, SEED)
    took = []
    for _round in range(1 if run.quick else ROUNDS):
        began = time.perf_counter()
        made = tables(problem)
        solution = solve(problem, made)
        explained = explain(problem, solution, made)
        took.append(time.perf_counter() - began)
    verdict = check(problem, solution)
    middle = sorted(took)[len(took) // 2]
    told = len(explained.pairs) + len(explained.unmatched)
    run.add(at_most(PART, f"{MENTEES} x {MENTORS}, solved and explained", middle, LONGEST, "s"))
    run.add(at_most(PART, "gap to the bound", solution.gap, 0, ""))
    run.add(at_most(PART, "faults found by the independent check", len(verdict.faults), 0, ""))
    run.add(at_least(PART, "people with a reason", told, MENTEES, ""))
    run.add(seen(PART, "matched, sum of scores", f"{solution.matched}, {solution.score}", solution.matched))
    run.add(seen(PART, "pairs that would rather have each other, at a cost", str(verdict.blocking)))
    run.details["matching"] = {"seconds": took, "seed": SEED, "formula": __doc__}


def instance(mentees: int, mentors: int, blocks: int, seed: int) -> Problem:
    """The generated instance; the same for the same numbers."""
    draw = random.Random(seed)
    return Problem(
        tuple(Mentee(**_person(draw, f"mentee {row}"), level=draw.randint(0, 2)) for row in range(mentees)),
        tuple(
            Mentor(**_person(draw, f"mentor {row}"), level=draw.randint(1, 3), places=draw.randint(1, 5))
            for row in range(mentors)
        ),
        frozenset(
            (f"mentee {draw.randrange(mentees)}", f"mentor {draw.randrange(mentors)}")
            for _row in range(blocks)
        ),
    )


def _person(draw: random.Random, key: str) -> dict[str, Any]:
    def some(count: int, most: int) -> frozenset[str]:
        return frozenset(map(str, draw.sample(range(count), draw.randint(1, most))))

    return {
        "key": key, "languages": frozenset(draw.sample(LANGUAGES, draw.randint(1, 2))),
        "times": some(TIMES, 4), "goals": some(GOALS, 3), "topics": some(TOPICS, 5),
        "gender": draw.choice(("w", "m", "m", "")),
        "wants": frozenset({"w"} if draw.random() < 0.06 else ()),
    }  # fmt: skip
