"""Bring stored rows in line with wanted values: add what is new, change what differs, touch nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from teranga.foundation.folding import slug as slug_of

Row = TypeVar("Row", bound=models.Model)
LONGEST_STEM = 50  # leaves room for a number after it in every slug column
BATCH = 200


@dataclass(slots=True)
class Settled(Generic[Row]):
    """What the programme names, by key: rows that were there already and rows that were added."""

    rows: dict[str, Row] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, dict[str, Any]]] = field(default_factory=list)  # with the values before

    @property
    def touched(self) -> list[Row]:
        return self.added + [row for row, _ in self.changed]


def settle(stored: Mapping[str, Row], wanted: Mapping[str, dict[str, Any]], new_row: Any) -> Settled[Row]:
    """Compare by key and write the differences in bulk. `new_row(key, values)` builds a row to be added."""
    settled: Settled[Row] = Settled()
    for key, values in wanted.items():
        row = stored.get(key)
        if row is None:
            row = new_row(key, values)
            settled.added.append(row)
        else:
            before = {
                name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value
            }
            for name in before:
                setattr(row, name, values[name])
            if before:
                settled.changed.append((row, before))
        settled.rows[key] = row
    return settled


def store(rows: models.QuerySet[Row], settled: Settled[Row], *always: str) -> None:
    """Write what `settle` found among the event's rows; `always` names fields that change with any other."""
    if settled.added:
        rows.bulk_create(settled.added, batch_size=BATCH)
    if settled.changed:
        fields = {name for _, before in settled.changed for name in before} | set(always)
        rows.bulk_update([row for row, _ in settled.changed], sorted(fields), batch_size=BATCH)


class Slugs:
    """Hands out addresses that are unique within the event and stay with their row for good."""

    def __init__(self, stem: str, taken: Iterable[str]) -> None:
        self.stem = stem
        self.taken = set(taken)

    def claim(self, text: str, number: int) -> str:
        base = slug_of(text, limit=LONGEST_STEM) or f"{self.stem}-{number}"
        chosen, counter = base, 2
        while chosen in self.taken:
            chosen, counter = f"{base}-{counter}", counter + 1
        self.taken.add(chosen)
        return chosen
