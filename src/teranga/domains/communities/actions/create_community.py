from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.domains.communities.findable import index_community
from teranga.domains.communities.models import Community
from teranga.domains.communities.publishing import announce_community

SENSITIVE = ("contact_email",)  # an address may be somebody's own: the log says only that it changed


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
    active_times: int
    chapter_kind: str
    welcomes_newcomers: bool
    sources: list[Any]
    licence_note: str
    contact_email: str
    comments: str
    comments_days: int
    drafts_newsletter: bool


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
        community = _insert(slug, at, fields)
        record(by=by, verb="community.create", object_type="community", object_id=community.pk, at=at,
               community_id=community.pk, changes=changed({}, told(fields)))  # fmt: skip
        index_community(community)
        list_community(community)
        announce_community(community)
    return community


def _insert(slug: str, at: datetime, fields: CommunityFields) -> Community:
    is_shown = fields.get("visibility", Community.Visibility.PUBLIC) != Community.Visibility.DRAFT
    try:
        with transaction.atomic():
            community = Community.objects.create(
                slug=slug, created_at=at, shown_at=at if is_shown else None, **fields
            )
    except IntegrityError as taken:  # by somebody else at this moment
        raise SlugTaken(slug) from taken
    community.refresh_from_db()
    return community


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit log tells them: a row by its part of the address."""
    return {name: getattr(value, "slug", value) for name, value in values.items() if name not in SENSITIVE}
