"""What a decision says and which move is allowed from which state. No database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teranga.domains.activity.models import Decision
from teranga.foundation.money import Money

TEXTS = ("question", "answer", "reasons")
WRITTEN = (*TEXTS, "options", "cost")  # what a draft holds
CONTENT = (*WRITTEN, "decided_by", "decided_on")  # and what is fixed when it is decided
STORED = (*TEXTS, "options", "decided_by", "decided_on", "cost_minor", "currency")

State = Decision.State
STANDING = (State.DECIDED, State.AMENDED)
MOVES = {
    "change": (State.DRAFT,),
    "discard": (State.DRAFT,),
    "decide": (State.DRAFT,),
    "amend": STANDING,
    "publish": STANDING,
    "withdraw": STANDING,
}


class IllegalMove(Exception):
    """A decision is in a state from which this cannot be done. Nothing was written."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{move} from {state}")
        self.state, self.move = state, move


class NothingDecided(Exception):
    """A decision needs its question and its answer."""


class WhyIsMissing(Exception):
    """What was decided is changed or withdrawn only with a reason for everybody to read."""


def check_move(decision: Decision, move: str) -> None:
    """Raises IllegalMove."""
    if decision.state not in MOVES[move] or (move == "publish" and decision.is_public):
        raise IllegalMove(decision.state, move)


def columns(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as columns: the cost is two of them."""
    values = {name: value for name, value in content.items() if name != "cost"}
    if "cost" in content:
        cost: Money | None = content["cost"]
        values |= {"cost_minor": cost.minor if cost else None, "currency": cost.currency if cost else ""}
    return values


def stored(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in STORED}
