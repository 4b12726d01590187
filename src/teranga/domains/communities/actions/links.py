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
ENDED = CommunityLink.State.ENDED


class LinkedWithItself(Exception):
    """A community does not link to itself."""


def propose_link(
    *, community: Community, other: Community, kind: str, note: TranslatedText, by: Actor, at: datetime,
    since: str = "",
) -> CommunityLink:  # fmt: skip
    """Ask another community for a link; when it asked us the same before, this is our yes.

    A link that ended can be asked for again, with new words.
    """
    if community.pk == other.pk:
        raise LinkedWithItself(community.slug)
    with write():
        _lock(community, other)
        theirs = CommunityLink.objects.filter(community=other, other=community).exclude(state=ENDED)
        asked = theirs.filter(kind=SEEN_FROM_THERE.get(kind, kind)).first()
        if asked is not None:
            confirm_link(link=asked, note=note, by=by, at=at)
            return asked
        link = CommunityLink.objects.filter(community=community, other=other, kind=kind).first()
        if link is None:
            last = CommunityLink.objects.filter(community=community).count()
            link = CommunityLink.objects.create(
                community=community, other=other, kind=kind, note=note, position=last, state=PROPOSED,
                since=since,
            )  # fmt: skip
            _audit("community.propose_link", link, by, at, {"state": ["", PROPOSED]})
        elif link.state == ENDED:
            link.state, link.note, link.since = PROPOSED, note, since
            link.their_note, link.confirmed_at = TranslatedText({}), None
            link.ended_at, link.end_reason = None, ""
            link.save()
            _audit("community.propose_link", link, by, at, {"state": [ENDED, PROPOSED]})
    return link


def confirm_link(*, link: CommunityLink, by: Actor, at: datetime, note: TranslatedText | None = None) -> bool:
    """The other side says yes; False when it had already. From now on both communities' pages show it."""
    with write():
        row = CommunityLink.objects.filter(community=link.community_id).select_for_update().get(pk=link.pk)
        if row.state != PROPOSED:
            return False
        row.state, row.confirmed_at = CONFIRMED, at
        row.their_note = TranslatedText(note or {})
        row.since = row.since or at.date().isoformat()
        row.save(update_fields=["state", "confirmed_at", "their_note", "since"])
        link.state = row.state
        _audit("community.confirm_link", row, by, at, {"state": [PROPOSED, CONFIRMED]})
        announce_community(row.community)
    return True


def end_link(*, link: CommunityLink, reason: str, by: Actor, at: datetime) -> None:
    """Either side ends what both had agreed to. Both desks keep why; no public page shows it any more."""
    with write():
        rows = CommunityLink.objects.filter(community=link.community_id).select_for_update(of=("self",))
        row = rows.select_related("community").filter(pk=link.pk, state=CONFIRMED).first()
        if row is None:
            return
        row.state, row.ended_at, row.end_reason = ENDED, at, " ".join(reason.split())[:300]
        row.save(update_fields=["state", "ended_at", "end_reason"])
        _audit("community.end_link", row, by, at, {"state": [CONFIRMED, ENDED]})
        announce_community(row.community)


def drop_link(*, link: CommunityLink, by: Actor, at: datetime) -> None:
    """A proposal is withdrawn or refused, or what is over is taken off both desks."""
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
