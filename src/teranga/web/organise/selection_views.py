"""The committee's page: a programme under rules, its balance as pictures, and what every rule costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals import queries_selection as queries
from teranga.domains.proposals.actions import selections as actions
from teranga.domains.proposals.models import Call, Selection
from teranga.domains.proposals.queries_told import call_if_any
from teranga.domains.proposals.rules_groups import usual_rules
from teranga.domains.proposals.solving_selection import is_found, is_stale, spaces_of
from teranga.web.organise import drawing, selection_forms, selection_picture, selection_rows
from teranga.web.organise import selection_words as words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.jobs_views import progress_address
from teranga.web.organise.selection_sight import eyes_of, once_reviewed

EDIT = {"verb": Verb.EDIT, "area": Area.PROPOSALS}  # who reviews may view proposals, and not this
STYLES = ("selection",)


def root(request: HttpRequest, path: str = "") -> str:
    return here(request, f"selection/{path}")


@access(Access.ROLE, **EDIT)
@require_safe
def selections(request: HttpRequest, community: str, event: str) -> HttpResponse:
    if call_if_any(request.event) is None:
        title = _("Selection of the programme")
        return desk_page(request, "telling/none", {"call": here(request, "call/")}, title=title)
    return _selections(request)


@once_reviewed
def _selections(request: HttpRequest) -> HttpResponse:
    call = queries.call_of(request.event)
    found = queries.selections_of(call)
    rows, types = (queries.candidates(call), queries.types_of(call)) if found else ([], [])
    context = {
        "selections": found, "root": root(request), "words": words, "saved": "saved" in request.GET,
        "stale": {one.pk for one in found if not one.applied_at and is_stale(one, rows, types)},
        "found": {one.pk for one in found if is_found(one.result)}, "may_decide": may_decide(request),
    }  # fmt: skip
    return desk_page(request, "selection/list", context, title=_("Selection of the programme"))


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once_reviewed
def start(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = queries.call_of(request.event)

    def save(form: selection_forms.StartForm) -> str:
        rows, told = queries.candidates(call), form.cleaned_data
        received = {one.group: one.received for one in queries.balance(rows, ())}
        row = actions.start_selection(
            call=call, name=told["name"], choose=told["choose"], by=request.actor, at=timezone.now(),
            rules=usual_rules(received, len(rows)) if told["usual"] else (),
        )  # fmt: skip
        return root(request, f"{row.pk}/")

    return drawing.edit(
        request, selection_forms.StartForm, title=_("A new selection"), back=root(request), save=save,
        initial=lambda: {"usual": True},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_safe
@once_reviewed
def selection(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    call = queries.call_of(request.event)
    return page(request, call, queries.selection_of(call, selection))


def page(
    request: HttpRequest, call: Call, row: Selection, refusal: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    eyes = eyes_of(request, call)
    rows, names = eyes.shown, words.Names(call, eyes.shows)
    result, group = row.result, request.GET.get("group", "")
    rules = [rule for rule in row.rules if eyes.shows(rule["group"])]
    chosen = set(result.get("chosen", ()))
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id and not row.regrets else None
    runs = job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING)
    change, other = result.get("change") or {}, result.get("next") or {}
    context: dict[str, Any] = {
        "row": row, "result": result, "words": words, "names": names, "refusal": refusal, "group": group,
        "size": len(chosen), "everything": "all" in request.GET,
        "shown": _shown(request),
        "found": is_found(result), "all": len(rows),
        "unscored": sum(one.score is None and not one.is_sure for one in eyes.rows),
        "stale": not row.applied_at and is_stale(row, eyes.rows, names.types),
        "sections": selection_picture.sections(rows, chosen, rules, result.get("prices", {}), names),
        "lines": selection_rows.lines_of(row, eyes, names, group=group, everything="all" in request.GET),
        "came": selection_rows.titles_of(change.get("came", ()), rows), "gained": change.get("gained"),
        "next": other, "next_in": selection_rows.titles_of(other.get("in", ()), rows),
        "next_out": selection_rows.titles_of(other.get("out", ()), rows),
        "went": selection_rows.titles_of(change.get("went", ()), rows),
        "conflict": [names.named(key, row.rules) for key in result.get("conflict", ())],
        "spaces": spaces_of(row, names.types), "others": [
            one for one in queries.selections_of(call) if one.pk != row.pk and is_found(one.result)
        ],
        "job": job if runs else None, "address": progress_address(job) if job and runs else "",
        "root": root(request), "here": root(request, f"{row.pk}/"), "may_decide": may_decide(request),
        "weight": call.votes_weight, "reviews": here(request, "reviews/"),
        "saved": "saved" in request.GET, "undoable": bool(row.applied_at) and queries.may_be_undone(row),
    }  # fmt: skip
    return desk_page(
        request, "selection/selection", context, title=row.name, styles=STYLES, status=status,
        scripts=("once.js", "progress.js", "selection.js"),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_POST
@once_reviewed
def change(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    call = queries.call_of(request.event)
    row = queries.selection_of(call, selection)
    eyes, types = eyes_of(request, call), queries.types_of(call)
    seen = selection_forms.seen_of(request.POST)
    asked = [rule["group"] for rule in row.rules if eyes.shows(rule["group"])]
    groups = [one.group for one in queries.balance(eyes.shown, (), asked)]
    codes = {one.key for one in eyes.rows}
    try:
        values = selection_forms.asked_of(
            request.POST, row, groups=groups, codes=codes, own=eyes.away, types=types
        )
        if seen is None:
            raise actions.SelectionRefused("meanwhile")
        actions.change_selection(selection=row, seen=seen, by=request.actor, at=timezone.now(), **values)
    except selection_forms.Unreadable as unread:
        return page(request, call, row, str(unread), 422)
    except actions.SelectionRefused as refused:
        return page(request, call, queries.selection_of(call, selection), words.refused(refused), 409)
    shown = _shown(request)
    return HttpResponseRedirect(root(request, f"{row.pk}/{'?' + shown if shown else ''}"))


@access(Access.ROLE, **EDIT)
@require_POST
@once_reviewed
def copy(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    row = queries.selection_of(queries.call_of(request.event), selection)
    name = _("{name}, copy").format(name=row.name[:70])
    made = actions.copy_selection(selection=row, name=name, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(root(request, f"{made.pk}/"))


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once_reviewed
def rename(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    row = queries.selection_of(queries.call_of(request.event), selection)

    def save(form: selection_forms.NameForm) -> None:
        actions.rename_selection(
            selection=row, name=form.cleaned_data["name"], by=request.actor, at=timezone.now()
        )

    return drawing.edit(
        request, selection_forms.NameForm, title=_("Another name"), back=root(request, f"{row.pk}/"),
        save=save, initial=lambda: {"name": row.name},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once_reviewed
def remove(request: HttpRequest, community: str, event: str, selection: int) -> HttpResponse:
    row = queries.selection_of(queries.call_of(request.event), selection)
    return drawing.remove(
        request, title=_("Remove this selection"), what=row.name, back=root(request),
        act=lambda: actions.drop_selection(selection=row, by=request.actor, at=timezone.now()),
        refusals={actions.SelectionRefused: words.refused(actions.SelectionRefused("applied"))},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_safe
@once_reviewed
def compare(request: HttpRequest, community: str, event: str, selection: int, other: int) -> HttpResponse:
    call = queries.call_of(request.event)
    both = [queries.selection_of(call, number) for number in (selection, other)]
    eyes = eyes_of(request, call)
    rows, names = eyes.shown, words.Names(call, eyes.shows)
    chosen = [set(one.result.get("chosen", ())) for one in both]
    only = [
        [line for line in selection_rows.lines_of(one, eyes, names).chosen if line.key not in elsewhere]
        for one, elsewhere in zip(both, reversed(chosen), strict=True)
    ]
    pairs = selection_picture.beside_each_other(rows, both, names, eyes.shows)
    context = {
        "both": both, "only": only, "pairs": pairs, "words": words, "root": root(request),
        "shared": len(chosen[0] & chosen[1]), "sizes": [len(one) for one in chosen],
    }  # fmt: skip
    title = _("{one} and {other}").format(one=both[0].name, other=both[1].name)
    return desk_page(request, "selection/compare", context, title=title, styles=STYLES)


def _shown(request: HttpRequest) -> str:
    """What of the list one looks at, so that it stays so after a change."""
    kept = {name: request.GET[name] for name in ("group", "all") if name in request.GET}
    return urlencode(kept)


def may_decide(request: HttpRequest) -> bool:
    return request.rights.may(Verb.DECIDE, Area.PROPOSALS, request.place)
