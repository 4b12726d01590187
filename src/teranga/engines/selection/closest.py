"""Who waits, in what order: those whose place in the programme would cost the least."""

from __future__ import annotations

from collections import Counter

from teranga.engines.selection.explain import Asking, Regret
from teranga.engines.selection.problem import Answer, Problem


def closest(problem: Problem, answer: Answer, count: int) -> tuple[tuple[int, ...], tuple[Regret, ...]]:
    """So many ranked proposals that were not chosen, and every regret that had to be found for that.

    Nobody waits who has as many proposals in as one may have, nor with more than that. The relaxation says
    what a proposal costs at least, so that those far away are never asked about.
    """
    asking, chosen = Asking(problem, answer), set(answer.chosen)
    least = asking.at_least()
    taken = Counter(person for number in chosen for person in problem.proposals[number].people)
    possible = [
        number for number, one in enumerate(problem.proposals)
        if number not in chosen and one.settled is None and not _is_full(problem, taken, one.people)
    ]  # fmt: skip
    possible.sort(key=lambda number: (least[number], -problem.proposals[number].score, number))
    found: dict[int, Regret] = {}
    for number in possible:
        if len(_ranked(problem, found, taken, below=least[number])) >= count:
            break
        found[number] = asking.of(number)
    return _ranked(problem, found, taken)[:count], tuple(found.values())


def _is_full(problem: Problem, taken: Counter[str], people: frozenset[str]) -> bool:
    return problem.per_person is not None and any(taken[one] >= problem.per_person for one in people)


def _ranked(
    problem: Problem, found: dict[int, Regret], taken: Counter[str], below: int | None = None
) -> tuple[int, ...]:
    """With `below` only those that nobody who is still to be asked about can come before."""
    costs = sorted(
        (one.lost, -problem.proposals[number].score, number) for number, one in found.items()
        if one.lost is not None and (below is None or one.lost < below)
    )  # fmt: skip
    held, ranked = Counter(taken), []
    for _lost, _score, number in costs:
        people = problem.proposals[number].people
        if not _is_full(problem, held, people):
            held.update(people)
            ranked.append(number)
    return tuple(ranked)
