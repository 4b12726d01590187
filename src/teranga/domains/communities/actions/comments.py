"""Writing a comment, proving that the address is one's own, changing it and taking it away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from teranga.base import jobs
from teranga.base.idempotency import once
from teranga.base.moderation import score
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Comment, Community, Membership, Page
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.queries_comments import is_banned, is_confirmed_member, recent_bodies
from teranga.domains.communities.rules_comments import (
    LONGEST_COMMENT,
    check_comment_move,
    first_state,
    takes_comments,
)
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.actions.persons import (
    describe_person,
    forget_person,
    lock_contact_point,
    locked_contact_point,
    prove_contact_point,
)
from teranga.domains.people.actions.sign_in_codes import issue_code, use_code, use_link
from teranga.domains.people.models import ContactPoint, Person
from teranga.domains.people.normal_forms import Contact, email_address, person_name
from teranga.domains.people.queries import is_proved
from teranga.foundation.translated import TranslatedText

State = Comment.State
FORGOTTEN_AFTER = timedelta(days=2)  # nobody confirmed that the address is theirs
MOST_UNCONFIRMED = 5  # of one address in one community at a time


class CommentRefused(Exception):
    """This comment cannot be written here. The text says why; nothing was written."""


class CommentCodeRefused(Exception):
    """The code or link opens nothing; it never says why."""


@dataclass(frozen=True, slots=True)
class CommentResult:
    """What comes next: "confirm" (type the mailed code), "waiting" or "shown"."""

    next_step: str
    comment_id: int


def write_comment(
    *, page: Page, by: Actor, at: datetime, key: str, name: str, body: str, language: str, contact: str = "",
    took: timedelta | None = None, person: Person | None = None,
) -> CommentResult:  # fmt: skip
    """Write it once per key. Without `person` a code goes to the address first. Raises CommentRefused."""
    name, body = person_name(name)[:80], _checked(body)
    address = "" if person else email_address(contact)

    def act() -> dict[str, object]:
        community = Community.objects.get(pk=page.community_id)
        if not takes_comments(page, community, at):
            raise CommentRefused(_("Comments are closed here."))
        writer = person or _writer(community, address, at)
        if person and is_banned(community, person):
            raise CommentRefused(_("You may not comment in this community."))
        found = score(body, took=took, earlier=recent_bodies(community, at))
        comment = Comment.objects.create(
            community=community, page=page, person=writer, name=name, body=body, language=language,
            points=found.points, reasons=list(found.reasons), written_at=at,
        )  # fmt: skip
        if person:
            return {"next_step": _settle(comment, by, at), "comment_id": comment.pk}
        _send_code(community, writer, address, name, language, at)
        _forget_later(at)
        return {"next_step": "confirm", "comment_id": comment.pk}

    with write():
        return CommentResult(**once(f"comment:{page.pk}", key, at, act))


def confirm_comments_by_code(
    *, community: Community, contact: str, code: str, comment_ids: Collection[int], at: datetime
) -> tuple[Person, list[Comment]]:
    """Whose address it is, and these comments, settled now. Raises CommentCodeRefused.

    Only those that the same browser wrote: somebody else may have typed the address under other words.
    """
    with write():
        point = lock_contact_point(Contact(ContactPoint.Kind.EMAIL, email_address(contact)))
        is_right = point is not None and use_code(point, code, community_id=community.pk, at=at)
        found = _confirmed(community, point, comment_ids, at) if point and is_right else None
    if found is None:
        raise CommentCodeRefused
    return found


def confirm_comments_by_link(
    *, community: Community, token: str, comment_ids: Collection[int], at: datetime
) -> tuple[Person, list[Comment]]:
    """The same with the link of the mail, for those that its reader said are theirs."""
    with write():
        point = use_link(token, community_id=community.pk, at=at)
        found = _confirmed(community, point, comment_ids, at) if point else None
    if found is None:
        raise CommentCodeRefused
    return found


def edit_comment(*, comment: Comment, body: str, by: Actor, at: datetime) -> str:
    """The author's own change, looked at again like a new one; returns the state. Raises CommentRefused."""
    body = _checked(body)
    with write():
        row = _locked(comment)
        if is_banned(row.community, row.person):
            raise CommentRefused(_("You may not comment in this community."))
        if not takes_comments(row.page, row.community, at):
            raise CommentRefused(_("Comments are closed here."))
        if row.body == body:
            return row.state
        found = score(body, earlier=recent_bodies(row.community, at, but=[row.pk]))
        was_shown = row.state == State.SHOWN
        row.body, row.edited_at, row.points, row.reasons = body, at, found.points, list(found.reasons)
        is_member = is_confirmed_member(row.community, row.person)
        row.state = first_state(row.community, found.points, is_member=is_member)
        row.decided_at = row.decided_by = None
        row.answer = ""
        row.save()
        _note(row, "comment.edit", by, at, {})
        if was_shown or row.state == State.SHOWN:
            announce_community(row.community)
    return row.state


