"""The hackathons ahead, on the community's board of opportunities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.communities.models import Community, Opportunity
from teranga.domains.communities.queries_opportunities import Line
from teranga.domains.communities.rules_opportunities import moment_of_end
from teranga.domains.events.models import Event


def hackathons_on_the_board(community: Community, now: datetime) -> Iterable[Line]:
    """Until they begin: the hour if it is known, else the day before."""
    today = now.astimezone(ZoneInfo(community.zone)).date()
    rows = Event.objects.filter(
        community=community, kind=Event.Kind.HACKATHON, visibility=Event.Visibility.PUBLIC,
        cancelled_at=None, start__gte=today,
    )  # fmt: skip
    for row in rows.order_by("start", "pk")[:20]:
        end = row.starts_at or moment_of_end(row.start - timedelta(days=1), None, row.zone)
        yield Line(
            Opportunity.Kind.HACKATHON, row.name, f"/{community.slug}/{row.slug}/", end, row.zone,
            languages=tuple(row.languages), updated_at=row.updated_at,
        )  # fmt: skip
