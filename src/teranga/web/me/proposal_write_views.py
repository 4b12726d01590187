"""Writing a proposal: begun without an account, kept on every pause, whatever happens to the network."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from teranga.base.idempotency import new_key
from teranga.base.permissions import Access, access
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.normal_forms import DetailRefused
from teranga.domains.proposals import queries
from teranga.domains.proposals.actions import drafts
from teranga.domains.proposals.actions.proving import mail_link
from teranga.domains.proposals.links import own_path
from teranga.domains.proposals.models import Call, CallQuestion, Proposal
from teranga.domains.proposals.queries_call import Whole, code_typed, whole_of
from teranga.domains.proposals.queries_writing import lacks_of, questions_asked
from teranga.domains.proposals.rules_call import is_frozen, questions_for
from teranga.domains.proposals.rules_writing import Told, may_write
from teranga.web.me import proposal_form
from teranga.web.me.proposal_pages import (
    SCRIPTS,
    Own,
    call_of_page,
    choices,
    opened,
    own_page,
    page,
    refusal,
    title_of,
    to_own,
)
from teranga.web.me.visitor import actor_of, client_of, signed_in_person
from teranga.web.public import notfound
from teranga.web.public_forms import KeyedForm

AS_DATA = "application/json"
FORMS_PER_CLIENT = 600  # drafts begun in ten minutes; a whole workshop may sit behind one address


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def begin(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The empty form; the first thing that it sends makes the draft."""
    call = call_of_page(community, event)
    whole = whole_of(call)
    if request.method == "POST":
        return _begun(request, call, whole)
    typed = request.GET.get("code", "")
    code, now = code_typed(call, typed), timezone.now()
    types, tracks = choices(whole, code, now, now, None)
    if not types:
        return _closed(request, call)
    person = signed_in_person(request)
    told = proposal_form.first_told(
        whole, name=person.name if person else "", type=request.GET.get("type", ""),
        language=translation.get_language() or "en",
    )  # fmt: skip
    return _begin_page(request, whole, told, KeyedForm(), typed, types, tracks)


def _begun(request: HttpRequest, call: Call, whole: Whole) -> HttpResponse:
    form, now, typed = KeyedForm(request.POST), timezone.now(), request.POST.get("code", "")
    told, code, person = (
        proposal_form.told_of(request.POST, whole),
        code_typed(call, typed),
        signed_in_person(request),
    )
    if not form.is_valid():
        if wants_data(request):
            return JsonResponse({"again": True}, status=409)
        types, tracks = choices(whole, code, now, now, None)
        return _begin_page(request, whole, told, form, typed, types, tracks, status=422)
    if not note_try("propose", str(call.pk), client_of(request), limit=FORMS_PER_CLIENT,
                    within=timedelta(minutes=10), at=now):  # fmt: skip
        types, tracks = choices(whole, code, now, now, None)
        many = _("Very many people wrote from this place just now. Wait ten minutes, then send again.")
        return _begin_page(request, whole, told, form, typed, types, tracks, 429, many)
    try:
        row = drafts.begin_draft(
            call=call, told=told, shown_at=now - form.took, language=translation.get_language() or "en",
            key=form.idempotency_key, page=_page_name(request), code=code, person=person,
            by=actor_of(person), at=now,
        )  # fmt: skip
    except drafts.NoDrafts as refused:
        types, tracks = choices(whole, code, now, now, None)
        return _begin_page(request, whole, told, form, typed, types, tracks, 409, refusal(refused.why))
    if wants_data(request):
        return _kept(row, request)
    return _go_on(request, row, form_language(request))


