"""teranga engine"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal

Solved = tuple[dict[str, Any], list[str]]  # the answer as plain values, and what is said of it


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "engine", run=run,
        summary="solve an instance from a file, without the rest",
        description="Give an engine an instance; it tells the objective, the bound that proves it,\n"
        "the gap between them and the time. The formats stand in docs/explanation/.",
        example="  teranga engine matching spring.json --out pairs.json\n"
        "  teranga engine allocation round.json --seconds 5 --seed 1926 --out awards.json\n"
        "  teranga engine allocation gifts.pb --rule equal-shares\n"
        "  teranga engine assignment bids.in --demand 3 --load 6 --fair lowest --out papers.json\n"
        "  teranga engine selection proposals.json --out programme.json",
    )  # fmt: skip
    parser.add_argument("engine", choices=sorted(ENGINES), help="which engine")
    parser.add_argument(
        "instance", type=Path, metavar="INSTANCE", help="what is to be solved: JSON, .pb or .in"
    )
    parser.add_argument("--seconds", type=_seconds, default=10.0, metavar="S", help="how long it may look")
    parser.add_argument("--seed", default="", metavar="WORDS", help="what the draw among equals starts from")
    parser.add_argument("--rule", choices=RULES, default=RULES[0], help="for an election in a .pb file")
    parser.add_argument("--demand", type=_count, default=3, metavar="N", help="reviews of each paper")
    parser.add_argument("--load", type=_count, default=6, metavar="N", help="the most that one reviews")
    parser.add_argument("--least", type=_count, default=0, metavar="N", help="the least that one reviews")
    parser.add_argument("--fair", choices=("none", "lowest"), default="none", help="who comes first")
    parser.add_argument("--at-least", type=_level, metavar="T", help="no paper may be served worse")
    parser.add_argument("--likeliest", type=_share, metavar="Q", help="no pair more probable, such as 1/2")
    parser.add_argument("--brief", action="store_true", help="without regrets and prices of quotas")
    parser.add_argument("--out", type=Path, metavar="OUT.json", help="where the answer is written")


def run(options: argparse.Namespace) -> int:
    try:
        text = options.instance.read_text(encoding="utf-8-sig")
    except OSError as missing:
        raise Refusal(f"{options.instance} cannot be read ({missing.strerror}).") from missing
    except UnicodeDecodeError as broken:
        raise Refusal(f"{options.instance} is not UTF-8 text.") from broken
    answer, lines = ENGINES[options.engine](text, options)
    print("\n".join(lines))
    if options.out:
        try:
            options.out.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as refused:
            raise Refusal(f"{options.out} cannot be written ({refused.strerror}).") from refused
        print(f"Written to {options.out}.")
    return 0


def _json(text: str, options: argparse.Namespace) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise Refusal(f"{options.instance} is no JSON ({broken}).") from broken


def _no_number(words: str) -> Any:
    raise ValueError(f"{words} is no number")


def _allocation(text: str, options: argparse.Namespace) -> Solved:
    from teranga.engines.allocation.plain import from_plain, to_plain
    from teranga.engines.allocation.problem import Unclear
    from teranga.engines.allocation.solve import solve

    began = time.perf_counter()
    try:
        if options.instance.suffix == ".pb":
            return _election(text, options)
        problem = from_plain(_json(text, options))
    except Unclear as unclear:
        raise Refusal(f"{options.instance}: {unclear}.") from unclear
    found = solve(problem, seconds=options.seconds, seed=options.seed)
    answer = to_plain(found, time.perf_counter() - began)
    said = [
        f"{'awards':<10} {len(found.awards)} of {len(problem.applicants)}",
        f"{'spent':<10} {sum(a.total for a in found.awards)} of {sum(pot.size for pot in problem.pots)}",
    ]
    return answer, said + _said(answer, "status", "objective", "bound", "gap", "seconds")


def _election(text: str, options: argparse.Namespace) -> Solved:
    from teranga.engines.allocation import pabulib
    from teranga.engines.allocation.equal_shares import equal_shares

    began = time.perf_counter()
    election = pabulib.read(text)
    answer: dict[str, Any] = {"rule": options.rule, "bound": None}
    if options.rule == "optimum":
        funded, answer["objective"], answer["bound"] = pabulib.optimum(election, options.seconds)
    else:
        funded = equal_shares(election.projects, election.voters, election.budget)
        paid = [project for project in election.projects if project.key in funded]
        answer["objective"] = float(sum(sum(project.support.values()) for project in paid))
    answer |= {"funded": list(funded), "seconds": round(time.perf_counter() - began, 3)}
    said = [f"{'funded':<10} {len(funded)} of {len(election.projects)}"]
    return answer, said + _said(answer, "rule", "objective", "bound", "seconds")


def _said(answer: dict[str, Any], *names: str) -> list[str]:
    return [f"{name:<10} {_plainly(answer[name])}" for name in names]


def _plainly(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, list) else str(value)


def _matching(text: str, options: argparse.Namespace) -> Solved:
    from teranga.engines.matching.explain import explain
    from teranga.engines.matching.problem import ProblemRefused, from_plain, tables
    from teranga.engines.matching.solve import solve

    try:
        problem = from_plain(_json(text, options))
    except ProblemRefused as refused:
        raise Refusal(str(refused)) from refused
    began = time.perf_counter()
    made = tables(problem)
    solution = solve(problem, made)
    explained = explain(problem, solution, made)
    took = time.perf_counter() - began
    answer = {
        "matched": solution.matched, "score": solution.score, "weight": solution.weight,
        "bound": solution.bound, "gap": solution.gap, "seconds": round(took, 3),
        "pairs": [asdict(pair) for pair in explained.pairs],
        "unmatched": [asdict(one) for one in explained.unmatched],
    }  # fmt: skip
    return answer, [
        f"matched    {solution.matched} of {len(problem.mentees)}",
        f"score      {solution.score}",
        f"objective  {solution.weight}",
        f"bound      {solution.bound}",
        f"gap        {solution.gap}",
        f"time       {took:.3f} s",
    ]


def _assignment(text: str, options: argparse.Namespace) -> Solved:
    from teranga.engines.assignment.plain import from_matrix, from_plain, to_plain
    from teranga.engines.assignment.problem import Unclear
    from teranga.engines.assignment.solve import solve

    began = time.perf_counter()
    try:
        if options.instance.suffix == ".json":
            problem = from_plain(_json(text, options), fair=options.fair == "lowest")
            level = None if options.at_least is None else round(options.at_least * problem.unit)
            problem = replace(problem, lowest=level, likeliest=options.likeliest)
        else:
            problem = from_matrix(
                text, demand=options.demand, most=options.load, least=options.least,
                fair=options.fair == "lowest", lowest=options.at_least, likeliest=options.likeliest,
            )  # fmt: skip
    except Unclear as unclear:
        raise Refusal(f"{options.instance}: {unclear}.") from unclear
    found = solve(problem, seconds=options.seconds, seed=options.seed)
    answer = to_plain(problem, found, time.perf_counter() - began)
    names = (
        "status",
        "objective",
        "bound",
        "gap",
        "lowest",
        "lowest_bound",
        "missing",
        "conflict",
        "seconds",
    )
    return answer, _said(answer, *names)


def _selection(text: str, options: argparse.Namespace) -> Solved:
    from teranga.engines.selection import explain
    from teranga.engines.selection.plain import from_plain, to_plain
    from teranga.engines.selection.problem import Unclear
    from teranga.engines.selection.solve import solve
    from teranga.engines.status import Status

    began = time.perf_counter()
    try:
        problem = from_plain(_json(text, options))
    except Unclear as unclear:
        raise Refusal(f"{options.instance}: {unclear}.") from unclear
    found = solve(problem, seconds=options.seconds)
    took = time.perf_counter() - began
    if options.brief or found.status not in (Status.OPTIMAL, Status.FEASIBLE):
        answer = to_plain(problem, found, took)
    else:
        prices, regrets = explain.prices(problem, found), explain.regrets(problem, found)
        answer = to_plain(problem, found, took, prices, regrets, explain.next_best(problem, found))
    said = [f"{'chosen':<10} {len(found.chosen)} of {len(problem.proposals)}"]
    said += _said(answer, "status", "objective", "bound", "gap", "conflict", "seconds")
    said += [f"{row['rule']}: {row['without']} without it, {row['one_more']} with one more"
             for row in answer["prices"] if row["without"]]  # fmt: skip
    return answer, said


def _count(words: str) -> int:
    if (count := int(words)) < 0:
        raise ValueError(words)
    return count


def _share(words: str) -> Fraction:
    try:
        return Fraction(words)
    except ZeroDivisionError as wrong:
        raise ValueError(words) from wrong


def _seconds(words: str) -> float:
    if not 0 < (seconds := float(words)) <= LONGEST:
        raise ValueError(words)
    return seconds


def _level(words: str) -> float:
    if not isfinite(level := float(words)) or level < 0:
        raise ValueError(words)
    return level


ENGINES: dict[str, Callable[[str, argparse.Namespace], Solved]] = {
    "allocation": _allocation,
    "assignment": _assignment,
    "matching": _matching,
    "selection": _selection,
}
RULES = ("equal-shares", "optimum")
LONGEST = 7 * 86_400  # seconds
