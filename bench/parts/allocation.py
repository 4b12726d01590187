"""Aid for 200 and 2,000 applicants from ten pots: how near to what no allocation can exceed, and how soon.

The instances lie beside the project in ../shared/data/optimise/synthetic; without them nothing is measured,
and that is said. The rules of equal shares are timed on an election of this file's own (seed 5): 40 projects
that cost 1,000 to 20,000, 1,800 givers who support one to six of them, a budget of 120,000.
"""

from __future__ import annotations

import json
import random
import time

import run as project
from bench.rows import at_most, not_measured, seen
from bench.session import Run
from teranga.engines.allocation.check import check
from teranga.engines.allocation.equal_shares import Project, equal_shares
from teranga.engines.allocation.plain import from_plain
from teranga.engines.allocation.solve import solve

PART = "Allocation"
INSTANCES = project.ROOT.parent / "shared" / "data" / "optimise" / "synthetic"
SEED, PROJECTS, GIVERS, BUDGET = 5, 40, 1_800, 120_000


def measure(run: Run) -> None:
    run.say("Allocation of aid")
    for size, seconds, gap in ((200, 5.0, 1e-4), (2000, 10.0, 1e-3)):
        file = INSTANCES / f"aid_{size}.json"
        if file.exists():
            _instance(run, json.loads(file.read_text(encoding="utf-8")), size, seconds, gap)
        else:
            run.add(not_measured(PART, f"{size} applicants", "the instance is not here", f"gap ≤ {gap:.2%}"))
    projects = _election()
    began = time.perf_counter()
    won = equal_shares(projects, GIVERS, BUDGET)
    took = (time.perf_counter() - began) * 1000
    run.add(seen(PART, f"equal shares, {PROJECTS} projects, {GIVERS} givers", f"{took:.0f} ms", took))
    run.details["equal shares"] = {"milliseconds": took, "seed": SEED, "won": list(won)}


def _instance(run: Run, told: dict[str, object], size: int, seconds: float, most: float) -> None:
    began = time.perf_counter()
    problem = from_plain(told)
    answer = solve(problem, seconds=2.0 if run.quick else 0.75 * seconds)
    took = time.perf_counter() - began
    faults = check(problem, answer)
    gap = 100 * (answer.gap if answer.gap is not None else 1.0)
    run.add(at_most(PART, f"{size} applicants, gap to the bound", gap, 100 * most, "%"))
    run.add(at_most(PART, f"{size} applicants, solved in", took, seconds, "s"))
    run.add(at_most(PART, f"{size} applicants, faults found by the independent check", len(faults), 0, ""))
    run.add(seen(PART, f"{size} applicants, utility of at most",
                 f"{answer.objective:.2f} of {answer.bound or 0:.2f}", answer.objective))  # fmt: skip
    run.details[f"allocation {size}"] = {"seconds": took, "gap": answer.gap, "faults": faults}


def _election() -> list[Project]:
    draw = random.Random(SEED)
    support: list[dict[int, int]] = [{} for _project in range(PROJECTS)]
    for giver in range(GIVERS):
        for place in draw.sample(range(PROJECTS), draw.randint(1, 6)):
            support[place][giver] = 1
    return [Project(f"p{n:02}", draw.randrange(1_000, 20_000), row) for n, row in enumerate(support)]
