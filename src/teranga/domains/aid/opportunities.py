"""A community's open rounds of aid, on its own board of opportunities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teranga.domains.aid.queries import open_rounds
from teranga.domains.communities.models import Community, Opportunity
from teranga.domains.communities.queries_opportunities import Line


def rounds_on_the_board(community: Community, now: datetime) -> Iterable[Line]:
    for row in open_rounds(community, now):
        yield Line(
            Opportunity.Kind.AID, row.name, f"/{community.slug}/aid/{row.slug}/", row.closes_at,
            community.zone, updated_at=row.updated_at,
        )  # fmt: skip
