"""Who above shows decisions: told inside the transaction in which one changed."""

from __future__ import annotations

from typing import Protocol

from teranga.domains.activity.models import Decision


class Shows(Protocol):
    def decision_changed(self, decision: Decision) -> None:
        """Something that others see of it changed: what was kept of it is stale."""

    def way_changed(self, community_id: int) -> None:
        """The community says differently how it decides."""


_shown_by: list[Shows] = []


def show_decisions(shows: Shows) -> None:
    """Joins at start-up."""
    _shown_by.append(shows)


def tell_decision(decision: Decision) -> None:
    for shows in _shown_by:
        shows.decision_changed(decision)


def tell_way(community_id: int) -> None:
    for shows in _shown_by:
        shows.way_changed(community_id)
