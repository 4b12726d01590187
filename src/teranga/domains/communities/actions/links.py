"""Links between communities of this installation: one side proposes, the other one says yes."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community, CommunityLink
from teranga.domains.communities.publishing import announce_community
from teranga.foundation.translated import TranslatedText

SEEN_FROM_THERE = {"parent": "chapter", "chapter": "parent"}
PROPOSED, CONFIRMED = CommunityLink.State.PROPOSED, CommunityLink.State.CONFIRMED


class LinkedWithItself(Exception):
    """A community does not link to itself."""


def propose_link(
    *, community: Community, other: Community, kind: str, note: TranslatedText, by: Actor, at: datetime
) -> CommunityLink:
    """Ask another community for a link; when it asked us the same before, this is our yes."""
    if community.pk == other.pk:
        raise LinkedWithItself(community.slug)
    with write():
        _lock(community, other)
        theirs = CommunityLink.objects.filter(community=other, other=community)
        asked = theirs.filter(kind=SEEN_FROM_THERE.get(kind, kind)).first()
        if asked is not None:
            confirm_link(link=asked, by=by, at=at)
            return asked
        link = CommunityLink.objects.filter(community=community, other=other, kind=kind).first()
        if link is None:
            last = CommunityLink.objects.filter(community=community).count()
            link = CommunityLink.objects.create(
                community=community, other=other, kind=kind, note=note, position=last, state=PROPOSED
            )
            _audit("community.propose_link", link, by, at, {"state": ["", PROPOSED]})
    return link


def confirm_link(*, link: CommunityLink, by: Actor, at: datetime) -> bool:
    """The other side says yes; False when it had already. From now on both communities' pages show it."""
    with write():
        row = CommunityLink.objects.filter(community=link.community_id).select_for_update().get(pk=link.pk)
        if row.state == CONFIRMED:
            return False
        row.state = CONFIRMED
        row.save(update_fields=["state"])
        link.state = row.state
        _audit("community.confirm_link", row, by, at, {"state": [PROPOSED, CONFIRMED]})
        announce_community(row.community)
    return True


def drop_link(*, link: CommunityLink, by: Actor, at: datetime) -> None:
    """Either side takes the link away: a proposal withdrawn or refused, or a link that is over."""
    with write():
        rows = CommunityLink.objects.filter(community=link.community_id).select_related("community", "other")
        row = rows.filter(pk=link.pk).first()
        if row is None:
            return
        announce_community(row.community)
        _audit("community.drop_link", row, by, at, {"state": [row.state, ""]})
        row.delete()


def _lock(*communities: Community) -> None:
    """Two communities that propose to each other at one moment take their turns."""
    rows = Community.objects.filter(pk__in=[one.pk for one in communities])
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def _audit(verb: str, link: CommunityLink, by: Actor, at: datetime, changes: dict[str, list[str]]) -> None:
    """Both communities' logs tell it."""
    for side in (link.community_id, link.other_id):
        if side is not None:
            record(by=by, verb=verb, object_type="community_link", object_id=link.pk, at=at,
                   community_id=side, changes=changes)  # fmt: skip
