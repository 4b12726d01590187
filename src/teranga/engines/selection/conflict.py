"""Which rules cannot hold together: a set from which none can be left out."""

from __future__ import annotations

from collections import defaultdict

from teranga.engines.selection.model import INF, SETTLED, Model, group_of
from teranga.engines.selection.search import Search

SECONDS = 2.0  # for each question


def of(model: Model) -> tuple[str, ...]:
    """Names of rules, "settled:KEY" for what was settled by hand, by the deletion filter (Chinneck,
    Feasibility and Infeasibility in Optimization, 2008): whatever can go while it stays impossible, goes."""
    asking = Asking(model)
    for name in asking.names():
        asking.leave(name)
        if asking.is_possible():
            asking.take_back(name)
    return tuple(name for name in asking.names() if name not in asking.left)


class Asking:
    """One question after the other to the same relaxation, which mostly answers alone."""

    def __init__(self, model: Model) -> None:
        self.model, self.search = model, Search(model)
        self.groups: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(model.names):
            self.groups[group_of(name)].append(row)
        self.settled = {f"{SETTLED}{one.key}": column for column, one in enumerate(model.problem.proposals)
                        if one.settled is not None}  # fmt: skip
        self.left: set[str] = set()

    def names(self) -> list[str]:
        return [*self.settled, *self.groups]

    def leave(self, name: str) -> None:
        self.left.add(name)
        if name in self.settled:
            self.search.fix(self.settled[name], 0.0, 1.0)
        for row in self.groups.get(name, ()):
            self.search.set_row(row, -INF, INF)

    def take_back(self, name: str) -> None:
        self.left.discard(name)
        if name in self.settled:
            column = self.settled[name]
            value = float(bool(self.model.problem.proposals[column].settled))
            self.search.fix(column, value, value)
        for row in self.groups.get(name, ()):
            self.search.set_row(row, *self.model.rows[row][:2])

    def is_possible(self) -> bool:
        """Whether some programme satisfies what is left; undecided after the time counts as possible."""
        if self.model.columns and self.search.warm.solve() is None:
            return False
        found = self.search.best(SECONDS, is_any=True)
        return found.values is not None or not found.is_proven
