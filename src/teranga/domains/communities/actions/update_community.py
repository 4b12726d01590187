from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.create_community import CommunityFields
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community, refresh_search_above

SHOWN_ELSEWHERE = {"name", "visibility", "default_language"}  # other documents carry or depend on these


def update_community(
    *, community: Community, by: Actor, at: datetime, **fields: Unpack[CommunityFields]
) -> list[str]:
    """Change what is said of a community; returns the names of the fields that differed."""
    with write():
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(community, name) != value]
        if not changed:
            return []
        for name in changed:
            setattr(community, name, wanted[name])
        community.save(update_fields=changed)
        community.refresh_from_db()
        record(by=by, verb="community.update", object_type="community", object_id=community.pk, at=at,
               community_id=community.pk, changes={"fields": changed})  # fmt: skip
        index_community(community)
        if SHOWN_ELSEWHERE & set(changed):
            index_pages(community, Page.objects.filter(community=community))
            refresh_search_above(community)
        announce_community(community)
    return changed
