"""What stopped a proposal: found out by leaving one thing away at a time, not guessed from prices.

A rule stopped it if some best programme of the problem without that rule has it; likewise, where another
proposal of the same person is in, the number that one person may have. The relaxation without the rule says
for all proposals at once which of them may be meant, so that few have to be asked about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from teranga.engines.highs import Vector
from teranga.engines.selection.model import INF
from teranga.engines.selection.problem import CHOOSE, PER_PERSON, Answer, Problem
from teranga.engines.selection.search import Search

SECONDS = 2.0  # for each question
FEW = 3  # numbers of sessions that are looked at one by one


class Why(StrEnum):
    SETTLED = "settled"  # by hand
    IMPOSSIBLE = "impossible"  # no programme with it keeps all the rules
    PERSON = "person"  # another proposal of the same person is in
    RULE = "rule"  # its score would have been enough but for a rule
    RIVAL = "rival"  # others of its kind have higher scores
    EQUAL = "equal"  # a programme with it has the same score


@dataclass(frozen=True, slots=True)
class _Without:
    """The best without some rows, and what a programme with each proposal reaches there at most."""

    best: int
    reach: Vector


class Stopping:
    def __init__(self, problem: Problem, answer: Answer, search: Search) -> None:
        self.problem, self.search = problem, search
        self.rows = {name: row for row, name in enumerate(search.model.names)}
        self.taken = Counter(
            person for number in answer.chosen for person in problem.proposals[number].people
        )
        self.known: dict[tuple[str, ...], _Without] = {}

    def of(self, column: int, lost: int) -> tuple[Why, str]:
        """And the rule, the person, or what it would have needed a place of."""
        one = self.problem.proposals[column]
        if one.settled is False:
            return Why.SETTLED, ""
        if lost == 0:
            return Why.EQUAL, ""
        full = [
            person for person in sorted(one.people) if self.taken[person] >= (self.problem.per_person or 0)
        ]
        of_person = tuple(name for person in full if (name := f"{PER_PERSON}:{person}") in self.rows)
        if of_person and self._is_in_without(column, of_person):
            return Why.PERSON, full[0]
        for rule in self.problem.rules:
            if self._is_in_without(column, (rule.key,)):
                return Why.RULE, rule.key
        space = f"space:{one.space}" if one.space else ""
        return Why.RIVAL, CHOOSE if self.problem.choose is not None else space

    def _is_in_without(self, column: int, names: tuple[str, ...]) -> bool:
        search, rows = self.search, [self.rows[name] for name in names]
        kept = {row: search.rows[row] for row in rows}
        for row in rows:
            search.set_row(row, -INF, INF)
        if (without := self.known.get(names)) is None:
            without = self.known[names] = _Without(search.best(SECONDS).worth, search.reach(FEW)[0])
        is_in = False
        if search.on_step(float(without.reach[column])) >= without.best:
            search.fix(column, 1.0, 1.0)
            is_in = search.best(SECONDS, above=without.best - 1).values is not None
            search.fix(column, 0.0, 1.0)
        for row, (least, most, _columns, _values) in kept.items():
            search.set_row(row, least, most)
        return is_in
