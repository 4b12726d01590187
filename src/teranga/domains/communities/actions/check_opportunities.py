"""Looking once a week whether open calls are still where they were, as at the directory's entries."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from django.db.models import Q

from teranga.base.outbound import Bounds
from teranga.base.writing import write
from teranga.domains.communities.actions.check_directory import (
    MOST,
    PATIENCE,
    WEEK,
    Clock,
    Look,
    Outcome,
    look_at,
)
from teranga.domains.communities.models import Opportunity


def check_opportunities(*, clock: Clock, bounds: Bounds = PATIENCE) -> int:
    """Look at every open call on a board whose week is over; returns how many."""
    rows = Opportunity.objects.across_communities("the job looks at every community's board")
    now, robots = clock(), dict[str, RobotFileParser | None]()
    rows = rows.filter(Q(closes_at=None) | Q(closes_at__gt=now), state=Opportunity.State.SHOWN)
    due = rows.filter(Q(checked_at=None) | Q(checked_at__lt=now - WEEK)).order_by("checked_at", "pk")[:MOST]
    found = list(due)
    for row in found:
        note_look(row=row, found=look_at(row.url, {}, robots, bounds, now.date()), clock=clock)
    return len(found)


def note_look(*, row: Opportunity, found: Look, clock: Clock) -> None:
    """What was found is for the team alone. An address that was changed meanwhile is looked at anew."""
    with write():
        rows = Opportunity.objects.filter(community=row.community_id, pk=row.pk, url=row.url)
        stored = rows.select_for_update(of=("self",)).first()
        if stored is None:
            return
        stored.checked_at, stored.moved_to = clock(), found.moved_to
        if found.outcome in (Outcome.GONE, Outcome.AWAY):
            stored.failures = min(stored.failures + 1, 1000)
        elif found.outcome != Outcome.FORBIDDEN:
            stored.failures = 0
        stored.save(update_fields=["checked_at", "moved_to", "failures"])
