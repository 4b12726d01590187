"""Who welcomes whom: a common language first, then the city, then who has fewest; explained in a word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from teranga.domains.people.models import Person
from teranga.foundation.folding import fold


@dataclass(frozen=True, slots=True)
class Free:
    """Somebody who welcomes and has room: `held` newcomers of at most `most` now, `ever` so far."""

    id: int
    person_id: int
    languages: tuple[str, ...]
    city: str
    held: int
    ever: int
    why: str = ""


def best_welcomer(newcomer: Person, free: Sequence[Free], refused: Collection[int]) -> Free | None:
    """The one who fits best and has welcomed least; nobody twice, and nobody without a common language."""
    spoken = set(newcomer.languages) or {newcomer.preferred_language}
    city = fold(newcomer.city)
    fitting = []
    for one in free:
        if one.id in refused or one.person_id == newcomer.pk or not spoken & set(one.languages):
            continue
        near = bool(city) and fold(one.city) == city
        fitting.append((not near, one.held, one.ever, one.id, near, one))
    if not fitting:
        return None
    *_order, near, found = min(fitting, key=lambda row: row[:4])
    return replace(found, why="language and city" if near else "language")
