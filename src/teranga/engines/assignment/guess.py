"""Prices of reviewers that are nearly right: where demand and load would almost meet.

The dual of the transport problem is a function of the prices alone, and its slope at a reviewer is how much
is asked of them beyond their load (Held, Wolfe and Crowder, Validation of subgradient optimization, 1974).
Steps along it that grow shorter are cheap, because only the likeliest reviewers of each proposal are looked
at. What comes out is a start for flow.py, which is exact whatever the start.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]
Floats = NDArray[np.float32]
LIKELIEST, STEPS, SHORTER, FIRST = 40, 60, 0.91, 0.1


def guessed_prices(gain: Matrix, demand: Matrix, least: Matrix, most: Matrix, per_pair: int = 1) -> Matrix:
    """Of each column; 0 where so few columns are there that each row needs them all."""
    rows, columns = gain.shape
    widest = -(-int(demand.max(initial=0)) // per_pair)
    if not rows or not widest or widest >= columns:
        return np.zeros(columns, dtype=np.int64)
    kept = min(columns, max(LIKELIEST, 3 * widest))
    value = gain.astype(np.float32)
    near = np.argpartition(value, columns - kept, axis=1)[:, columns - kept :]
    worth = np.take_along_axis(value, near, 1)
    real = worth[worth >= 0]  # what may not be, or is nobody, is far below; it must not stretch the steps
    step = FIRST * float(real.max(initial=0) - real.min(initial=0))
    units = np.clip(demand[:, None] - per_pair * np.arange(widest), 0, per_pair)
    prices = np.zeros(columns, dtype=np.float32)
    scale = np.maximum(most, 1)
    for _step in range(STEPS):
        left = worth - prices[near]
        best = np.argpartition(left, kept - widest, axis=1)[:, kept - widest :]
        if units.min() < per_pair:  # the last of them carries less: it has to be known which it is
            best = np.take_along_axis(best, np.argsort(-np.take_along_axis(left, best, 1), axis=1), 1)
        taken = np.take_along_axis(near, best, 1)
        count = np.bincount(taken.ravel(), weights=units.ravel(), minlength=columns)
        prices = _moved(prices, step, (count - most) / scale, (count - least) / scale)
        step *= SHORTER
    return np.rint(prices).astype(np.int64)


def _moved(prices: Floats, step: float, over: NDArray[np.float64], under: NDArray[np.float64]) -> Floats:
    """Up where more is asked than the most, down where less than the least, and back to 0 in between."""
    up = np.maximum(prices + step * np.clip(over, -1, 1), 0)
    down = np.minimum(prices + step * np.clip(under, -1, 1), 0)
    moved = np.select([prices > 0, prices < 0], [up, down], up + down)
    return moved.astype(np.float32)
