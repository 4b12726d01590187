"""Decisions as the public may read them, and as the team does."""

from __future__ import annotations

from teranga.domains.activity.models import Decision, DecisionVersion, WayOfDeciding
from teranga.foundation.translated import TranslatedText

LONGEST_LIST = 500


def public_decisions(community_id: int, limit: int = LONGEST_LIST) -> list[Decision]:
    """The newest number first; withdrawn ones stay."""
    rows = Decision.objects.filter(community_id=community_id, is_public=True).defer("reasons", "options")
    return list(rows.order_by("-number")[:limit])


def public_decision(community_id: int, number: int) -> Decision | None:
    return Decision.objects.filter(community_id=community_id, is_public=True, number=number).first()


def neighbours(decision: Decision) -> tuple[int | None, int | None]:
    """The public numbers before and after; they have no gap."""
    rows = Decision.objects.filter(community_id=decision.community_id, is_public=True)
    number = decision.number or 0
    is_last = not rows.filter(number=number + 1).exists()
    return (number - 1 or None), (None if is_last else number + 1)


def versions_of(decision: Decision, *, public: bool) -> list[DecisionVersion]:
    """What it said, the first first; for the public only from the moment on at which it was public."""
    rows = DecisionVersion.objects.filter(community_id=decision.community_id, decision=decision)
    return list((rows.filter(is_public=True) if public else rows).order_by("place"))


def decisions_of_team(community_id: int) -> list[Decision]:
    """Everything, drafts first, then the newest."""
    rows = Decision.objects.filter(community_id=community_id).defer("reasons", "options")
    found = list(rows.order_by("-decided_on", "-id")[:LONGEST_LIST])
    return sorted(found, key=lambda row: row.state != Decision.State.DRAFT)


def way_of_deciding(community_id: int) -> WayOfDeciding | None:
    return WayOfDeciding.objects.filter(community_id=community_id).first()


def words_of_the_way(community_id: int) -> TranslatedText:
    row = way_of_deciding(community_id)
    return row.text if row else TranslatedText()
