"""What grows stale when something public about a round changes."""

from __future__ import annotations

from teranga.domains.aid.models import AidRound
from teranga.domains.communities.publishing import announce_community
from teranga.domains.events.publishing import announce_event


def announce_round(row: AidRound) -> None:
    """Its own page stands under the community; the page of its event links to it. Call inside the write."""
    announce_community(row.community)
    if row.event:
        announce_event(row.event)
