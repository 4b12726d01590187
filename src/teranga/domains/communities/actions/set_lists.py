"""The lists on a community's home: each verb puts a whole list in place of the earlier one, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.models import (
    Channel,
    Community,
    CommunityLink,
    DirectoryEntry,
    Figure,
    Goal,
    TeamSeat,
)
from teranga.domains.communities.publishing import announce_community

Row = TypeVar("Row", bound=models.Model)


def set_goals(*, community: Community, goals: Sequence[Goal], by: Actor, at: datetime) -> bool:
    return _put(Goal, "goals", community, goals, by, at)


def set_channels(*, community: Community, channels: Sequence[Channel], by: Actor, at: datetime) -> bool:
    return _put(Channel, "channels", community, channels, by, at)


def set_figures(*, community: Community, figures: Sequence[Figure], by: Actor, at: datetime) -> bool:
    return _put(Figure, "figures", community, figures, by, at)


def set_seats(*, community: Community, seats: Sequence[TeamSeat], by: Actor, at: datetime) -> bool:
    return _put(TeamSeat, "seats", community, seats, by, at)


def set_directory(
    *, community: Community, entries: Sequence[DirectoryEntry], by: Actor, at: datetime
) -> bool:
    with write():
        is_new = _put(DirectoryEntry, "directory", community, entries, by, at)
        if is_new:
            list_community(community)
    return is_new


def set_links(*, community: Community, links: Sequence[CommunityLink], by: Actor, at: datetime) -> bool:
    """Links with other communities. Both the old and the new ones' pages are announced."""
    return _put(CommunityLink, "links", community, links, by, at)


def _put(
    model: type[Row], what: str, community: Community, rows: Sequence[Row], by: Actor, at: datetime
) -> bool:
    """True when the list differed and was replaced; the same list again writes nothing."""
    with write():
        for position, row in enumerate(rows):
            row.community, row.position = community, position
        stored = model.objects.filter(community=community)
        if [_values(row) for row in stored.order_by("position", "pk")] == [_values(row) for row in rows]:
            return False
        announce_community(community)
        stored.delete()
        model.objects.bulk_create(rows)
        record(by=by, verb=f"community.set_{what}", object_type="community", object_id=community.pk, at=at,
               community_id=community.pk, changes={"rows": len(rows)})  # fmt: skip
        announce_community(community)
    return True


def _values(row: models.Model) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key]
