"""For those who run the call: how far reviewing is, who has how much, and what is seen differently."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.proposals.actions.recusals import keep_out, let_in_again
from teranga.domains.proposals.actions.review_rules import REVIEW_RULES, set_review_rules
from teranga.domains.proposals.models import Call, Proposal, Reviewer
from teranga.domains.proposals.queries_board import board_of, splits_of
from teranga.domains.proposals.queries_conflicts import conflicts_in
from teranga.domains.proposals.queries_scores import sheets_of
from teranga.domains.proposals.queries_seen import Sight, phases_of
from teranga.domains.proposals.rules_seen import Role
from teranga.web import proposal_words, review_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paging import page_of
from teranga.web.organise.review_forms import RulesForm
from teranga.web.organise.review_gate import TEAM, call_here, has_call, sight_of_team
from teranga.web.organise.review_lists import told
from teranga.web.public import notfound


@access(Access.ROLE, **TEAM)
@require_safe
@notfound.as_page
def board(request: HttpRequest, community: str, event: str) -> HttpResponse:
    if not has_call(request):
        return desk_page(request, "review/none", {}, title=_("How far reviewing is"))
    sight = sight_of_team(request)
    sheets = sheets_of(sight.call)
    found = board_of(sight, sheets)
    context = {
        "board": found, "splits": splits_of(sight, sheets), "page": page_of(request, found.lacking, "lack"),
        "phases": phases_of(sight.call), "sight": sight,
        "call": sight.call, "root": here(request, "reviews/"), "words": review_words, "named": proposal_words,
        "zone": request.event.zone, "now": timezone.now(),
        "may_see_who": sight.gate.role is Role.TEAM, "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "review/board", context, title=_("How far reviewing is"))


@access(Access.ROLE, **TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def rules(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """With names or without, how many reviews each, points or grades, freed of severity or not."""
    call = call_here(request)
    return drawing.edit(
        request, RulesForm, title=_("How it is judged"), back=here(request, "reviews/board/"), row=call,
        fields=REVIEW_RULES, initial=lambda: {name: getattr(call, name) for name in REVIEW_RULES},
        save=lambda form: told(lambda: set_review_rules(
            call=call, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(), **form.values()
        )) and None,
    )  # fmt: skip


@access(Access.ROLE, **TEAM)
@require_safe
@notfound.as_page
def conflicts(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    """Who keeps out of one proposal and why, and a form for what the team knows of."""
    sight, row = _open_to(request, code)
    reviewers = list(_reviewers(sight.call).select_related("person").order_by("person__name", "pk"))
    away = conflicts_in(sight.call, [one.person_id for one in reviewers])
    asked = set(row.assignments.values_list("person_id", flat=True))
    context = {
        "row": row, "seen": sight.seen([row])[0], "root": here(request, "reviews/"), "words": review_words,
        "away": [(one.person, why) for one in reviewers if (why := away[one.person_id].get(row.pk))],
        "free": [one.person for one in reviewers if row.pk not in away[one.person_id]], "asked": asked,
        "sight": sight,
    }  # fmt: skip
    return desk_page(request, "review/conflicts", context, title=_("Who reviews “{title}”").format(
        title=sight.seen([row])[0].title or row.code))  # fmt: skip


@access(Access.ROLE, **TEAM)
@require_POST
@notfound.as_page
def conflict(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    """Keep somebody out of it, or take back that the team did."""
    sight, row = _open_to(request, code)
    text = request.POST.get("person", "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise NotFound(code)
    reviewer = _reviewers(sight.call).filter(person=int(text)).select_related("person").first()
    if reviewer is None:
        raise NotFound(code)
    if request.POST.get("in") == "1":
        let_in_again(proposal=row, person=reviewer.person, by=request.actor, at=timezone.now())
    else:
        keep_out(proposal=row, person=reviewer.person, reason=request.POST.get("reason", ""),
                 by=request.actor, at=timezone.now())  # fmt: skip
    return HttpResponseRedirect(here(request, f"reviews/of/{code}/who/"))


def _open_to(request: HttpRequest, code: str) -> tuple[Sight, Proposal]:
    """A conflict of interest tells of whom a proposal is: not for those who read it without names."""
    sight = sight_of_team(request)
    row = sight.proposal(code)
    if sight.gate.role is not Role.TEAM or not sight.judges(row):
        raise NotFound(code)
    return sight, row


def _reviewers(call: Call) -> QuerySet[Reviewer]:
    return Reviewer.objects.filter(event=call.event_id, call=call, left_at=None)
