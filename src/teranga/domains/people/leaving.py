"""What the floors above do when somebody is forgotten, in the same transaction. They join at start-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from teranga.domains.people.models import Person

Farewell = Callable[[Person, datetime], None]
_farewells: list[Farewell] = []


def on_leaving(farewell: Farewell) -> None:
    """Call this before who somebody was is erased: their addresses are still there."""
    _farewells.append(farewell)


def say_farewell(person: Person, at: datetime) -> None:
    for farewell in _farewells:
        farewell(person, at)
