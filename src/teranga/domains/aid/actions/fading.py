"""Before the daily job ends rows whose time is over: beds are free again, pages forget, photos go."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.aid.actions.aftermath import drop_photo
from teranga.domains.aid.actions.pool_beds import leave
from teranga.domains.aid.models import Aftermath, PoolMember
from teranga.domains.aid.personal_data import JOURNEY, THREE
from teranga.domains.aid.publishing import announce_round
from teranga.domains.aid.rules_aftermath import is_public


def end_journeys(at: datetime) -> int:
    """Whoever travelled is in no room any more; returns how many beds were given back."""
    rows = PoolMember.objects.across_communities("journeys that are long over, wherever they went")
    over = rows.filter(pool__event__end__lt=at.date() - JOURNEY, room__isnull=False)
    for row in (found := list(over.order_by("room_id", "pk"))):
        leave(row)
    return len(found)


def end_stories(at: datetime) -> int:
    """Photos go, and the pages on which stories stood are made anew; returns how many stories ended."""
    rows = Aftermath.objects.across_communities("stories whose time is over, wherever they were told")
    over = rows.filter(award__round__closes_at__lt=at - THREE).exclude(text="", has_photo=False)
    related = over.select_related("award__round__community", "award__round__event").order_by("pk")
    for row in (found := list(related)):
        drop_photo(told=row, at=at)
        if is_public(row):
            announce_round(row.award.round)
    return len(found)
