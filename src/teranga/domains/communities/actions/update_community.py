from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity import rules
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.create_community import SENSITIVE, CommunityFields
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.findable import index_community, index_pages
from teranga.domains.communities.models import Community, Page
from teranga.domains.communities.publishing import announce_community, refresh_search_above

SHOWN_ELSEWHERE = {"name", "visibility", "default_language"}  # other documents carry or depend on these


def update_community(
    *, community: Community, by: Actor, at: datetime, seen: str = "", **fields: Unpack[CommunityFields]
) -> list[str]:
    """Change what is said of a community; returns the names of the fields that differed.

    `seen` is the mark of what a form showed (seen_values of the same fields). Raises EditedMeanwhile when
    there is something newer; the same form sent twice finds nothing to change.
    """
    with write():
        row = Community.objects.select_for_update().get(pk=community.pk)
        wanted: dict[str, Any] = {**fields}
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if not changed:
            community.refresh_from_db()
            return []
        check_values_unchanged(row, wanted, seen)
        before = {name: getattr(row, name) for name in changed}
        _put(row, {name: wanted[name] for name in changed}, at)
        community.refresh_from_db()
        record(by=by, verb="community.update", object_type="community", object_id=community.pk, at=at,
               community_id=community.pk, changes=_changes(before, wanted))  # fmt: skip
        index_community(community)
        list_community(community)
        if SHOWN_ELSEWHERE & set(changed):
            index_pages(community, Page.objects.filter(community=community))
            refresh_search_above(community)
        announce_community(community)
    return changed


def _put(row: Community, values: dict[str, Any], at: datetime) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = at
    if row.shown_at is None and row.visibility != Community.Visibility.DRAFT:
        row.shown_at = at
    row.save(update_fields=[*values, "updated_at", "shown_at"])


def _changes(before: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    def told(values: dict[str, Any]) -> dict[str, Any]:
        return {name: getattr(values[name], "slug", values[name]) for name in before}

    return rules.changed(told(before), told(wanted), SENSITIVE)
