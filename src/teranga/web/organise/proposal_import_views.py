"""Bringing proposals along from pretalx or a table: sent, looked at, put in by a second click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.idempotency import new_key, once
from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused, receive
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.actions import importing as actions
from teranga.domains.proposals.actions.taking_back import CannotTakeBack, take_import_back
from teranga.domains.proposals.models import Call, ProposalImport
from teranga.domains.proposals.queries_desk import call_at
from teranga.domains.proposals.queries_import import (
    candidates_for,
    import_of,
    imports_of,
    plan_of,
    sample_of,
)
from teranga.formats.proposals import Unreadable
from teranga.web import proposal_words as words
from teranga.web.organise import proposal_import_words as said
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound

EDIT = {"verb": Verb.EDIT, "area": Area.PROPOSALS}
State = ProposalImport.State
AGAIN = "2"  # seconds after which a page that waits asks again
FIRST = 1  # writer of reviews in the look


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def bring(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, refusal = _call(request), ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            number = _kept(request, call, sent.name if sent else "", receive(sent, largest=actions.LARGEST))
            return HttpResponseRedirect(f"{here(request, 'proposals/import/')}{number}/")
        except UploadRefused as refused:
            refusal = said.why_unreadable("empty" if refused.reason == "none" else refused.reason)
        except Unreadable as refused:
            refusal = said.why_unreadable(refused.why)
    context = {
        "uploads": [(row, said.state_words(row.state)) for row in imports_of(call)], "refusal": refusal,
        "root": here(request, "proposals/import/"), "key": new_key(), "zone": request.event.zone,
        "limit": actions.LARGEST >> 20,
    }  # fmt: skip
    title = _("Bring proposals along")
    return desk_page(request, "proposals/import", context, title=title, status=422 if refusal else 200)


def _kept(request: HttpRequest, call: Call, name: str, content: bytes) -> int:
    def act() -> dict[str, Any]:
        row = actions.receive_proposals(
            call=call, file_name=name, content=content, by=request.actor, at=timezone.now()
        )
        return {"upload": row.pk}

    key = request.POST.get("key", "")
    return int(once(f"desk:proposals:{call.pk}", key, timezone.now(), act)["upload"])


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def report(request: HttpRequest, community: str, event: str, upload: int) -> HttpResponse:
    return _report(request, import_of(_call(request), upload))


def _report(request: HttpRequest, row: ProposalImport, refusal: str = "") -> HttpResponse:
    plan = plan_of(row) if row.state == State.READ else None
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id else None
    waits = row.state == State.APPLYING or (row.has_folder and row.state == State.APPLIED)
    failed = job is not None and job.state in (Job.State.FAILED, Job.State.CANCELLED)
    context = {
        "upload": row, "state": said.state_words(row.state), "refusal": refusal, "plan": plan,
        "columns": sample_of(row) if plan else [], "words": words, "job": job, "failed": waits and failed,
        "fields": said.fields(), "parts": said.parts_of(plan) if plan else [],
        "states": [(words.state_name(state), count) for state, count in plan.states.items()] if plan else [],
        "left_out": said.left_out(plan) if plan else [], "drafts": said.drafts_in(plan) if plan else "",
        "lacking": said.lacking_in(plan) if plan else "",
        "shown": plan.new[:said.SHOWN] if plan else [],
        "candidates": candidates_for(row.call) if plan else {},
        "done": [(said.part_words(part), count) for part, count in row.report.items() if count],
        "waits": waits and not failed, "can_go": row.state == State.APPLIED and not row.has_folder,
        "root": here(request, "proposals/import/"), "proposals": here(request, "proposals/"),
    }  # fmt: skip
    response = desk_page(
        request, "proposals/import_report", context, title=row.file_name or _("A file"),
        status=409 if refusal else 200,
    )  # fmt: skip
    if waits and not failed:
        response.headers["Refresh"] = AGAIN
    return response


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def settle(request: HttpRequest, community: str, event: str, upload: int) -> HttpResponse:
    """Choose the columns or the writers of reviews, put it in, leave it, or take it back."""
    row = import_of(_call(request), upload)
    try:
        _do(request, row, request.POST.get("what", ""))
    except actions.ImportSettled:
        refusal = _("This file was put in or left meanwhile. Nothing more was changed.")
        return _report(request, import_of(_call(request), upload), refusal)
    except CannotTakeBack as refused:
        return _report(request, import_of(_call(request), upload), said.why_it_stays(refused.codes))
    return HttpResponseRedirect(f"{here(request, 'proposals/import/')}{row.pk}/")


def _do(request: HttpRequest, row: ProposalImport, what: str) -> None:
    by, at = request.actor, timezone.now()
    match what:
        case "correct":
            columns = [request.POST.get(f"column_{place}", "") for place in range(len(row.columns))]
            actions.choose_columns(upload=row, columns=columns, by=by, at=at)
        case "match":
            actions.match_writers(upload=row, people=_people(request, row), by=by, at=at)
        case "apply":
            if row.state == State.READ and f"writer_{FIRST}" in request.POST:
                actions.match_writers(upload=row, people=_people(request, row), by=by, at=at)
            actions.ask_to_put_in(upload=row, by=by, at=at)
        case "take_back":
            take_import_back(upload=row, by=by, at=at)
        case _:
            actions.drop_import(upload=row, by=by, at=at)


def _people(request: HttpRequest, row: ProposalImport) -> dict[str, int]:
    """Who was chosen for each writer of the look."""
    if row.state != State.READ:
        return {}
    found = {}
    for place, one in enumerate(plan_of(row).writers, FIRST):
        chosen = request.POST.get(f"writer_{place}", "")
        if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19:
            found[one.key] = int(chosen)
    return found


def _call(request: HttpRequest) -> Call:
    """Raises NotFound."""
    call = call_at(request.event)
    if call is None:
        raise NotFound(request.event.slug)
    return call