def take_away_comment(*, comment: Comment, by: Actor, at: datetime) -> None:
    """Its author deletes it; nothing of it stays."""
    with write():
        row = _locked(comment)
        was_shown = row.state == State.SHOWN
        _note(row, "comment.take_away", by, at, {"state": [row.state, None]})
        row.delete()
        if was_shown:
            announce_community(row.community)


def forget_unconfirmed_comments(at: datetime) -> int:
    """Comments whose address nobody confirmed, with the people who were made for them alone."""
    rows = Comment.objects.across_communities("what nobody confirmed is forgotten everywhere")
    old = rows.filter(state=State.UNCONFIRMED, written_at__lt=at - FORGOTTEN_AFTER).select_related("person")
    with write():
        people = {row.person_id: row.person for row in old}
        count = old.delete()[0]
        for person in people.values():
            if person.forgotten_at is None and not is_proved(person) and not _is_known(person):
                forget_person(person, at=at)
    return count


def _is_known(person: Person) -> bool:
    rows = Membership.objects.across_communities("whether any community knows this person")
    return rows.filter(person=person).exists() or person.consents.exists()


def _checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise CommentRefused(_("Write a few words."))
    if len(body) > LONGEST_COMMENT:
        raise CommentRefused(_("The comment is too long: at most 4,000 letters."))
    return body


def _writer(community: Community, address: str, at: datetime) -> Person:
    point = locked_contact_point(Contact(ContactPoint.Kind.EMAIL, address), at=at)
    waiting = Comment.objects.filter(community=community, person=point.person, state=State.UNCONFIRMED)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise CommentRefused(_("Type the code of the mail that you got first."))
    return point.person


def _send_code(
    community: Community, person: Person, address: str, name: str, language: str, at: datetime
) -> None:
    point = lock_contact_point(Contact(ContactPoint.Kind.EMAIL, address))
    fresh = issue_code(point, purpose="comment", community_id=community.pk, at=at) if point else None
    if fresh is None:
        return
    values = {
        "name": name, "code": fresh.code,
        "community": TranslatedText(community.name).in_language(language, community.default_language),
        "link": f"{settings.BASE_URL}/{language}/{community.slug}/comments/link/{fresh.token}/",
    }  # fmt: skip
    text = write_letter("comment_code", language, values, community_id=community.pk)
    queue_mail(
        text, to=address, cause=f"comment-code:{fresh.id}", at=at, expires_at=fresh.expires_at,
        community_id=community.pk, person_id=person.pk, reply_to=community.contact_email,
    )  # fmt: skip


def _confirmed(
    community: Community, point: ContactPoint, comment_ids: Collection[int], at: datetime
) -> tuple[Person, list[Comment]]:
    prove_contact_point(point, at=at)
    person, by = point.person, Actor("member", point.person_id)
    rows = Comment.objects.filter(
        community=community, person=person, state=State.UNCONFIRMED, pk__in=list(comment_ids)
    )
    found = list(rows.select_related("page", "community", "person").order_by("id"))
    if found and not person.name:
        describe_person(person, name=found[0].name)
    for comment in found:
        _settle(comment, by, at)
    return person, found


def _settle(comment: Comment, by: Actor, at: datetime) -> str:
    """Where a comment goes whose author is proved: rejected for those who may not, shown or waiting."""
    community, person = comment.community, comment.person
    to: str = State.REJECTED
    if not is_banned(community, person):
        is_member = is_confirmed_member(community, person)
        to = first_state(community, comment.points, is_member=is_member)
    check_comment_move(comment.state, to)
    comment.state = to
    comment.save(update_fields=["state"])
    _note(comment, "comment.write", by, at, {"state": [None, str(to)]})
    if to == State.SHOWN:
        announce_community(community)
    return str(to)


def _forget_later(at: datetime) -> None:
    jobs.enqueue(
        "communities.forget_unconfirmed_comments", at=at + FORGOTTEN_AFTER + timedelta(hours=1),
        unique_key=f"forget-comments:{at:%Y-%m-%dT%H}",
    )  # fmt: skip


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.filter(community=comment.community_id).select_for_update(of=("self",))
    return rows.select_related("community", "page", "person").get(pk=comment.pk)


def _note(comment: Comment, verb: str, by: Actor, at: datetime, changes: dict[str, list[str | None]]) -> None:
    """The log tells that something was written, never what: its author may take it away."""
    record(by=by, verb=verb, object_type="comment", object_id=comment.pk, at=at,
           community_id=comment.community_id, changes=changes)  # fmt: skip
