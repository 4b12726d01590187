"""What a level asks of each proposal, sharper than "its affinities add up to so much".

Let a proposal take d reviews and need a sum of T. A reviewer who does not reach T even beside its d - 1 best
is out. What all who are left bring at least is taken off both sides, and nobody counts for more than T
(coefficient tightening). And were there fewer than k reviewers of affinity (T - its best k - 1) / (d - k + 1)
or more, T could not be reached: so there are k of them, a row without fractions for each k (cover
inequalities under a cardinality constraint; Nemhauser and Wolsey, Integer and Combinatorial Optimization,
1988, chapter II.2). All of it is worked out in whole numbers. The relaxation then comes near the whole
optimum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from teranga.engines.assignment.problem import MAY_NOT, Matrix, Rest, Truth

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Extra:
    """One more row of a proposal: over all reviewers so much each, and `least` in sum."""

    row: int
    each: Floats
    least: float


@dataclass(frozen=True, slots=True)
class Shape:
    """`may` are the pairs that an assignment of the level can have; None where no assignment can have it."""

    may: Truth
    extras: tuple[Extra, ...]


def plain(rest: Rest, level: int, unit: float) -> Shape:
    """Nothing but the sums, as prices can prove it."""
    may = rest.affinity != MAY_NOT
    value = np.where(may, rest.affinity, 0) / unit
    wanting = np.flatnonzero(rest.demand > 0).tolist()
    extras = (Extra(row, value[row], (level - int(rest.had[row])) / unit) for row in wanting)
    return Shape(may, tuple(extras))


def sharp(rest: Rest, level: int) -> Shape | None:
    """None when a proposal does not reach the level even with its own best."""
    may, extras = rest.affinity != MAY_NOT, list[Extra]()
    for row in np.flatnonzero(rest.demand > 0).tolist():
        needed = level - int(rest.had[row])
        told = _row(rest.affinity[row], int(rest.demand[row]), needed)
        if told is None:
            return None
        may[row], own = told
        extras += [Extra(row, each, least) for each, least in own]
    return Shape(may, tuple(extras))


def _row(own: Matrix, demand: int, needed: int) -> tuple[Truth, list[tuple[Floats, float]]] | None:
    allowed = own != MAY_NOT
    best = np.sort(own[allowed])[::-1].tolist()
    top = [sum(best[:k]) for k in range(demand + 1)]  # of its k best
    if len(best) < demand or top[demand] < needed:
        return None
    may = allowed & (own >= needed - top[demand - 1])
    left = np.sort(own[may])
    if int(left[:demand].sum()) >= needed:
        return may, []
    least = int(left[0])
    reached = needed - demand * least
    over = np.clip(np.where(may, own - least, 0), 0, reached)
    rows = [(over / reached, 1.0)]
    for count in range(1, demand):
        enough = may & (own * (demand - count + 1) >= needed - top[count - 1])
        rows.append((enough.astype(np.float64), float(count)))
    return may, rows
