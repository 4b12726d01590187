"""What no assignment exceeds, from prices, in whole numbers.

Linear programming duality: whatever the prices p of a review by each reviewer, an assignment is worth at most
what every proposal would choose at them, plus what the loads earn at them: most x p where p is above 0, least
x p where it is below. To this are added the proposals whose sum must not be below a level, each with any
weight of 0 or more (Lagrange). The prices of the best make the bound meet its value.
"""

from __future__ import annotations

from math import gcd

import numpy as np

from teranga.engines.assignment.problem import LowestProof, Matrix, Proof, Rest


def sum_bound(rest: Rest, proof: Proof, missing: int, lowest: int) -> int:
    """Of the sum of affinities, finished reviews included, where so many reviews are missing."""
    prices = np.array(proof.prices, dtype=np.int64)
    extra = np.array(proof.extra or [0] * len(rest.demand), dtype=np.int64)
    value = np.where(rest.affinity < 0, -proof.missing, rest.affinity * (proof.one + extra)[:, None] - prices)
    worth = _best(np.maximum(value, -proof.missing), rest.demand, -proof.missing) + _earned(rest, prices)
    over = sum(int(weight) * (int(had) - lowest) for weight, had in zip(extra, rest.had, strict=True))
    most = (worth + over + proof.missing * missing) // proof.one + int(rest.had.sum())
    return _on_grid(rest, most)


def lowest_bound(rest: Rest, proof: LowestProof, *, is_full: bool) -> int:
    """Of the worst-served sum, where nothing is missing, or where something may be."""
    prices, weights = np.array(proof.prices, dtype=np.int64), np.array(proof.weights, dtype=np.int64)
    floor = -(1 << 60) if is_full else 0
    value = np.where(rest.affinity < 0, floor, rest.affinity * weights[:, None] - prices)
    worth = _best(np.maximum(value, floor), rest.demand, floor) + _earned(rest, prices)
    worth += sum(int(weight) * int(had) for weight, had in zip(weights, rest.had, strict=True))
    return _on_grid(rest, worth // int(weights.sum()))


def _best(value: Matrix, demand: Matrix, nobody: int) -> int:
    """The sum of the best `demand` values of every row; a row with too few columns takes nobody."""
    widest = int(demand.max(initial=0))
    padded = np.hstack([value, np.full((len(value), widest), nobody, dtype=np.int64)])
    if widest and widest < padded.shape[1]:
        padded = np.partition(padded, -widest, axis=1)[:, -widest:]
    padded = -np.sort(-padded, axis=1)[:, :widest]
    chosen = np.arange(widest)[None, :] < demand[:, None]
    return sum(int(column) for column in np.where(chosen, padded, 0).sum(axis=1).tolist())


def _earned(rest: Rest, prices: Matrix) -> int:
    loads = np.where(prices > 0, rest.most, rest.least)
    return sum(int(load) * int(price) for load, price in zip(loads, prices, strict=True))


def _on_grid(rest: Rest, most: int) -> int:
    """Affinities are multiples of something, and so are their sums."""
    step = grid(rest)
    return most // step * step if step else most


def grid(rest: Rest) -> int:
    """The largest number that divides every affinity; 0 where all are 0."""
    every = int(np.gcd.reduce(np.maximum(rest.affinity, 0), axis=None))
    return gcd(every, int(np.gcd.reduce(rest.had)))
