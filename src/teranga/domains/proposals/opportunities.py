"""Open calls for proposals, on the community's board of opportunities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teranga.domains.communities.models import Community, Opportunity
from teranga.domains.communities.queries_opportunities import Line
from teranga.domains.proposals.queries_call import open_calls
from teranga.domains.proposals.rules_call import languages_of


def calls_on_the_board(community: Community, now: datetime) -> Iterable[Line]:
    for call, until in open_calls(community, now):
        yield Line(
            Opportunity.Kind.CALL, call.event.name, f"/{community.slug}/{call.event.slug}/call/", until,
            call.event.zone, languages=tuple(languages_of(call)), updated_at=call.updated_at,
        )  # fmt: skip
