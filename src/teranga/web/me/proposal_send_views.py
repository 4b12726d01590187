"""Looking at it as reviewers will, proving an address, and sending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.proposals import queries
from teranga.domains.proposals.actions import proving, sending
from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_writing import lacks_of, past_talks, questions_asked
from teranga.domains.proposals.rules import IllegalProposalMove
from teranga.web.me import pages, proposal_form, proposal_seen
from teranga.web.me.evenly import evenly
from teranga.web.me.forms import CodeForm
from teranga.web.me.proposal_pages import (
    SCRIPTS,
    Own,
    call_of_page,
    opened,
    own_page,
    page,
    refusal,
    to_own,
)
from teranga.web.me.visitor import actor_of, sign_in, signed_in_person
from teranga.web.public import notfound

S = Proposal.State


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def check(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    """Exactly what reviewers will see, what is still missing, and the button."""
    one = opened(community, event, own_proposal)
    row = one.proposal
    if request.method != "POST":
        return _check_page(request, one)
    person = one.speaker.person or _known(request)
    if row.state != S.DRAFT:
        return _send_change(request, one)
    if lacks_of(row, timezone.now()):
        return _check_page(request, one, status=422)
    if person is None:
        return _ask_code(request, one)
    return _send(request, one, person)


def _known(request: HttpRequest) -> Person | None:
    person = signed_in_person(request)
    return person if person and person.contact_points.exclude(verified_at=None).exists() else None


def _send(request: HttpRequest, one: Own, person: Person) -> HttpResponse:
    row = one.proposal
    try:
        sending.submit_proposal(proposal=row, person=person, by=actor_of(person), at=timezone.now())
    except sending.NotWhole:
        return to_own(row, "check/")
    except sending.NotTaken as refused:
        return _check_page(request, one, refusal(refused.why), 409)
    except IllegalProposalMove:
        return to_own(row)
    return to_own(row, "?sent=1")


def _send_change(request: HttpRequest, one: Own) -> HttpResponse:
    row = one.proposal
    unsent = queries.unsent_change(row)
    kept = unsent[1] if unsent else {}
    try:
        sending.send_change(
            proposal=row, told=kept, by=actor_of(signed_in_person(request)), at=timezone.now()
        )
    except sending.NotWhole:
        return _check_page(request, one, status=422)
    except sending.NotTaken as refused:
        return _check_page(request, one, refusal(refused.why), 409)
    except sending.MayNotChange:
        return _check_page(request, one, _("It can no longer be changed. What you wrote is kept below."), 409)
    return to_own(row, "?changed=1")


def _ask_code(request: HttpRequest, one: Own) -> HttpResponse:
    try:
        proving.mail_code(
            call=one.call, contact=one.proposal.contact, language=translation.get_language() or "en",
            of=one.proposal, at=timezone.now(),
        )  # fmt: skip
    except DetailRefused as refused:
        return _check_page(request, one, str(refused), 422)
    return to_own(one.proposal, "code/")


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def code(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    """The mailed code shows whose address it is; with it the proposal is sent."""
    one = opened(community, event, own_proposal)
    form = CodeForm(one.proposal.event.community, request.POST or None,
                    initial={"contact": one.proposal.contact})  # fmt: skip
    person = _proved(request, form, one.call, one.proposal) if form.is_bound and form.is_valid() else None
    if person is None:
        context = {**_code_context(one.proposal.contact), "form": form}
        return own_page(request, one, "proposal_code", context, title=_("Type your code"))
    sign_in(request, person)
    return _send(request, opened(community, event, own_proposal), person)


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
@notfound.as_page
def go_on(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """On another device: an address, its code, and the drafts of that address."""
    call = call_of_page(community, event)
    typed, contact, refused = request.POST.get("code"), request.POST.get("contact", "").strip(), ""
    form = CodeForm(call.event.community, request.POST if typed is not None else None,
                    initial={"contact": contact})  # fmt: skip
    if typed is not None and form.is_valid() and (person := _proved(request, form, call, None)):
        sign_in(request, person)
        mine = queries.drafts_of_address(call, form.cleaned_data["contact"])
        return to_own(mine[0]) if len(mine) == 1 else HttpResponseRedirect(reverse("me-proposals"))
    if typed is None and contact:
        try:
            proving.mail_code(call=call, contact=contact, language=translation.get_language() or "en",
                              at=timezone.now())  # fmt: skip
        except DetailRefused as wrong:
            contact, refused = "", str(wrong)
    context = {**_code_context(contact), "form": form, "call": call, "refused": refused}
    return page(request, "proposal_go_on", context, title=_("Go on with a draft"), event=call.event,
                scripts=("once.js",), status=422 if refused else 200)  # fmt: skip


def _proved(request: HttpRequest, form: CodeForm, call: Call, of: Proposal | None) -> Person | None:
    try:
        return proving.prove_address(
            call=call, language=translation.get_language() or "en", of=of, by=actor_of(None),
            at=timezone.now(), **form.cleaned_data,
        )  # fmt: skip
    except proving.CodeRefused:
        form.add_error("code", pages.code_refused())
    except DetailRefused as refused:
        form.add_error("contact", str(refused))
    return None


def _check_page(request: HttpRequest, one: Own, note: str = "", status: int = 200) -> HttpResponse:
    row, now = one.proposal, timezone.now()
    unsent = queries.unsent_change(row)
    if unsent is not None:
        looked = sending.look_ahead(
            proposal=row, told=unsent[1], at=now,
            look=lambda changed: _looked(Own(changed, queries.writer_of(changed), one.whole)),
        )  # fmt: skip
    else:
        looked = _looked(one)
    context: dict[str, Any] = {
        **looked, "kept": "kept" in request.GET, "note": note, "is_change": row.state != S.DRAFT,
        "needs_code": one.speaker.person_id is None and _known(request) is None,
        "aside": row.state == S.DRAFT and bool(queries.left_aside(row)),
        "past": past_talks(row.event.community, row.title, row.language),
    }  # fmt: skip
    return own_page(
        request, one, "proposal_check", context, title=_("Look at it, then send it"), status=status,
        scripts=SCRIPTS,
    )  # fmt: skip


def _looked(one: Own) -> dict[str, Any]:
    """What it still needs, what reviewers see of it, and what they do not."""
    questions = questions_asked(one.proposal, one.speaker)
    return {
        "lacks": [
            (field, proposal_form.label_of(field, questions), proposal_form.why_words(why))
            for field, why in lacks_of(one.proposal, timezone.now())
        ],
        "seen": proposal_seen.seen_by_reviewers(one),
        "hidden": proposal_seen.kept_from_reviewers(one, questions),
    }


def _code_context(contact: str) -> dict[str, Any]:
    return {"contact": contact, "mail_leaves": settings.MAIL_CONFIGURED, "is_demo": settings.DEMO}
