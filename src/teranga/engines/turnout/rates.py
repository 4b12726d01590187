"""Show rates with partial pooling: a logistic regression with random effects, fitted by Laplace and EM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import Group, Past

Vector = NDArray[np.float64]

BLOCKS = ("kind", "mode", "channel", "price", "guest", "cell")
"""What a group and its event have in common with others; the event itself comes on top."""
GUESSED_RATE = 0.6  # of free places, before anything is known: wide, see below
GUESSED_SPREAD = 1.0  # standard deviation of that guess, in logits: 80 % between 29 % and 84 %
PSEUDO = 3.0  # how many levels (or events) the guessed variances below are worth
GUESSED_VARIANCE = {"kind": 0.15, "mode": 0.1, "channel": 0.1, "price": 0.3, "guest": 0.1, "cell": 0.05}
GUESSED_EVENT_VARIANCE = 0.15
ROUNDS = 30
STEPS = 2  # of Newton in each round


@dataclass(frozen=True, slots=True)
class Fitted:
    columns: dict[tuple[str, object], int]
    effects: Vector
    covariance: Vector
    variances: dict[str, float]
    event_variance: float
    events: int


def levels(kind: str, mode: str, channel: str, price: str, guest: bool) -> list[tuple[str, object]]:
    return [("kind", kind), ("mode", mode), ("channel", channel), ("price", price), ("guest", guest),
            ("cell", (kind, channel, price))]  # fmt: skip


def fit(past: Sequence[Past]) -> Fitted:
    rows = [(at, event, group) for at, event in enumerate(past) for group in event.groups if group.going]
    columns: dict[tuple[str, object], int] = {("", "everyone"): 0}
    for _, event, group in rows:
        for level in levels(event.kind, event.mode, group.channel, group.price, group.guest):
            columns.setdefault(level, len(columns))
    design = np.zeros((len(rows), len(columns)))
    design[:, 0] = 1.0
    for line, (_, event, group) in enumerate(rows):
        for level in levels(event.kind, event.mode, group.channel, group.price, group.guest):
            design[line, columns[level]] = 1.0
    going = np.array([group.going for *_, group in rows], dtype=float)
    arrived = np.array([group.arrived for *_, group in rows], dtype=float)
    of_event = np.array([at for at, *_ in rows], dtype=int)
    return _alternate(columns, design, going, arrived, of_event, len(past))


def _alternate(
    columns: dict[tuple[str, object], int],
    design: Vector,
    going: Vector,
    arrived: Vector,
    of_event: NDArray[np.int_],
    events: int,
) -> Fitted:
    """Effects given the variances (Newton), variances given the effects (EM), in turn."""
    block_of = np.array([block for block, _ in columns], dtype=object)
    guess = float(np.log(GUESSED_RATE / (1 - GUESSED_RATE)))
    centre = np.where(block_of == "", guess, 0.0)
    effects, shifts = centre.copy(), np.zeros(events)
    variances, event_variance = dict(GUESSED_VARIANCE), GUESSED_EVENT_VARIANCE
    covariance = np.diag([GUESSED_SPREAD**2])
    for _ in range(ROUNDS):
        precision = np.array([1 / (variances[b] if b else GUESSED_SPREAD**2) for b in block_of])
        for _ in range(STEPS):
            rate = logistic(design @ effects + shifts[of_event])
            weight = going * rate * (1 - rate)
            slack = arrived - going * rate
            own = np.bincount(of_event, weight, events) + 1 / event_variance
            cross = np.zeros((len(columns), events))
            np.add.at(cross.T, of_event, design * weight[:, None])
            slope = design.T @ slack - precision * (effects - centre)
            own_slope = np.bincount(of_event, slack, events) - shifts / event_variance
            inner = design.T @ (design * weight[:, None]) + np.diag(precision) - (cross / own) @ cross.T
            covariance = np.linalg.inv(inner)
            step = covariance @ (slope - cross @ (own_slope / own))
            effects = effects + np.clip(step, -2, 2)
            shifts = shifts + np.clip((own_slope - cross.T @ step) / own, -2, 2)
        spread = np.einsum("fe,fg,ge->e", cross, covariance, cross) / own**2 + 1 / own
        event_variance = float(
            ((shifts**2 + spread).sum() + PSEUDO * GUESSED_EVENT_VARIANCE) / (events + PSEUDO)
        )
        for block in BLOCKS:
            of_block = block_of == block
            moved = (effects[of_block] ** 2 + np.diag(covariance)[of_block]).sum()
            variances[block] = float((moved + PSEUDO * GUESSED_VARIANCE[block]) / (of_block.sum() + PSEUDO))
    return Fitted(columns, effects, covariance, variances, event_variance, events)


def draw(
    fitted: Fitted, kind: str, mode: str, groups: Sequence[Group], draws: int, random: np.random.Generator
) -> Vector:
    """Show rates of each group (columns) in each imagined outcome (rows); all groups share the event's
    luck."""
    unseen: dict[tuple[str, object], int] = {}
    width = len(fitted.columns)
    named = [levels(kind, mode, group.channel, group.price, group.guest) for group in groups]
    for level in (level for of_group in named for level in of_group):
        if level not in fitted.columns:
            unseen.setdefault(level, width + len(unseen))
    design = np.zeros((len(groups), width + len(unseen)))
    design[:, 0] = 1.0
    for line, of_group in enumerate(named):
        for level in of_group:
            design[line, fitted.columns.get(level, unseen.get(level, 0))] = 1.0
    root = np.linalg.cholesky(fitted.covariance + 1e-9 * np.eye(width))
    effects = np.zeros((draws, width + len(unseen)))
    effects[:, :width] = fitted.effects + random.standard_normal((draws, width)) @ root.T
    for (block, _), column in unseen.items():
        effects[:, column] = random.standard_normal(draws) * np.sqrt(fitted.variances[block])
    freedom = fitted.events + PSEUDO
    luck = random.standard_normal(draws) * np.sqrt(
        fitted.event_variance * freedom / random.chisquare(freedom, draws)
    )
    return logistic(effects @ design.T + luck[:, None])


def logistic(value: Vector) -> Vector:
    return 1 / (1 + np.exp(-np.clip(value, -30, 30)))
