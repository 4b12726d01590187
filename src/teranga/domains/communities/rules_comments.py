"""Where comments may be written, until when, and which appear without waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.domains.communities.models import Comment, Community, Page

LONGEST_COMMENT = 4000  # characters
State = Comment.State
# Who moves a comment from where to where; its author takes it away, which deletes it.
MOVES: dict[str, tuple[str, ...]] = {
    State.UNCONFIRMED: (State.WAITING, State.SHOWN, State.REJECTED),
    State.WAITING: (State.SHOWN, State.REJECTED),
    State.SHOWN: (State.WAITING, State.REJECTED),
    State.REJECTED: (State.WAITING, State.SHOWN),
}


class CommentMoveRefused(Exception):
    """A comment in this state cannot go to that one. Nothing was changed."""

    def __init__(self, state: str, to: str) -> None:
        super().__init__(f"What is {state} cannot become {to}.")
        self.state, self.to = state, to


def check_comment_move(state: str, to: str) -> None:
    if to not in MOVES[state]:
        raise CommentMoveRefused(str(state), str(to))


def closes_at(page: Page, community: Community) -> datetime | None:
    """The moment after which nobody writes below this page; None: it stays open."""
    if not community.comments_days or page.published_at is None:
        return None
    return page.published_at + timedelta(days=community.comments_days)


def takes_comments(page: Page, community: Community, at: datetime) -> bool:
    """Stories and news of a living community, while their time runs."""
    if community.kind == Community.Kind.STORY or community.comments == Community.Comments.OFF:
        return False
    if page.kind == Page.Kind.PAGE or not page.takes_comments:
        return False
    if page.published_at is None or page.published_at > at:
        return False
    end = closes_at(page, community)
    return end is None or at < end


def first_state(community: Community, points: int, *, is_member: bool) -> str:
    """Shown at once: from a member, where the community wants that, and without anything strange."""
    trusted = is_member and community.comments == Community.Comments.MEMBERS and not points
    return State.SHOWN if trusted else State.WAITING
