"""Reviewers for proposals: real bids, a committee with scarce experts, and 5,000 proposals by 500 reviewers.

The bids lie beside the project in ../shared/data/optimise/review; without them they are not measured, and it
is said. The generators, from NumPy's default_rng(seed):

crowd, seed 1, 5,000 x 500, 3 reviews, load 35: 30 topics of popularity rank^-0.7; a proposal draws 1-3, a
reviewer 2-6; affinity 0.6 x (share of the proposal's topics that the reviewer has) + 0.4 x uniform, to a
millionth; 24 in 100 pairs may not be.

texts, seeds 0-3, 118 x 177 (the size of MIDL), 3 reviews, loads 4, 3 and 2 (every review that can be): 400
words of popularity rank^-0.9 in 15 topics (Dirichlet); a text mixes topics (Dirichlet 0.12), proposals have
24-64 words, reviewers 72-192; affinity is the cosine of log(1 + times) x IDF, scaled so that one pair in a
hundred is above 0.6.

scarce, seeds 0-3, 118 x 177, 3 reviews, load 4: 12 fields with weights from a Dirichlet(3) for proposals and
another for reviewers, who have two; 0.8 within a field, 0.8 x that in the second, up to 0.35 between fields,
times uniform(0.6, 1.15).
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

import run as project
from bench.rows import at_least, at_most, not_measured, seen
from bench.session import Run
from teranga.engines.assignment.check import check
from teranga.engines.assignment.plain import from_matrix, problem
from teranga.engines.assignment.problem import Answer, Matrix, Problem
from teranga.engines.assignment.solve import solve
from teranga.engines.status import Status

PART = "Assignment"
INSTANCES = project.ROOT.parent / "shared" / "data" / "optimise" / "review"
BIDS = {"preflib1": 6, "aamas2016": 12}
UNIT, SEED = 10**9, 1


def measure(run: Run) -> None:
    run.say("Assignment of reviewers")
    for name, load in BIDS.items():
        file = INSTANCES / f"{name}.in"
        if not file.exists():
            run.add(not_measured(PART, f"{name}, optimum of the sum", "the instance is not here", "≤ 0.5 s"))
            continue
        text = file.read_text(encoding="utf-8")
        _sum(run, name, from_matrix(text, demand=3, most=load), 0.5, "")
        fair = from_matrix(text, demand=3, most=load, fair=True)
        answer, wall, _cpu = _solved(fair, 5.0)
        told = f"{answer.lowest / UNIT:.2f} of {(answer.lowest_bound or 0) / UNIT:.2f}"
        run.add(
            seen(PART, f"{name}, worst-served, of at most", f"{told} in {wall:.2f} s", answer.lowest / UNIT)
        )
    _crowd(run)
    _texts(run, 1 if run.quick else 4)
    for seed in range(1 if run.quick else 4):
        _trade(run, seed)


def _texts(run: Run, seeds: int) -> None:
    """The worst-served first, and both points that were published for MIDL: a level kept, at what sum."""
    proven, slowest, faults, costs = 0, 0.0, 0, []
    asked = [problem(texts(118, 177, seed), UNIT, 3, load, fair=True)
             for seed in range(seeds) for load in (4, 3, 2)]  # fmt: skip
    for one in asked:
        answer, wall, _cpu = _solved(one, 5.0)
        best = solve(replace(one, fair=False))
        proven += answer.status is Status.OPTIMAL
        slowest, faults = max(slowest, wall), faults + len(check(one, answer))
        costs.append(100 * (1 - float(answer.objective / best.objective)))
    name = f"texts like MIDL, {len(asked)} instances"
    run.add(at_least(PART, f"{name}, lowest and sum proven", proven, len(asked), ""))
    run.add(at_most(PART, f"{name}, the slowest", slowest, 5.0, "s"))
    run.add(at_most(PART, f"{name}, faults found by the independent check", faults, 0, ""))
    run.add(seen(PART, f"{name}, sum given for the lowest", f"{max(costs):.2f} % at most", max(costs)))


def _crowd(run: Run) -> None:
    table = crowd(5_000, 500, SEED)
    best = _sum(run, "5,000 x 500", problem(table, UNIT, 3, 35), 5.0, " (aim 1 s)")
    fair, wall, cpu = _solved(problem(table, UNIT, 3, 35, fair=True), 2.0)
    loss = 100 * (1 - float(fair.objective / best.objective))
    run.add(at_most(PART, "5,000 x 500, worst-served first, sum lost", loss, 0.01, "%"))
    run.add(at_most(PART, "5,000 x 500, worst-served first", wall, 2.0, "s", f" (processor {cpu:.2f} s)"))


def _sum(run: Run, name: str, asked: Problem, limit: float, aim: str) -> Answer:
    answer, wall, cpu = _solved(asked, limit)
    note = f" (processor {cpu:.2f} s){aim}"
    run.add(
        at_most(
            PART, f"{name}, optimum of the sum {float(answer.objective) / UNIT:.2f}", wall, limit, "s", note
        )
    )
    run.add(at_most(PART, f"{name}, gap to the bound", answer.gap or 0.0, 0, ""))
    run.add(at_most(PART, f"{name}, reviews missing", answer.missing, 0, ""))
    run.add(at_most(PART, f"{name}, faults found by the independent check", len(check(asked, answer)), 0, ""))
    return answer


def _trade(run: Run, seed: int) -> None:
    table = scarce(118, 177, seed)
    fair, wall, _cpu = _solved(problem(table, UNIT, 3, 4, fair=True), 5.0)
    best, _wall, _cpu = _solved(problem(table, UNIT, 3, 4), 5.0)
    level = (
        f"{fair.lowest / UNIT:.3f} of {(fair.lowest_bound or 0) / UNIT:.3f} (was {best.lowest / UNIT:.3f})"
    )
    total = f"{float(fair.objective) / UNIT:.2f} of {float(best.objective) / UNIT:.2f}"
    told = f"{level}; sum {total}; {wall:.1f} s"
    halfway = (best.lowest + fair.lowest) / 2 / UNIT
    kept, wall_kept, _cpu = _solved(problem(table, UNIT, 3, 4, lowest=halfway), 5.0)
    gap = 100 * (kept.gap or 0.0)
    note = f" ({kept.status.value}, {wall_kept:.1f} s)"
    run.add(at_most(PART, f"scarce experts, seed {seed}, level {halfway:.2f} kept, gap", gap, 0.1, "%", note))
    run.add(seen(PART, f"scarce experts, seed {seed}, worst-served first", told))


def _solved(asked: Problem, seconds: float) -> tuple[Answer, float, float]:
    began, used = time.perf_counter(), time.process_time()
    answer = solve(asked, seconds=seconds)
    return answer, time.perf_counter() - began, time.process_time() - used


def crowd(proposals: int, reviewers: int, seed: int) -> Matrix:
    draw = np.random.default_rng(seed)
    topics = 30
    popular = 1 / np.arange(1, topics + 1) ** 0.7
    popular /= popular.sum()
    has = []
    for count, least, most in ((proposals, 1, 4), (reviewers, 2, 7)):
        table = np.zeros((count, topics))
        for row in table:
            row[draw.choice(topics, draw.integers(least, most), replace=False, p=popular)] = 1
        has.append(table)
    shared = has[0] @ has[1].T / has[0].sum(axis=1)[:, None]
    value = np.rint((0.6 * shared + 0.4 * draw.random((proposals, reviewers))) * 10**6).astype(np.int64)
    may_not = draw.random((proposals, reviewers)) < 0.24
    return np.where(may_not, -1, value * (UNIT // 10**6))


def texts(proposals: int, reviewers: int, seed: int) -> Matrix:
    draw, words, subjects = np.random.default_rng(seed), 400, 15
    rank = 1 / np.arange(1, words + 1) ** 0.9
    rank /= rank.sum()
    topics = np.stack(
        [draw.dirichlet(rank * 60 * draw.uniform(0.2, 1, words) + 1e-3) for _topic in range(subjects)]
    )
    sides = []
    for count, length in ((proposals, 40), (reviewers, 120)):
        side = np.zeros((count, words))
        for row in side:
            mixed = draw.dirichlet(np.full(subjects, 0.12)) @ topics
            row[:] = draw.multinomial(int(length * draw.uniform(0.6, 1.6)), mixed / mixed.sum())
        sides.append(side)
    used = sum((side > 0).sum(axis=0) for side in sides)
    rarity = np.log((1 + proposals + reviewers) / (1 + used))
    near = [np.log1p(side) * rarity for side in sides]
    near = [side / np.linalg.norm(side, axis=1)[:, None] for side in near]
    fit = near[0] @ near[1].T
    whole: Matrix = np.rint(np.clip(fit / np.quantile(fit, 0.99) * 0.6, 0, 1) * UNIT).astype(np.int64)
    return whole


def scarce(proposals: int, reviewers: int, seed: int) -> Matrix:
    draw, fields = np.random.default_rng(seed), 12
    asked, known = draw.dirichlet(np.full(fields, 3.0)), draw.dirichlet(np.full(fields, 3.0))
    of = draw.choice(fields, proposals, p=asked)
    first, second = draw.choice(fields, reviewers, p=known), draw.choice(fields, reviewers, p=known)
    near = draw.random((fields, fields)) * 0.35
    near = (near + near.T) / 2
    np.fill_diagonal(near, 0.8)
    fit = np.maximum(near[of][:, first], 0.8 * near[of][:, second])
    fit = np.clip(fit * draw.uniform(0.6, 1.15, fit.shape), 0, 1)
    whole: Matrix = np.rint(fit * UNIT).astype(np.int64)
    return whole
