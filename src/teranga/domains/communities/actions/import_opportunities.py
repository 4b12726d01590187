"""Opportunities from a file of open data: new ones are added, those still open brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.opportunities import add_opportunity, change_opportunity
from teranga.domains.communities.models import WHO, Community, Opportunity
from teranga.formats.opportunities_file import TEXTS, Call
from teranga.foundation.translated import TranslatedText


@dataclass(frozen=True, slots=True)
class BoardSummary:
    added: int
    changed: int
    unchanged: int


def import_opportunities(
    *, community: Community, calls: Sequence[Call], by: Actor, at: datetime, only_look: bool = False
) -> BoardSummary:
    """A call is the one with the same address that is not over; what waits or was left out stays so."""
    with write():
        rows = Opportunity.objects.filter(community=community)
        still = rows.filter(Q(closes_at=None) | Q(closes_at__gt=at)).order_by("-state", "pk")
        known = {_key(row.url): row for row in still}
        added, changed, seen = 0, 0, set()
        for call in calls:
            key = _key(call.url)
            if key in seen:
                continue
            seen.add(key)
            row = known.get(key)
            values = _values(call, row, community)
            if row is None:
                added += 1
                if not only_look:
                    add_opportunity(community=community, by=by, at=at, **values)
            elif row.state == Opportunity.State.SHOWN and _differs(row, values):
                changed += 1
                if not only_look:
                    change_opportunity(row=row, by=by, at=at, **values)
    return BoardSummary(added, changed, len(seen) - added - changed)


def _key(url: str) -> str:
    return url.rstrip("/").casefold()


def _values(call: Call, row: Opportunity | None, community: Community) -> dict[str, Any]:
    """What the file says; texts in other languages stay, and what it leaves out."""
    stored = {part: getattr(row, part) if row else {} for part in TEXTS}
    values: dict[str, Any] = {part: TranslatedText({**stored[part], **getattr(call, part)}) for part in TEXTS}
    values |= {"kind": call.kind, "last_day": call.last_day, "last_hour": call.last_hour,
               "zone": call.zone or community.zone}  # fmt: skip
    told = {"who": [code for code in call.who if code in WHO], "languages": list(call.languages),
            "source": call.source}  # fmt: skip
    values |= {name: value for name, value in told.items() if value}
    return values if row else values | {"url": call.url}


def _differs(row: Opportunity, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())