@csrf_exempt  # the address holds the secret key, and no cookie is asked: a page may stay open for days
@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def write(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    own = opened(community, event, own_proposal)
    row, now = own.proposal, timezone.now()
    if not may_write(row, queries.phase_of(own.call, now), now):
        return to_own(row)
    if request.method != "POST":
        return _write_page(request, own, _text_now(row), check="check" in request.GET)
    saved = _save(request, own, now)
    if not saved.as_draft and row.state == Proposal.State.DRAFT:
        return to_own(row, "aside/")
    if request.POST.get("act") == "mail":
        return _mail(request, own, saved.proposal)
    return _go_on(request, saved.proposal, form_language(request))


@csrf_exempt  # as above
@access(Access.ANYONE)
@require_POST
@notfound.as_page
def save(request: HttpRequest, community: str, event: str, own_proposal: UUID) -> HttpResponse:
    """What the page sends on every pause. Its answer promises that the words are in the database."""
    own = opened(community, event, own_proposal)
    saved = _save(request, own, timezone.now())
    return _kept(saved.proposal, request, saved.as_draft)


def _save(request: HttpRequest, own: Own, at: datetime) -> drafts.Saved:
    return drafts.save_draft(
        proposal=own.proposal, told=proposal_form.told_of(request.POST, own.whole), page=_page_name(request),
        revision=_revision(request),
        by=actor_of(signed_in_person(request)), at=at,
    )  # fmt: skip


def _kept(row: Proposal, request: HttpRequest, as_draft: bool = True) -> JsonResponse:
    root = f"/{translation.get_language()}{own_path(row)}"
    sent = row.state != Proposal.State.DRAFT
    return JsonResponse({
        "revision": row.revision if as_draft else _revision(request), "page": _page_name(request),
        "aside": not as_draft and not sent, "more": as_draft and bool(_not_shown(request, row)),
        "root": root, "at": timezone.localtime().strftime("%H:%M"),
    })  # fmt: skip


def _text_now(row: Proposal) -> Told:
    """The draft; of what was sent, the change that was not sent yet."""
    told = queries.whole_told(row)
    unsent = queries.unsent_change(row)
    return told | unsent[1] if unsent else told


def _write_page(
    request: HttpRequest, own: Own, told: Told, *, check: bool, status: int = 200, note: str = ""
) -> HttpResponse:
    row, now = own.proposal, timezone.now()
    questions = questions_asked(row, own.speaker)
    lacks = {field: proposal_form.why_words(why) for field, why in lacks_of(row, now)} if check else {}
    types, tracks = choices(own.whole, row.access_code, now, row.started_at, row)
    rows = proposal_form.rows_of(
        own.whole, told, questions, lacks, now, types=types, tracks=tracks,
        knows_contact=own.speaker.person_id is not None,
    )  # fmt: skip
    context = {
        "rows": rows, "own": own, "told": told, "page_name": f"{new_key()[:8]}:1", "note": note,
        "more": _number(request.GET.get("more", "")), "mailed": "mailed" in request.GET,
        "kept": "kept" in request.GET,
        "aside": row.state == Proposal.State.DRAFT and bool(queries.left_aside(row)),
        "sent": row.state != Proposal.State.DRAFT, "count_in": own.call.count_in,
    }  # fmt: skip
    return own_page(
        request, own, "proposal_write", context, title=title_of(row), status=status, scripts=SCRIPTS
    )


def _begin_page(
    request: HttpRequest, whole: Whole, told: Told, form: KeyedForm, code: str, types: Any, tracks: Any,
    status: int = 200, note: str = "",
) -> HttpResponse:  # fmt: skip
    person, now = signed_in_person(request), timezone.now()
    slug = told.get("type")
    type = next((row for row in whole.offered_types if row.slug == slug), None)
    questions = [
        one for about in ("proposal", "speaker")
        for one in questions_for(whole.asked_questions, about=about, type=type, track=None, answers={})
    ]  # fmt: skip
    rows = proposal_form.rows_of(
        whole, told, questions, {}, now, types=types, tracks=tracks,
        knows_contact=person is not None and bool(person.contact_points.exclude(verified_at=None)),
    )  # fmt: skip
    context = {
        "rows": rows, "form": form, "code": code, "call": whole.call, "page_name": f"{new_key()[:8]}:1",
        "deadline": whole.call.closes_at, "note": note, "count_in": whole.call.count_in,
    }  # fmt: skip
    return page(request, "proposal_begin", context, title=_("Write a proposal"), event=whole.call.event,
                status=status)  # fmt: skip


def _closed(request: HttpRequest, call: Call) -> HttpResponse:
    opens = call.opens_at if call.opens_at > timezone.now() else None
    title = _("The call opens later") if opens else _("The call is closed")
    return page(request, "proposal_closed", {"call": call, "opens": opens}, title=title, event=call.event,
                status=409)  # fmt: skip


def _mail(request: HttpRequest, own: Own, row: Proposal) -> HttpResponse:
    row.call.event = row.event = own.proposal.event
    try:
        mail_link(proposal=row, contact=row.contact, language=translation.get_language() or "en",
                  at=timezone.now())  # fmt: skip
    except DetailRefused as refused:
        own = opened(row.event.community.slug, row.event.slug, row.uuid)
        return _write_page(request, own, _text_now(row), check=False, status=422, note=str(refused))
    return to_own(row, "write/?mailed=1")


def _go_on(request: HttpRequest, row: Proposal, language: str) -> HttpResponse:
    """Where the pressed button leads: the check, another language, or on with the writing."""
    below = "check/?kept=1" if request.POST.get("act", "") == "check" else "write/?kept=1"
    if new := _not_shown(request, row):
        below = f"write/?kept=1&more={len(new)}#q{new[0].pk}"
    return HttpResponseRedirect(f"/{language}{own_path(row)}{below}")


def _not_shown(request: HttpRequest, row: Proposal) -> list[CallQuestion]:
    """Questions that the answers of this form bring: it did not hold them, and nobody has answered them."""
    if row.state != Proposal.State.DRAFT:
        return []
    speaker, now = queries.writer_of(row), timezone.now()
    there = {*request.POST, *(f"q{number}" for number in request.POST.getlist("boxes"))}
    answered = queries.answers_of(row, speaker)
    return [
        one for one in questions_asked(row, speaker)
        if f"q{one.pk}" not in there and one.pk not in answered
        and one.kind != CallQuestion.Kind.FILE and not is_frozen(one, now)
    ]  # fmt: skip


def form_language(request: HttpRequest) -> str:
    wanted = request.POST.get("act", "").removeprefix("in-")
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "en"


def wants_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == AS_DATA


def _revision(request: HttpRequest) -> int:
    """What the page has read. One whose text was kept aside may not replace the draft it did not read."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 4 else 0


def _page_name(request: HttpRequest) -> str:
    return request.POST.get("page", "")[:40]
