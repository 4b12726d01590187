from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.create_community import SlugReserved, SlugTaken
from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community, refresh_search_above


class AddressSettled(Exception):
    """It was shown before: people may have kept the address, so it stays."""


def change_community_address(*, community: Community, slug: str, by: Actor, at: datetime) -> bool:
    """Give a community that was never shown another part of the address; False when it has it already.

    Raises SlugReserved, SlugTaken, AddressSettled.
    """
    if slug in RESERVED_COMMUNITIES:
        raise SlugReserved(slug)
    with write():
        row = Community.objects.select_for_update().get(pk=community.pk)
        if row.slug == slug:
            return False
        if row.has_settled_address:
            raise AddressSettled(row.slug)
        before, row.slug, row.updated_at = row.slug, slug, at
        try:
            with transaction.atomic():
                row.save(update_fields=["slug", "updated_at"])
        except IntegrityError as taken:
            raise SlugTaken(slug) from taken
        community.refresh_from_db()
        record(by=by, verb="community.change_address", object_type="community", object_id=row.pk, at=at,
               community_id=row.pk, changes={"slug": [before, slug]})  # fmt: skip
        index_community(community)
        index_pages(community, Page.objects.filter(community=community))
        refresh_search_above(community)
        announce_community(community)
    return True
