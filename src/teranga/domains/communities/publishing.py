"""What grows stale when something public about a community changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q

from teranga.base import stamps
from teranga.domains.communities.models import Community, CommunityLink


class Announcement(Protocol):
    """A floor above that shows things under a community's name. It joins at start-up."""

    def scopes(self, community: Community) -> Iterable[str]:
        """The stamps of what that floor shows of this community."""

    def refresh_search(self, community: Community) -> None:
        """Rewrite that floor's search documents, because the community's name or visibility changed."""


_announcements: list[Announcement] = []


def join_announcements(announcement: Announcement) -> None:
    _announcements.append(announcement)


def announce_community(community: Community) -> None:
    """Make every saved page that names this community stale. Call inside the write."""
    scopes = [stamps.INSTALLATION, *(stamps.community_scope(known) for known in _neighbours(community))]
    for announcement in _announcements:
        scopes.extend(announcement.scopes(community))
    stamps.bump(scopes)


def refresh_search_above(community: Community) -> None:
    for announcement in _announcements:
        announcement.refresh_search(community)


def _neighbours(community: Community) -> set[int]:
    """The community itself, its parent, its chapters, and those linked with it in either direction."""
    family = Community.objects.filter(Q(parent=community.pk) | Q(pk=community.parent_id))
    links = CommunityLink.objects.across_communities("a link shows on both communities' pages")
    linked = links.filter(Q(community_id=community.pk) | Q(other_id=community.pk)).values_list(
        "community_id", "other_id"
    )
    return {
        community.pk,
        *family.values_list("pk", flat=True),
        *(known for pair in linked for known in pair if known),
    }
