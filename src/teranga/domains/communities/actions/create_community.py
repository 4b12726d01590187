from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.domains.communities.findable import index_community
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community


class CommunityFields(TypedDict, total=False):
    """What can be said of a community when it is created, and changed afterwards."""

    kind: str
    visibility: str
    parent: Community | None
    name: dict[str, str]
    tagline: dict[str, str]
    summary: dict[str, str]
    vision: dict[str, str]
    mission: list[Any]
    values: list[Any]
    help_notes: dict[str, Any]
    languages: list[str]
    default_language: str
    countries: list[str]
    cities: list[str]
    zone: str
    currency: str
    founded: str
    first_colour: str
    second_colour: str
    active_months: int
    active_counts: list[str]
    sources: list[Any]
    licence_note: str
    contact_email: str


class SlugTaken(Exception):
    """A community with this address exists already."""


class SlugReserved(Exception):
    """A page of the installation has this address."""


def create_community(*, slug: str, by: Actor, at: datetime, **fields: Unpack[CommunityFields]) -> Community:
    """A new community. It is found and listed at once when it is public."""
    if slug in RESERVED_COMMUNITIES:
        raise SlugReserved(slug)
    with write():
        if Community.objects.filter(slug=slug).exists():
            raise SlugTaken(slug)
        community = Community.objects.create(slug=slug, created_at=at, **fields)
        community.refresh_from_db()
        record(by=by, verb="community.create", object_type="community", object_id=community.pk, at=at,
               community_id=community.pk)  # fmt: skip
        index_community(community)
        announce_community(community)
    return community
