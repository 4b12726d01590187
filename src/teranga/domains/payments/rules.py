"""Which moves a payout may make."""

from __future__ import annotations

from teranga.domains.payments.models import Payout

State = Payout.State
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "approve": ((State.REQUESTED,), State.APPROVED),
    "send": ((State.APPROVED,), State.SENT),
    "confirm": ((State.SENT,), State.CONFIRMED),
    "fail": ((State.APPROVED, State.SENT), State.FAILED),
    "cancel": ((State.REQUESTED, State.APPROVED), State.CANCELLED),
}


class IllegalMove(Exception):
    """The state does not allow the move; both are named."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{state}: {move}")
        self.state, self.move = state, move


def next_state(state: str, move: str) -> str:
    """Raises IllegalMove."""
    come_from, to = MOVES[move]
    if state not in come_from:
        raise IllegalMove(state, move)
    return to
