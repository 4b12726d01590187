"""teranga engine"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from teranga.cli.parsing import Commands, command
from teranga.cli.refusal import Refusal

ENGINES = ("matching",)


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "engine", run=run,
        summary="solve an instance from a file, without the rest",
        description="Give an engine an instance as JSON; it tells the objective, the bound that proves it,\n"
        "the gap between them and the time. The format stands in docs/explanation/matching.md.",
        example="  teranga engine matching spring.json --out pairs.json",
    )  # fmt: skip
    parser.add_argument("engine", choices=ENGINES, help="which engine")
    parser.add_argument("instance", type=Path, metavar="INSTANCE.json", help="what is to be solved")
    parser.add_argument("--out", type=Path, metavar="OUT.json", help="where the answer is written")


def run(options: argparse.Namespace) -> int:
    try:
        told = json.loads(options.instance.read_text(encoding="utf-8"))
    except ValueError as broken:
        raise Refusal(f"{options.instance} is no JSON ({broken}).") from broken
    answer, lines = _matching(told)
    print("\n".join(lines))
    if options.out:
        options.out.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"Written to {options.out}.")
    return 0


def _matching(told: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    from teranga.engines.matching.explain import explain
    from teranga.engines.matching.problem import ProblemRefused, from_plain, tables
    from teranga.engines.matching.solve import solve

    try:
        problem = from_plain(told)
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
