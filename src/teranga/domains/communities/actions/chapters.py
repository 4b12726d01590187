"""Belonging to a chapter: a member of the whole is at home in one chapter of it, or in none."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.communities.actions.membership_moves import audit, move
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.queries_members import chapter_keys
from teranga.domains.people.actions.consents import give_consents, withdraw_consents
from teranga.domains.people.queries import consents_of

State = Membership.State


class NotAChapterHere(Exception):
    """The chapter belongs to another community, or the person is no confirmed member of the whole."""


def choose_chapter(
    *, membership: Membership, chapter: Community | None, by: Actor, at: datetime
) -> Membership | None:
    """Move a confirmed member into a chapter, or out of all of them. Raises NotAChapterHere.

    They stay a member of the whole either way, and are counted once there.
    """
    whole = membership.community
    if membership.state != State.CONFIRMED or (chapter and chapter.parent_id != whole.pk):
        raise NotAChapterHere(chapter.slug if chapter else whole.slug)
    with write():
        rows = Membership.objects.select_for_update(of=("self",)).select_related("community", "person")
        standing = rows.filter(community__in=chapter_keys(whole), person=membership.person).order_by(
            "community_id"
        )
        own = None
        for row in standing:
            if chapter is not None and row.community_id == chapter.pk:
                own = row
            elif row.state != State.LEFT:
                _end(row, by=by, at=at)
        if chapter is None:
            return None
        return _begin(membership, chapter, own, by=by, at=at)


def take_wished_chapter(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Where somebody asked to be at home when they joined. Call inside the write of confirming."""
    wished = membership.wished_chapter
    if wished is not None and wished.parent_id == membership.community_id:
        choose_chapter(membership=membership, chapter=wished, by=by, at=at)
        membership.wished_chapter = None
        membership.save(update_fields=["wished_chapter"])


def _end(row: Membership, *, by: Actor, at: datetime) -> None:
    row.left_at, row.level, row.help_ways, row.came_from = at, "", [], ""
    move(row, "leave", by=by, at=at)
    withdraw_consents(row.person, row.community_id, at=at)
    announce_community(row.community)


def _begin(
    whole: Membership, chapter: Community, row: Membership | None, *, by: Actor, at: datetime
) -> Membership:
    if row is not None and row.state == State.CONFIRMED:
        return row
    if row is None:
        row = Membership.objects.create(community=chapter, person=whole.person, joined_at=at)
        audit(row, "ask", None, by=by, at=at)
    elif row.state == State.LEFT:
        row.joined_at, row.left_at = at, None
        move(row, "ask", by=by, at=at)
    row.level, row.help_ways = whole.level, list(whole.help_ways)
    row.confirmed_at, row.confirmed_by = at, whole.confirmed_by
    row.listed_name = row.listed_folded = row.listed_contact = ""
    move(row, "confirm", by=by, at=at)
    agreed = consents_of(whole.person, whole.community_id)
    give_consents(
        whole.person, chapter.pk, [one.purpose for one in agreed], at=at,
        language=agreed[0].language if agreed else "",
    )  # fmt: skip
    announce_community(chapter)
    return row
