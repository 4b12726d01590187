"""What moderators decide on comments; each decision can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Comment, CommentBan, CommentReport, Community
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.rules_comments import check_comment_move
from teranga.domains.people.models import Person

State = Comment.State
MOST_REPORTS = 20  # open ones against one comment; more say nothing new


class ReportRefused(Exception):
    """Nothing shown stands there, or nothing was written. Nothing was kept."""


def approve_comment(*, comment: Comment, by: Actor, at: datetime) -> None:
    """Show it; reports against it are answered. Raises CommentMoveRefused."""
    _decide(comment, State.SHOWN, "", by, at)


def reject_comment(*, comment: Comment, reason: str, by: Actor, at: datetime) -> None:
    """Do not show it; its author reads why. Raises CommentMoveRefused."""
    _decide(comment, State.REJECTED, reason.strip()[:300], by, at)


def undo_decision(*, comment: Comment, by: Actor, at: datetime) -> None:
    """Back among those that wait, as if nobody had decided. Raises CommentMoveRefused."""
    with write():
        row = _locked(comment)
        was_shown = row.state == State.SHOWN
        _move(row, State.WAITING, "comment.undo", by, at)
        row.decided_at = row.decided_by = None
        row.answer = ""
        row.save(update_fields=["state", "decided_at", "decided_by", "answer"])
        if was_shown:
            announce_community(row.community)


def ban_commenter(*, comment: Comment, by: Actor, at: datetime) -> None:
    """The author of this comment no longer comments here; what waits of theirs is rejected with it."""
    with write():
        row = _locked(comment)
        _ban, is_new = CommentBan.objects.get_or_create(
            community=row.community, person=row.person, defaults={"since": at}
        )
        if is_new:
            _record(row.community, row.person, "comment.ban", by, at)
        waiting = Comment.objects.filter(
            community=row.community, person=row.person, state=State.WAITING
        ).exclude(pk=row.pk)
        for other in waiting.order_by("id"):
            reject_comment(comment=other, reason=_("You may not comment in this community."), by=by, at=at)
        if row.state != State.REJECTED:
            reject_comment(comment=row, reason=_("You may not comment in this community."), by=by, at=at)


def lift_ban(*, ban: CommentBan, by: Actor, at: datetime) -> None:
    with write():
        row = CommentBan.objects.filter(community=ban.community_id, pk=ban.pk).select_for_update().first()
        if row is not None:
            _record(row.community, row.person, "comment.lift_ban", by, at)
            row.delete()


def report_comment(*, comment: Comment, reason: str, key: str, by: Actor, at: datetime) -> None:
    """Ask the moderators to look at a shown comment, once per key. Raises ReportRefused."""
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise ReportRefused(_("Say in a few words what is wrong with it."))

    def act() -> dict[str, int]:
        row = _locked(comment)
        if row.state != State.SHOWN:
            raise ReportRefused(_("This comment is not shown any more."))
        open_ones = CommentReport.objects.filter(community=row.community, comment=row, closed_at=None)
        if open_ones.count() < MOST_REPORTS:
            report = CommentReport.objects.create(
                community=row.community, comment=row, reason=reason, reported_at=at
            )
            _note(row, "comment.report", by, at)
            return {"report": report.pk}
        return {"report": 0}

    with write():
        once(f"report:{comment.pk}", key, at, act)


def dismiss_reports(*, comment: Comment, by: Actor, at: datetime) -> None:
    """It may stay as it is."""
    with write():
        row = _locked(comment)
        if _close_reports(row, at):
            _note(row, "comment.dismiss_reports", by, at)


def _decide(comment: Comment, to: str, answer: str, by: Actor, at: datetime) -> None:
    with write():
        row = _locked(comment)
        was_shown = row.state == State.SHOWN
        if row.state == to:
            return
        _move(row, to, f"comment.{'approve' if to == State.SHOWN else 'reject'}", by, at)
        row.decided_at, row.decided_by_id, row.answer = at, by.person_id, answer
        row.save(update_fields=["state", "decided_at", "decided_by", "answer"])
        _close_reports(row, at)
        if was_shown or to == State.SHOWN:
            announce_community(row.community)


def _move(row: Comment, to: str, verb: str, by: Actor, at: datetime) -> None:
    check_comment_move(row.state, to)
    record(by=by, verb=verb, object_type="comment", object_id=row.pk, at=at,
           community_id=row.community_id, changes={"state": [row.state, str(to)]})  # fmt: skip
    row.state = to


def _close_reports(row: Comment, at: datetime) -> int:
    rows = CommentReport.objects.filter(community=row.community, comment=row, closed_at=None)
    return rows.update(closed_at=at)


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.filter(community=comment.community_id).select_for_update(of=("self",))
    return rows.select_related("community", "person").get(pk=comment.pk)


def _note(row: Comment, verb: str, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="comment", object_id=row.pk, at=at, community_id=row.community_id)


def _record(community: Community, person: Person, verb: str, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="person", object_id=person.pk, at=at, community_id=community.pk)
