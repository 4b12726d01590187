"""The texts of a call that its team writes, on the board of missing translations."""

from __future__ import annotations

from typing import Any

from teranga.domains.events.queries_translations import Kind, join_board
from teranga.domains.proposals.models import (
    Call,
    CallQuestion,
    ReviewCriterion,
    ReviewPhase,
    ReviewTag,
    SessionType,
    Topic,
)


def join_translations() -> None:
    """What is no longer offered is asked for no more."""
    of_a_call: dict[str, Any] = {"of_event": True, "within": "call"}
    going_on: dict[str, Any] = {**of_a_call, "only": (("ended_at", None),)}
    join_board("call", Kind(Call, of_event=True, nested=("policies",)))
    join_board("session_type", Kind(SessionType, **going_on))
    join_board("topic", Kind(Topic, **going_on))
    join_board("call_question", Kind(CallQuestion, nested=("choices",), **going_on))
    join_board("review_phase", Kind(ReviewPhase, **of_a_call))
    join_board("review_line", Kind(ReviewCriterion, nested=("labels",), **going_on))
    join_board("review_tag", Kind(ReviewTag, **going_on))
