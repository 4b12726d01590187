"""Decisions for tests, made by the actions that people use."""

from __future__ import annotations

from datetime import date
from typing import Any

from teranga.domains.activity.actions.decisions import decide, draft_decision
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import Decision
from teranga.domains.communities.models import Community
from tests.factories.communities import MADE, in_three, number

ORGANISER = Actor("organiser")


def a_draft(community: Community, **more: Any) -> Decision:
    nth = number()
    content = {"question": in_three(f"Question {nth}"), "answer": in_three(f"Answer {nth}"), **more}
    return draft_decision(community_id=community.pk, by=ORGANISER, at=MADE, **content)


def a_decision(community: Community, *, is_public: bool = True, **more: Any) -> Decision:
    return decide(
        decision=a_draft(community, **more), decided_by="The board", decided_on=date(2026, 3, 1),
        is_public=is_public, by=ORGANISER, at=MADE,
    )  # fmt: skip
