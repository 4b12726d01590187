"""What organisers see of communities, drafts included. Who may see them is settled before these are asked."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from teranga.domains.communities.models import Community, CommunityLink

LONGEST_LIST = 500


def communities_with(ids: Collection[int], *, everywhere: bool = False) -> list[Community]:
    """These communities and their chapters, or all of them."""
    rows = Community.objects.select_related("parent").order_by("id")
    return list((rows if everywhere else rows.filter(Q(pk__in=ids) | Q(parent__in=ids)))[:LONGEST_LIST])


def links_from(community: Community) -> list[CommunityLink]:
    return list(
        CommunityLink.objects.filter(community=community).select_related("other").order_by("position", "id")
    )


def links_to(community: Community) -> list[CommunityLink]:
    """What other communities proposed to this one, or agreed with it."""
    rows = CommunityLink.objects.across_communities("a link concerns both communities")
    return list(rows.filter(other=community).select_related("community").order_by("id"))


def proposals_to(community: Community) -> int:
    rows = CommunityLink.objects.across_communities("a link concerns both communities")
    return rows.filter(other=community, state=CommunityLink.State.PROPOSED).count()


def shown_community(slug: str) -> Community | None:
    """A community that others may know of."""
    return Community.objects.filter(slug=slug, visibility=Community.Visibility.PUBLIC).first()
