"""Tables of counts that may be published with their margins, so that no small cell can be worked out.

Cells of 1 to k - 1 people are hidden. Whoever knows the margins subtracts, so further cells are hidden too
(complementary suppression) until every hidden cell may still be any of at least `WIDTH` + 1 numbers. What a
cell may be is a question about flows in a network: raising one cell means lowering others of its row and
column, and the largest such flow is the end of its interval (Ford and Fulkerson, 1956). Rows of fewer than k
people are put together first. tests/foundation/test_suppression.py attacks the tables with a solver.

Where one person may be in a table several times (who sent three proposals), `people` says who stands in each
cell: then every number that shows is of at least k things and of at least k people.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

K = 5
WIDTH = 3  # the narrowest interval that a hidden cell may be bounded to
OTHERS = "others"
Cell = tuple[int, int]
Rows = Mapping[str, Sequence[int]]
People = Mapping[str, Sequence[Collection[Hashable]]]  # by the same names: who stands in each cell


@dataclass(frozen=True, slots=True)
class Table:
    """`cells` has None where a number is hidden; margins are exact. Empty when nothing may show."""

    rows: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]

    @property
    def says_something(self) -> bool:
        """At least one number is not hidden."""
        return any(cell is not None for line in self.cells for cell in line)


NOTHING = Table((), (), (), ())


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it is counted: how many things and which people in each cell."""

    name: str
    counts: tuple[int, ...]
    people: tuple[frozenset[Hashable], ...] | None

    @property
    def total(self) -> int:
        return sum(self.counts)

    def is_small(self, k: int) -> bool:
        return _is_small(self.total, _union(self.people), k)


def publishable(
    rows: Rows, *, people: People | None = None, k: int = K, width: int = WIDTH, complementary: bool = True
) -> Table:
    """The table as it may be shown. `complementary` is there for the test that shows what it is for."""
    lines = _joined(rows, people, k)
    if not lines:
        return NOTHING
    whole = _merged("", lines)
    who = whole.people or [None] * len(whole.counts)
    if any(map(_is_small, whole.counts, who, [k] * len(who))) or any(one.is_small(k) for one in lines):
        return NOTHING
    counts = [list(one.counts) for one in lines]
    hidden = {(r, c) for r, one in enumerate(lines) for c, n in enumerate(one.counts)
              if _is_small(n, one.people[c] if one.people else None, k)}  # fmt: skip
    while complementary and (open_cell := _bounded(counts, hidden, width)) is not None:
        more = _next_to_hide(counts, hidden, open_cell)
        if more is None:
            return NOTHING
        hidden.add(more)
    cells = tuple(
        tuple(None if (r, c) in hidden else n for c, n in enumerate(row)) for r, row in enumerate(counts)
    )
    return Table(tuple(one.name for one in lines), cells, tuple(one.total for one in lines), whole.counts)


def _is_small(count: int, who: Collection[Hashable] | None, k: int) -> bool:
    return 0 < count < k or (count > 0 and who is not None and len(who) < k)


def _union(people: Sequence[frozenset[Hashable]] | None) -> frozenset[Hashable] | None:
    return None if people is None else frozenset().union(*people)


def _joined(rows: Rows, people: People | None, k: int) -> list[_Line]:
    """Rows of fewer than k in one, with the next smallest where they are still too few."""
    lines = [
        _Line(name, tuple(counts), tuple(map(frozenset, people[name])) if people is not None else None)
        for name, counts in rows.items()
    ]
    order = sorted(lines, key=lambda one: (one.total, one.name))
    small = [one for one in order if one.total < k or one.is_small(k)]
    others = [one for one in order if one not in small]
    while small and _merged(OTHERS, small).is_small(k) and others:
        small.append(others.pop(0))
    small += [one for one in others if one.name == OTHERS and small]
    kept = [one for one in lines if one not in small]
    return [*kept, _merged(OTHERS, small)] if any(one.total for one in small) else kept


def _merged(name: str, lines: Sequence[_Line]) -> _Line:
    columns = zip(*(one.counts for one in lines), strict=True)
    told = [one.people for one in lines if one.people is not None]
    people = tuple(frozenset().union(*column) for column in zip(*told, strict=True)) if told else None
    return _Line(name, tuple(map(sum, columns)), people)


def _bounded(counts: list[list[int]], hidden: set[Cell], width: int) -> Cell | None:
    """A hidden cell that the margins bound too narrowly."""
    for cell in sorted(hidden):
        low, high = interval(counts, hidden, cell)
        if high - low < width:
            return cell
    return None


def _next_to_hide(counts: list[list[int]], hidden: set[Cell], cell: Cell) -> Cell | None:
    """The smallest shown cell of the same row or column, else of all; empty cells last."""
    shown = [(r, c) for r, row in enumerate(counts) for c, _ in enumerate(row) if (r, c) not in hidden]
    near = [(r, c) for r, c in shown if r == cell[0] or c == cell[1]]
    if not (near or shown):
        return None
    return min(near or shown, key=lambda one: (counts[one[0]][one[1]] == 0, counts[one[0]][one[1]], one))


def interval(counts: list[list[int]], hidden: set[Cell], cell: Cell) -> tuple[int, int]:
    """The smallest and the largest that a hidden cell can be when margins and shown cells are known."""
    value = counts[cell[0]][cell[1]]
    others = hidden - {cell}
    raised = _flow({(("row", r), ("column", c)): counts[r][c] for r, c in others}, cell, counts)
    lowered = _flow({(("column", c), ("row", r)): counts[r][c] for r, c in others}, cell, counts, most=value)
    return value - lowered, value + raised


Node = tuple[str, int]


def _flow(
    lower: dict[tuple[Node, Node], int], cell: Cell, counts: list[list[int]], *, most: int | None = None
) -> int:
    """How much can go round the other hidden cells: lowered along `lower`, raised the other way at will."""
    whole = sum(map(sum, counts)) + 1
    room: dict[Node, dict[Node, int]] = {}
    for (start, end), most_here in lower.items():
        room.setdefault(start, {})[end] = most_here
        room.setdefault(end, {})[start] = whole
    source, target = ("row", cell[0]), ("column", cell[1])
    sent, limit = 0, whole if most is None else most
    while sent < limit and (path := _path(room, source, target)):
        step = min(limit - sent, *(room[a][b] for a, b in path))
        for a, b in path:
            room[a][b] -= step
            room[b][a] += step
        sent += step
    return sent


def _path(room: dict[Node, dict[Node, int]], source: Node, target: Node) -> list[tuple[Node, Node]]:
    came: dict[Node, Node] = {source: source}
    queue = deque([source])
    while queue:
        node = queue.popleft()
        for other, left in room.get(node, {}).items():
            if left > 0 and other not in came:
                came[other] = node
                queue.append(other)
    if target not in came:
        return []
    path, node = [], target
    while node != source:
        path.append((came[node], node))
        node = came[node]
    return path[::-1]
