"""Bringing the practice community's decisions into the database, through the actions that people use."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from teranga.cli.demo.practice_decisions import Decided, read_decisions
from teranga.domains.activity.actions.decisions import (
    amend_decision,
    decide,
    draft_decision,
    withdraw_decision,
)
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.activity.actions.way_of_deciding import say_how_we_decide
from teranga.domains.communities.models import Community


def load_decisions(community: Community, today: date, at: datetime) -> None:
    way, rows = read_decisions(today)
    say_how_we_decide(community_id=community.pk, text=way, by=COMMAND_LINE, at=at)
    for row in rows:
        _load(community, row, at)


def _load(community: Community, told: Decided, at: datetime) -> None:
    decision = draft_decision(
        community_id=community.pk, question=told.question, options=[dict(text) for text in told.options],
        answer=told.answer, reasons=told.reasons, cost=told.cost, by=COMMAND_LINE, at=at,
    )  # fmt: skip
    if told.day is None:
        return
    decide(
        decision=decision, decided_by=told.decided_by, decided_on=told.day, is_public=told.is_public,
        by=COMMAND_LINE, at=_noon(told.day),
    )  # fmt: skip
    if told.amended:
        amend_decision(
            decision=decision, why=told.amended.why, answer=told.amended.answer,
            cost=told.amended.cost or told.cost, by=COMMAND_LINE, at=_noon(told.amended.day),
        )  # fmt: skip
    if told.withdrawn:
        day, why = told.withdrawn
        withdraw_decision(decision=decision, why=why, by=COMMAND_LINE, at=_noon(day))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
