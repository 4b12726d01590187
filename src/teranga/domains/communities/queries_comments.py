"""Reading comments: what the public sees, what waits for moderators, what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from teranga.domains.communities.models import (
    Comment,
    CommentBan,
    CommentReport,
    Community,
    Membership,
    Page,
    PageAuthor,
)
from teranga.domains.people.models import Person

ON_A_PAGE = 30
PAGE_LENGTH = 50
State = Comment.State


def shown_comments(page: Page, *, after: int = 0, limit: int = PAGE_LENGTH) -> list[Comment]:
    """Comments of a page in the order of their writing, those after the row `after`."""
    rows = Comment.objects.filter(community=page.community_id, page=page, state=State.SHOWN, pk__gt=after)
    return list(rows.order_by("id")[:limit])


def latest_shown(page: Page) -> tuple[list[Comment], bool]:
    """The newest comments of a page, oldest first, and whether there are earlier ones."""
    rows = Comment.objects.filter(community=page.community_id, page=page, state=State.SHOWN)
    found = list(rows.order_by("-id")[: ON_A_PAGE + 1])
    return list(reversed(found[:ON_A_PAGE])), len(found) > ON_A_PAGE


def comment_of(community: Community, number: int) -> Comment | None:
    rows = Comment.objects.filter(community=community, pk=number)
    return rows.select_related("page", "community", "person").first()


def waiting_comments(community: Community, *, after: int = 0) -> list[Comment]:
    rows = Comment.objects.filter(community=community, state=State.WAITING, pk__gt=after)
    return list(rows.select_related("page", "person").order_by("id")[: PAGE_LENGTH + 1])


def reported_comments(community: Community) -> list[tuple[Comment, list[CommentReport]]]:
    """Shown comments with what is open against them."""
    rows = CommentReport.objects.filter(community=community, closed_at=None)
    found: dict[int, tuple[Comment, list[CommentReport]]] = {}
    for row in rows.select_related("comment", "comment__page", "comment__person").order_by("id")[:200]:
        found.setdefault(row.comment_id, (row.comment, []))[1].append(row)
    return list(found.values())


def decided_comments(community: Community, limit: int = 20) -> list[Comment]:
    rows = Comment.objects.filter(community=community, decided_at__isnull=False)
    return list(rows.select_related("page", "person", "decided_by").order_by("-decided_at", "-id")[:limit])


def waiting_count(community: Community) -> int:
    """How much waits for a moderator: comments and reports."""
    waiting = Comment.objects.filter(community=community, state=State.WAITING).count()
    return waiting + CommentReport.objects.filter(community=community, closed_at=None).count()


def arrived_since(community_id: int, since: datetime) -> int:
    waiting = Comment.objects.filter(community=community_id, state=State.WAITING, written_at__gte=since)
    reports = CommentReport.objects.filter(community=community_id, closed_at=None, reported_at__gte=since)
    return waiting.count() + reports.count()


def own_comments(person: Person) -> list[Comment]:
    rows = Comment.objects.across_communities("everything one person wrote, shown to them alone")
    mine = rows.filter(person=person).exclude(state=State.UNCONFIRMED)
    return list(mine.select_related("page", "community").order_by("-id")[:200])


def written_in(person: Person) -> set[int]:
    """Communities whose pages show something that this person wrote."""
    comments = Comment.objects.across_communities("everything one person wrote").filter(person=person)
    stories = PageAuthor.objects.across_communities("everything one person wrote").filter(person=person)
    return {*comments.values_list("community_id", flat=True), *stories.values_list("community_id", flat=True)}


def unconfirmed_of(community: Community, person: Person) -> list[Comment]:
    rows = Comment.objects.filter(community=community, person=person, state=State.UNCONFIRMED)
    return list(rows.select_related("page").order_by("id"))


def recent_bodies(community: Community, at: datetime, *, but: Iterable[int] = ()) -> list[str]:
    """What was written here of late, to notice the same text again."""
    rows = Comment.objects.filter(community=community, written_at__gt=at - timedelta(days=7))
    return list(rows.exclude(pk__in=list(but)).order_by("-id").values_list("body", flat=True)[:200])


def is_banned(community: Community, person: Person) -> bool:
    return CommentBan.objects.filter(community=community, person=person).exists()


def banned_people(community: Community) -> list[CommentBan]:
    rows = CommentBan.objects.filter(community=community)
    return list(rows.select_related("person").order_by("-since", "-id")[:200])


def is_confirmed_member(community: Community, person: Person) -> bool:
    state = Membership.State.CONFIRMED
    return Membership.objects.filter(community=community, person=person, state=state).exists()
