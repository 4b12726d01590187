"""A programme of 90 from 400 and of 250 from 2,000 proposals: proof, price of each quota, every regret.

The instances lie beside the project in ../shared/data/optimise/synthetic; where one is not there, one of
the same kind is made (seed 1): topic by 10 weights 1 / (rank + 1)^0.9, level 0-2 by 0.45, 0.38, 0.17,
French 0.28, first-time 0.39, speaker evenly of 0.7 x the proposals, score a normal draw (6, 1.8) within 1
and 10.

With an open number: the same kind (seeds 0-2), sessions of 30, 45 or 60 minutes in 5 (or 14) rooms of 540
minutes, every quota as a share of however many are chosen.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from fractions import Fraction
from typing import Any

import run as project
from bench.rows import at_most, seen
from bench.session import Run
from teranga.engines.selection import explain
from teranga.engines.selection.check import check
from teranga.engines.selection.plain import from_plain
from teranga.engines.selection.problem import Problem, Rule
from teranga.engines.selection.solve import solve

PART, SEED = "Selection", 1
INSTANCES = project.ROOT.parent / "shared" / "data" / "optimise" / "synthetic"
LIMITS = ((400, 90, 0.3, 20.0, 0.1, 5), (2000, 250, 1.0, 120.0, 0.5, 60))


def measure(run: Run) -> None:
    run.say("Selection of a programme")
    for size, choose, solved, regretted, aim, aim_all in LIMITS:
        file = INSTANCES / f"selection_{size}_{choose}.json"
        is_there = file.exists()
        told = json.loads(file.read_text(encoding="utf-8")) if is_there else instance(size, choose, SEED)
        _instance(run, f"{choose} of {size:,}{'' if is_there else ' (made here)'}", told,
                  (solved, aim), (regretted, aim_all))  # fmt: skip
    for size, rooms, limit in ((400, 5, 1.0), (2000, 14, 5.0)):
        for seed in range(1 if run.quick else 3):
            _opened(run, size, rooms, limit, seed)


def _opened(run: Run, size: int, rooms: int, limit: float, seed: int) -> None:
    asked = opened(size, rooms, seed)
    began, used = time.perf_counter(), time.process_time()
    answer = solve(asked)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    name = f"open number of {size:,}, seed {seed}"
    note = f" (processor {cpu:.2f} s; {len(answer.chosen)} sessions, {answer.status.value})"
    run.add(at_most(PART, f"{name}, shares and lengths, proven", wall, limit, "s", note))
    run.add(at_most(PART, f"{name}, gap to the bound", answer.gap or 0.0, 0, ""))
    run.add(at_most(PART, f"{name}, faults found by the independent check", len(check(asked, answer)), 0, ""))
    settled = tuple(
        replace(one, settled=n % (size // 40) == 0 or None) for n, one in enumerate(asked.proposals)
    )
    few = Rule("few", "topic 0", floor=False, count=3)
    broken = replace(asked, proposals=settled, rules=(*asked.rules, few))
    began = time.perf_counter()
    named = len(solve(broken).conflict)
    wall = time.perf_counter() - began
    run.add(at_most(PART, f"{name}, a contradiction of {named} named", wall, limit, "s"))


def _instance(
    run: Run, name: str, told: dict[str, Any], solved: tuple[float, float], regretted: tuple[float, float]
) -> None:
    began, used = time.perf_counter(), time.process_time()
    problem = from_plain(told)
    answer = solve(problem)
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    worth = f"{answer.objective / problem.unit:.2f}"
    note = f" (processor {cpu:.2f} s; aim {solved[1]} s)"
    run.add(at_most(PART, f"{name}, optimum {worth} proven", wall, solved[0], "s", note))
    run.add(at_most(PART, f"{name}, gap to the bound", answer.gap or 0.0, 0, ""))
    run.add(
        at_most(PART, f"{name}, faults found by the independent check", len(check(problem, answer)), 0, "")
    )
    began, used = time.perf_counter(), time.process_time()
    every = list(explain.regrets(problem, answer))
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    note = f" (processor {cpu:.2f} s; aim {regretted[1]} s)"
    run.add(at_most(PART, f"{name}, {len(every):,} regrets", wall, regretted[0], "s", note))
    run.add(at_most(PART, f"{name}, regrets not exact", sum(not one.is_exact for one in every), 0, ""))
    dearest = max(explain.prices(problem, answer), key=lambda one: one.without)
    price = f"{dearest.rule}: {dearest.without / problem.unit:.2f}"
    run.add(seen(PART, f"{name}, the dearest quota", price, dearest.without / problem.unit))


def instance(size: int, choose: int, seed: int) -> dict[str, Any]:
    draw = random.Random(seed)
    weights = [1 / (rank + 1) ** 0.9 for rank in range(10)]
    return {
        "choose": choose,
        "proposals": [
            {
                "topic": draw.choices(range(10), weights)[0],
                "level": draw.choices(range(3), (45, 38, 17))[0],
                "french": draw.random() < 0.28, "first_time": draw.random() < 0.39,
                "speaker": draw.randrange(size * 7 // 10),
                "score": round(min(10.0, max(1.0, draw.gauss(6, 1.8))), 2),
            }
            for _proposal in range(size)
        ],
    }  # fmt: skip


def opened(size: int, rooms: int, seed: int) -> Problem:
    """As `instance`, without a number, with sessions of several lengths."""
    draw = random.Random(seed)
    told = instance(size, 0, seed)
    for row in told["proposals"]:
        row |= {"space": "hall", "minutes": draw.choice((30, 30, 45, 60))}
    usual = from_plain(told | {"choose": 100, "spaces": [{"key": "hall", "rooms": rooms, "minutes": 540}]})
    shares = (replace(one, count=None, share=one.share or Fraction(4, 100)) for one in usual.rules)
    return replace(usual, choose=None, rules=tuple(shares))
