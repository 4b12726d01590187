"""Which fund may stand in for another, and how far what is free reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from teranga.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Pot:
    """A fund with its conditions; empty parts and groups: all."""

    fund: int
    event_id: int | None
    parts: frozenset[str]
    groups: frozenset[str]
    free: Money

    def may_stand_in_for(self, other: Pot) -> bool:
        """Whether everything that the other may pay is within this one's conditions."""
        return (
            self.event_id in (None, other.event_id)
            and _within(other.parts, self.parts)
            and _within(other.groups, self.groups)
        )


@dataclass(frozen=True, slots=True)
class Owed:
    """Granted for a cause out of a fund, and not paid yet."""

    fund: int
    cause: str
    money: Money


@dataclass(frozen=True, slots=True)
class Cover:
    owed: Owed
    by: tuple[tuple[int, Money], ...]  # (fund that steps in, with how much)

    @property
    def open(self) -> Money:
        """What nobody covers."""
        money = self.owed.money
        return Money(money.minor - sum(part.minor for _fund, part in self.by), money.currency)


def covered(owed: Iterable[Owed], gone: Mapping[int, Pot], others: Iterable[Pot]) -> list[Cover]:
    """Fills the promises in their order from the funds that may stand in, the narrowest conditions first."""
    pots = sorted(others, key=_width)
    left = {pot.fund: max(0, pot.free.minor) for pot in pots}
    found = []
    for one in owed:
        needed, parts = one.money.minor, []
        for pot in pots:
            if pot.may_stand_in_for(gone[one.fund]) and (take := min(needed, left[pot.fund])):
                left[pot.fund] -= take
                needed -= take
                parts.append((pot.fund, Money(take, one.money.currency)))
        found.append(Cover(one, tuple(parts)))
    return found


def _within(narrow: frozenset[str], wide: frozenset[str]) -> bool:
    return not wide or (bool(narrow) and narrow <= wide)


def _width(pot: Pot) -> tuple[bool, bool, int, bool, int, int]:
    return (pot.event_id is None, not pot.parts, len(pot.parts), not pot.groups, len(pot.groups), pot.fund)
