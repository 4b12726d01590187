"""Which moves a gift may make, and what the entries of a fund add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teranga.domains.ledger.models import Gift, LedgerEntry
from teranga.foundation.money import Money

Kind = LedgerEntry.Kind
MOVES: dict[str, tuple[str, str]] = {
    "receive": (Gift.State.PLEDGED, Gift.State.RECEIVED),
    "withdraw": (Gift.State.PLEDGED, Gift.State.WITHDRAWN),
    "return": (Gift.State.RECEIVED, Gift.State.RETURNED),
}


class IllegalMove(Exception):
    """The state does not allow the move; both are named."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{state}: {move}")
        self.state, self.move = state, move


def next_state(state: str, move: str) -> str:
    """Raises IllegalMove."""
    before, after = MOVES[move]
    if state != before:
        raise IllegalMove(state, move)
    return str(after)


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one fund: what is promised and not here yet, what came in, what of it is granted, what was paid."""

    pledged: Money
    received: Money
    granted: Money
    paid: Money

    @property
    def free(self) -> Money:
        """What may still be granted: only what came in, less what is granted."""
        return self.received - self.granted

    @property
    def in_hand(self) -> Money:
        return self.received - self.paid


SIGNS = {
    "pledged": {Kind.PLEDGED: 1, Kind.UNPLEDGED: -1},
    "received": {Kind.RECEIVED: 1, Kind.RETURNED: -1},
    "granted": {Kind.GRANTED: 1, Kind.RELEASED: -1},
    "paid": {Kind.PAID: 1, Kind.CAME_BACK: -1},
}


def balance_of(currency: str, sums: Iterable[tuple[str, int]]) -> Balance:
    """From (kind of entry, sum in minor units)."""
    by_kind = dict(sums)
    return Balance(**{
        name: Money(sum(sign * by_kind.get(kind, 0) for kind, sign in signs.items()), currency)
        for name, signs in SIGNS.items()
    })  # fmt: skip
