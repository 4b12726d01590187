"""Tables of counts that may be published with their margins, so that no small cell can be worked out.

Cells of 1 to k - 1 people are hidden. Whoever knows the margins subtracts, so further cells are hidden too
(complementary suppression) until every hidden cell may still be any of at least `WIDTH` + 1 numbers. What a
cell may be is a question about flows in a network: raising one cell means lowering others of its row and
column, and the largest such flow is the end of its interval (Ford and Fulkerson, 1956). Rows of fewer than k
people are put together first. tests/foundation/test_suppression.py attacks the tables with a solver.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K = 5
WIDTH = 3  # the narrowest interval that a hidden cell may be bounded to
OTHERS = "others"
Cell = tuple[int, int]
Rows = Mapping[str, Sequence[int]]


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


def publishable(rows: Rows, *, k: int = K, width: int = WIDTH, complementary: bool = True) -> Table:
    """The table as it may be shown. `complementary` is there for the test that shows what it is for."""
    names, counts = _joined(rows, k)
    if not counts:
        return NOTHING
    columns = tuple(map(sum, zip(*counts, strict=True)))
    if any(0 < total < k for total in (*columns, *map(sum, counts))):
        return NOTHING
    hidden = {(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if 0 < n < k}
    while complementary and (open_cell := _bounded(counts, hidden, width)) is not None:
        more = _next_to_hide(counts, hidden, open_cell)
        if more is None:
            return NOTHING
        hidden.add(more)
    cells = tuple(
        tuple(None if (r, c) in hidden else n for c, n in enumerate(row)) for r, row in enumerate(counts)
    )
    return Table(names, cells, tuple(map(sum, counts)), columns)


def _joined(rows: Rows, k: int) -> tuple[tuple[str, ...], list[list[int]]]:
    """Rows of fewer than k people in one, with the next smallest where they are still too few."""
    order = sorted(rows, key=lambda name: (sum(rows[name]), name))
    small = [name for name in order if sum(rows[name]) < k]
    while small and 0 < sum(sum(rows[name]) for name in small) < k and len(small) < len(order):
        small.append(order[len(small)])
    kept = [name for name in rows if name not in small]
    counts = [list(rows[name]) for name in kept]
    if any(sum(rows[name]) for name in small):
        kept.append(OTHERS)
        counts.append([sum(column) for column in zip(*(rows[name] for name in small), strict=True)])
    return tuple(kept), counts


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
