"""Signed by two, decided, taken back; why one proposal is not in; two proposals that become one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.domains.people.two_persons import NotAllowed, OwnMatter, SamePerson
from teranga.domains.proposals import queries_selection as queries
from teranga.domains.proposals.actions import deciding, merging, selections
from teranga.domains.proposals.models import Selection
from teranga.domains.proposals.solving_selection import is_found, why_not
from teranga.web.organise import drawing, selection_rows
from teranga.web.organise import selection_words as words
from teranga.web.organise.desk import desk_page
from teranga.web.organise.selection_forms import MergeForm
from teranga.web.organise.selection_sight import eyes_of, once_reviewed
from teranga.web.organise.selection_views import EDIT, STYLES, page, root

DECIDE = {"verb": Verb.DECIDE, "area": Area.PROPOSALS}


@access(Access.ROLE, **DECIDE)
@require_POST
@once_reviewed
def sign(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    return _move(request, selection, lambda row: deciding.sign_selection(
        selection=row, rights=request.rights, by=request.actor, at=timezone.now()
    ))  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@once_reviewed
def decide(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    return _move(request, selection, lambda row: deciding.apply_selection(
        selection=row, by=request.actor, at=timezone.now()
    ))  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@once_reviewed
def take_back(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    return _move(request, selection, lambda row: deciding.undo_selection(
        selection=row, by=request.actor, at=timezone.now()
    ))  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_POST
@once_reviewed
def explain(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    return _move(request, selection, lambda row: selections.ask_reasons(
        selection=row, by=request.actor, at=timezone.now()
    ))  # fmt: skip


def _move(request: HttpRequest, number: int, act: Callable[[Selection], Any]) -> HttpResponse:
    call = queries.call_of(request.event)
    row = queries.selection_of(call, number)
    try:
        act(row)
    except selections.SelectionRefused as refused:
        refusal = words.refused(refused)
    except SamePerson:
        refusal = _("You signed already. Somebody else signs as the second.")
    except (OwnMatter, NotAllowed):
        refusal = _("Who proposed something in this call does not sign what is chosen from it.")
    else:
        return HttpResponseRedirect(root(request, f"{number}/?saved=1"))
    return page(request, call, queries.selection_of(call, number), refusal, 409)


@access(Access.ROLE, **EDIT)
@require_safe
@once_reviewed
def why(request: HttpRequest, community: str, event: str, selection: int, code: str) -> HttpResponse:
    """One proposal: where it stands in this selection, and what it would cost to have it."""
    call = queries.call_of(request.event)
    row, eyes = queries.selection_of(call, selection), eyes_of(request, call)
    names, one = words.Names(call, eyes.shows), queries.candidate(eyes.shown, code)
    if code in eyes.away:
        raise queries.NotFound(code)
    result = row.result
    is_in = one.key in result.get("chosen", ())
    regret: dict[str, Any] = {}
    if is_found(result) and not is_in:
        known = {**result.get("regrets", {}), **row.regrets}
        regret = known.get(code) or why_not(problem=row.problem, key=code)
    titles = {each.key: each.title for each in eyes.shown}
    context = {
        "row": row, "one": one, "is_in": is_in, "regret": regret, "words": words, "titles": titles,
        "text": eyes.text(one),
        "merged": eyes.merged_into(one), "about": selection_rows.about(one, names),
        "reason": words.reason(regret, names, row.rules, titles), "pin": row.pins.get(one.key),
        "rank": result["reserve"].index(code) + 1 if code in result.get("reserve", ()) else 0,
        "here": root(request, f"{row.pk}/"), "may_decide": request.rights.may(**DECIDE, place=request.place),
    }  # fmt: skip
    return desk_page(request, "selection/why", context, title=one.title or one.key, styles=STYLES)


@access(Access.ROLE, **DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@once_reviewed
def merge(request: HttpRequest, community: str, event: str, selection: int, code: str) -> HttpResponse:
    call = queries.call_of(request.event)
    row, eyes = queries.selection_of(call, selection), eyes_of(request, call)
    one = queries.candidate(eyes.shown, code)
    if code in eyes.away:
        raise queries.NotFound(code)

    def save(form: MergeForm) -> str:
        other = form.cleaned_data["other"].strip().upper()
        try:
            if other in eyes.away:
                raise merging.NotMerged("unknown")
            merging.merge_proposals(call=call, kept=one.key, other=other, by=request.actor, at=timezone.now())
        except merging.NotMerged as refused:
            raise drawing.forms.ValidationError(words.not_merged(refused)) from refused
        return root(request, f"{row.pk}/why/{one.key}/?saved=1")

    return drawing.edit(
        request, MergeForm, title=_("Merge another proposal into “{title}”").format(title=one.title),
        back=root(request, f"{row.pk}/why/{one.key}/"), save=save,
    )  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@once_reviewed
def unmerge(request: HttpRequest, community: str, event: str, selection: int, code: str) -> HttpResponse:
    call = queries.call_of(request.event)
    row, other = queries.selection_of(call, selection), queries.merged_of(call, code)
    try:
        merging.part_proposals(proposal=other, by=request.actor, at=timezone.now())
    except merging.NotMerged as refused:
        return page(request, call, row, words.not_merged(refused), 409)
    return HttpResponseRedirect(root(request, f"{row.pk}/why/{code}/"))
