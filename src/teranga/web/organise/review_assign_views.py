"""Sharing out the reviews: computed with its figures and reasons, looked at, then asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.proposals.actions import assigning as actions
from teranga.domains.proposals.models import AssignmentRun, ReviewAssignment, Reviewer
from teranga.domains.proposals.queries_board import board_of
from teranga.domains.proposals.queries_scores import sheets_of
from teranga.domains.proposals.queries_seen import Sight
from teranga.domains.proposals.rules_seen import Role
from teranga.web import review_words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.jobs_views import progress_address
from teranga.web.organise.review_gate import TEAM, sight_of_team
from teranga.web.public import notfound


@access(Access.ROLE, **TEAM)
@require_safe
@notfound.as_page
def home(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _page(request, sight_of_team(request))


def _page(request: HttpRequest, sight: Sight, why: str = "") -> HttpResponse:
    call = sight.call
    run = AssignmentRun.objects.filter(event=call.event_id, call=call).order_by("-pk").first()
    job = Job.objects.filter(pk=run.job_id).first() if run and run.job_id and not run.done_at else None
    board = board_of(sight, sheets_of(sight.call))
    result = run.result if run else {}
    shows_pairs = sight.gate.role is Role.TEAM
    reasons: dict[str, Any] = result.get("reasons", {}) if shows_pairs else {}
    seen = sight.seen(sight.proposals().filter(code__in=reasons).order_by("code")) if reasons else []
    context = {
        "call": call, "run": run, "job": job, "address": progress_address(job) if job else "",
        "board": board, "room": sum(load.reviewer.most for load in board.loads), "result": result,
        "asked": ReviewAssignment.objects.filter(event=call.event_id, proposal__call=call).count(),
        "rows": sorted(((one, reasons[one.code]) for one in seen), key=lambda row: row[1]["worth"]),
        "names": {str(load.reviewer.person_id): load.reviewer.person.name for load in board.loads},
        "root": here(request, "reviews/"), "words": review_words, "saved": "saved" in request.GET,
        "refusal": review_words.refusal(why) if why else "", "shows_pairs": shows_pairs,
    }  # fmt: skip
    return desk_page(
        request, "review/assign", context, title=_("Share out the reviews"),
        scripts=("once.js", "progress.js"), status=409 if why else 200,
    )  # fmt: skip


@access(Access.ROLE, **TEAM)
@require_POST
@notfound.as_page
def compute(request: HttpRequest, community: str, event: str) -> HttpResponse:
    sight = sight_of_team(request)
    actions.ask_assignment(call=sight.call, anew="anew" in request.POST, fair="fair" in request.POST,
                           by=request.actor, at=timezone.now())  # fmt: skip
    return HttpResponseRedirect(here(request, "reviews/assign/"))


@access(Access.ROLE, **TEAM)
@require_POST
@notfound.as_page
def apply(request: HttpRequest, community: str, event: str, run: int) -> HttpResponse:
    return _done(request, lambda: actions.apply_assignment(
        run=_run(request, run), by=request.actor, at=timezone.now()
    ))  # fmt: skip


@access(Access.ROLE, **TEAM)
@require_POST
@notfound.as_page
def drop(request: HttpRequest, community: str, event: str, run: int) -> HttpResponse:
    return _done(request, lambda: actions.drop_assignment(
        run=_run(request, run), by=request.actor, at=timezone.now()
    ))  # fmt: skip


@access(Access.ROLE, **TEAM)
@require_POST
@notfound.as_page
def by_hand(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Ask one reviewer for one proposal, or no longer. Who is blind here does not see who reads what."""
    sight = sight_of_team(request)
    row = sight.proposal(request.POST.get("code", ""))
    text = request.POST.get("person", "")
    known = Reviewer.objects.filter(event=request.event, call=sight.call).select_related("person")
    reviewer = known.filter(person=int(text)).first() if _is_key(text) else None
    if reviewer is None or sight.gate.role is not Role.TEAM or not sight.judges(row):
        raise NotFound(row.code)
    try:
        actions.assign_by_hand(proposal=row, person=reviewer.person, on=request.POST.get("on") == "1",
                               by=request.actor, at=timezone.now())  # fmt: skip
    except actions.AssigningRefused as refused:
        return _page(request, sight, refused.why)
    return HttpResponseRedirect(here(request, f"reviews/of/{row.code}/who/"))


def _run(request: HttpRequest, number: int) -> AssignmentRun:
    call = sight_of_team(request).call
    row = AssignmentRun.objects.filter(event=request.event, call=call, pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def _done(request: HttpRequest, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except actions.AssigningRefused as refused:
        return _page(request, sight_of_team(request), refused.why)
    return HttpResponseRedirect(here(request, "reviews/assign/?saved=1"))


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
