"""Mentoring at the desk: programmes, the matching with its reasons, pairs, notes to the conduct team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.domains.learning import queries_mentoring as queries
from teranga.domains.learning.actions import matching
from teranga.domains.learning.actions import mentoring_programmes as actions
from teranga.domains.learning.actions.apply import wish_pair
from teranga.domains.learning.actions.safety import mark_read
from teranga.domains.learning.models import Application, MatchRun, Programme
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors, learning_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.jobs_views import progress_address
from teranga.web.organise.mentoring_forms import ProgrammeForm, shown
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

EDIT = {"verb": Verb.EDIT, "area": Area.MEMBERS}
DECIDE = {"verb": Verb.DECIDE, "area": Area.MEMBERS}


def _root(request: HttpRequest, path: str = "") -> str:
    return here(request, f"mentoring/{path}", of_community=True)


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def programmes(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": queries.programmes_of(request.community), "words": learning_words, "root": _root(request),
        "may_change": request.rights.may(Verb.EDIT, Area.MEMBERS, request.place),
        "saved": "saved" in request.GET,
    }  # fmt: skip
    return desk_page(request, "mentoring/list", context, title=_("Mentoring"))


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, community: str) -> HttpResponse:
    place = request.community

    def save(form: ProgrammeForm) -> str:
        row = _told(lambda: actions.add_programme(
            community=place, by=request.actor, at=timezone.now(), **form.programme_values()
        ))  # fmt: skip
        return _root(request, f"{row.pk}/")

    return drawing.edit(
        request, ProgrammeForm, title=_("New programme"), back=_root(request), save=save,
        options={"languages": place.languages},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def change(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place, row = request.community, queries.programme_of(request.community, number)

    def save(form: ProgrammeForm) -> None:
        _told(lambda: actions.change_programme(
            programme=row, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **form.programme_values(),
        ))  # fmt: skip

    return drawing.edit(
        request, ProgrammeForm, title=translated_plain(row.name), row=row, save=save,
        back=_root(request, f"{number}/"), initial=lambda: shown(place, row),
        options={"languages": place.languages},
    )  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def board(request: HttpRequest, community: str, number: int) -> HttpResponse:
    return _board(request, queries.programme_of(request.community, number))


def _board(request: HttpRequest, row: Programme, refusal: str = "") -> HttpResponse:
    told = queries.board_of(row)
    names = {key: person.person.name for key, person in told.people.items()}
    run = told.run
    job = Job.objects.filter(pk=run.job_id).first() if run and run.job_id and not run.done_at else None
    result = run.result if run else {}
    paired = {(str(pair.mentee_id), str(pair.mentor_id)) for pair in told.pairs}
    context = {
        "programme": row, "board": told, "came": queries.outcomes_of(row), "words": learning_words,
        "root": _root(request, f"{row.pk}/"), "saved": "saved" in request.GET, "refusal": refusal,
        "moves": _moves(row), "result": result, "busy": job is not None, "job": job,
        "address": progress_address(job) if job else "",
        "open_pairs": [pair for pair in result.get("pairs", ())
                       if (pair["mentee"], pair["mentor"]) not in paired],
        "name_of": lambda key: names.get(int(key or 0)) or _("somebody who left"),
        "wish_of": lambda pair: told.wishes.get((int(pair["mentee"]), int(pair["mentor"])), ""),
    }  # fmt: skip
    return desk_page(
        request, "mentoring/board", context, title=translated_plain(row.name),
        scripts=("once.js", "progress.js"), status=409 if refusal else 200,
    )  # fmt: skip


def _moves(row: Programme) -> list[tuple[str, str]]:
    labels = {
        "open": _("Open it to applications"), "begin": _("Close applications and begin"),
        "end": _("End the programme"),
    }  # fmt: skip
    return [(move, label) for move, label in labels.items() if row.state in actions.MOVES[move]]


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row, wanted = queries.programme_of(request.community, number), request.POST.get("move", "")
    if wanted not in actions.MOVES:
        return errors.not_found(request)
    try:
        actions.move_programme(programme=row, move=wanted, by=request.actor, at=timezone.now())
    except actions.ProgrammeMoveRefused:
        return _board(request, row, _("This programme has gone on meanwhile. Look where it stands now."))
    return _saved(request, number)


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def match(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.programme_of(request.community, number)
    matching.ask_for_matching(programme=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(_root(request, f"{number}/"))


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def propose(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.programme_of(request.community, number)
    sent = request.POST.get("run", "")
    runs = MatchRun.objects.filter(community=row.community_id, programme=row, done_at__isnull=False)
    run = runs.filter(pk=int(sent)).first() if sent.isascii() and sent.isdigit() and len(sent) < 18 else None
    if run is None:
        return errors.not_found(request)
    matching.propose_pairs(run=run, by=request.actor, at=timezone.now())
    return _saved(request, number)


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def wish(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """Keep these two together, or never these two; the same button takes it back."""
    row = queries.programme_of(request.community, number)
    kind = request.POST.get("kind", "")
    mentee = _applicant(row, request.POST.get("mentee", ""), "mentee")
    mentor = _applicant(row, request.POST.get("mentor", ""), "mentor")
    if mentee is None or mentor is None or kind not in ("", "pin", "never"):
        return errors.not_found(request)
    wish_pair(
        programme=row, mentee=mentee, mentor=mentor, kind=kind, said_by="organiser", by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    return HttpResponseRedirect(f"{_root(request, f'{number}/')}#with-{mentee.pk}")


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def end_pair(request: HttpRequest, community: str, number: int, pair: int) -> HttpResponse:
    row = queries.programme_of(request.community, number)
    found = queries.pair_of(row, pair)
    if found is None:
        return errors.not_found(request)
    try:
        matching.end_pair(pair=found, person=None, by=request.actor, at=timezone.now())
    except matching.PairMoveRefused:
        return _board(request, row, _("This pair has ended meanwhile."))
    return _saved(request, number)


@access(Access.ROLE, verb=Verb.CONDUCT, area=Area.CONDUCT)
@require_safe
def notes(request: HttpRequest, community: str) -> HttpResponse:
    context = {"notes": queries.notes_of(request.community),
               "root": here(request, "safety-notes/", of_community=True)}  # fmt: skip
    return desk_page(request, "mentoring/notes", context, title=_("Notes to the conduct team"))


@access(Access.ROLE, verb=Verb.CONDUCT, area=Area.CONDUCT)
@require_POST
@notfound.as_page
def read(request: HttpRequest, community: str, note: int) -> HttpResponse:
    mark_read(note=queries.note_of(request.community, note), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "safety-notes/", of_community=True))


def _applicant(row: Programme, number: str, role: str) -> Application | None:
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    rows = Application.objects.filter(community=row.community_id, programme=row, role=role)
    return rows.filter(pk=int(number), state=Application.State.CONFIRMED).first()


def _saved(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponseRedirect(f"{_root(request, f'{number}/')}?saved=1")


def _told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.ProgrammeRefused as refused:
        words = {
            "slug": _("Another programme has this web address already."),
            "end": _("The last day must not come before the first."),
        }
        raise ValidationError(words[refused.field]) from refused
