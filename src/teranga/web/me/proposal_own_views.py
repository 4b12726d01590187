"""The page on which a proposal stands once it is sent, and what its writer may still do there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.models import Person
from teranga.domains.proposals import queries
from teranga.domains.proposals.actions import drafts, sending
from teranga.domains.proposals.links import own_path
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.rules import IllegalProposalMove
from teranga.domains.proposals.rules_call import grace_ends_at
from teranga.domains.proposals.rules_writing import BY_WRITER, may_write
from teranga.web import proposal_words as words
from teranga.web.me import pages, proposal_seen
from teranga.web.me.proposal_pages import (
    SCRIPTS,
    opened,
    own_page,
    title_of,
    to_own,
)
from teranga.web.me.visitor import actor_of, for_members, signed_in_person
from teranga.web.public import notfound

S = Proposal.State


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def own(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    """Where it stands, as far as its speakers are told; what is next, and when."""
    one = opened(community, event, own_proposal)
    row, now = one.proposal, timezone.now()
    if row.state == S.DRAFT:
        return to_own(row, "write/")
    context = {
        "state": row.told_state, "path": _path(row.told_state), "next": next_words(row, one.call),
        "may_change": may_write(row, queries.phase_of(one.call, now), now),
        "until": grace_ends_at(one.call, row.type),
        "may_withdraw": row.told_state in BY_WRITER, "sent": "sent" in request.GET,
        "changed": "changed" in request.GET, "speakers": queries.speakers_of(row),
        "unsent": queries.unsent_change(row) is not None, "aside": bool(queries.left_aside(row)),
        "may_resume": row.state == S.WITHDRAWN,
        "seen": proposal_seen.seen_by_reviewers(one),
    }  # fmt: skip
    return own_page(request, one, "proposal_own", context, title=title_of(row), scripts=SCRIPTS)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def aside(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    """Two pages wrote at once: both texts, and the writer's choice. Neither is lost by it."""
    one = opened(community, event, own_proposal)
    row, by, now = one.proposal, actor_of(signed_in_person(request)), timezone.now()
    if request.method == "POST":
        take, drop = request.POST.get("take", ""), request.POST.get("drop", "")
        if take.isdecimal():
            drafts.take_aside(proposal=row, aside=int(take[:18]), by=by, at=now)
            return to_own(row, "write/?kept=1")
        if drop.isdecimal():
            drafts.drop_aside(proposal=row, aside=int(drop[:18]), by=by, at=now)
        return to_own(row, "aside/")
    kept = queries.left_aside(row)
    if not kept:
        return to_own(row, "write/" if row.state == S.DRAFT else "")
    context = {
        "now": proposal_seen.differences(one, kept), "kept": kept, "is_sent": row.state != S.DRAFT,
        "may_take": may_write(row, queries.phase_of(one.call, now), now),
    }  # fmt: skip
    return own_page(request, one, "proposal_aside", context, title=_("Two texts, both kept"))


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def withdraw(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    one = opened(community, event, own_proposal)
    row = one.proposal
    if request.method != "POST":
        return own_page(request, one, "proposal_withdraw", {}, title=_("Withdraw your proposal"))
    try:
        if row.told_state in BY_WRITER:
            sending.withdraw_proposal(proposal=row, by=actor_of(signed_in_person(request)), at=timezone.now())
    except IllegalProposalMove:
        return to_own(row)
    return to_own(row)


@access(Access.ANYONE)
@require_POST
@notfound.as_page
def resume(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    one = opened(community, event, own_proposal)
    try:
        sending.resume_proposal(
            proposal=one.proposal, by=actor_of(signed_in_person(request)), at=timezone.now()
        )
    except (sending.NotTaken, IllegalProposalMove):
        return to_own(one.proposal)
    return to_own(one.proposal, "write/")


@access(Access.MEMBER)
@require_safe
@for_members
def mine(request: HttpRequest, person: Person) -> HttpResponse:
    """All that somebody wrote or speaks in: what they were told, and what is next."""
    rows = queries.proposals_of(person)
    for row in rows:
        row.call.event = row.event
    told = [(row, own_path(row), next_words(row, row.call)) for row in rows]
    context = {"proposals": told, "words": words}
    return pages.form_page(request, "proposals", context, title=_("Your proposals"))


def _path(state: str) -> list[tuple[str, str]]:
    """Where the proposal is: (name, "past", "here" or "ahead")."""
    names = [_("Written"), _("Sent"), _("Answer"), _("On stage")]
    at = {S.DRAFT: 0, S.SUBMITTED: 1, S.NEEDS_INFO: 1, S.CONFIRMED: 3}.get(S(state), 2)
    return [(name, "past" if place < at else "here" if place == at else "ahead")
            for place, name in enumerate(names)]  # fmt: skip


def next_words(row: Proposal, call: Call) -> str:
    """What happens next, and when."""
    day = words.day_words(call.decide_by) if call.decide_by else ""
    waits = _("You hear by {day}.").format(day=day) if day else _("You hear once the committee has chosen.")
    return {
        S.SUBMITTED: waits, S.NEEDS_INFO: _("Answer the question, then the committee goes on."),
        S.ACCEPTED: _("Say in time whether you come: the mail with the answer has the link."),
        S.PROMOTED: _("Say in time whether you come: the mail with the answer has the link."),
        S.RESERVE: _("If somebody cannot come, you move up, and a mail tells you at once."),
        S.CONFIRMED: _("Your session stands in the programme once it is published."),
        S.WITHDRAWN: _("Nobody reviews it any more. While the call is open you can take it up again."),
    }.get(S(row.told_state), "")  # fmt: skip
