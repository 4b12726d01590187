"""Mentoring that takes people, on the community's board of opportunities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from teranga.domains.communities.models import Community, Opportunity
from teranga.domains.communities.queries_opportunities import Line
from teranga.domains.communities.rules_opportunities import moment_of_end
from teranga.domains.learning.queries_mentoring import shown_programmes
from teranga.domains.learning.rules import takes_applications


def mentoring_on_the_board(community: Community, now: datetime) -> Iterable[Line]:
    today = now.astimezone(ZoneInfo(community.zone)).date()
    for row in shown_programmes(community):
        if takes_applications(row, today):
            yield Line(
                Opportunity.Kind.MENTORING, row.name, f"/{community.slug}/mentoring/{row.slug}/",
                moment_of_end(row.apply_until, None, community.zone), community.zone,
                updated_at=row.updated_at,
            )  # fmt: skip
