"""Scoring: one application after the other, by number; and the list of those who decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid import queries, queries_scoring, rules
from teranga.domains.aid.actions import scoring as actions
from teranga.domains.aid.actions.files import read_file
from teranga.domains.aid.actions.guardians import answer_as_guardian
from teranga.domains.aid.models import AidRound
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.models import Person
from teranga.domains.people.queries import known_person
from teranga.domains.people.roles import Area, Verb
from teranga.formats.csv_rows import csv_rows
from teranga.web import aid_words, errors
from teranga.web.aid_files import sealed_answer
from teranga.web.organise.aid_views import DECIDE, EDIT, FORM, root_of
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def scoring(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """To the next application, or that all are done."""
    row, person = _as_scorer(request, number)
    queue = queries_scoring.queue_of(row, person)
    if queue.numbers:
        return HttpResponseRedirect(root_of(request, f"{number}/scoring/{queue.numbers[0]}/"))
    context = {"round": row, "queue": queue, "root": root_of(request, f"{number}/")}
    return desk_page(request, "aid/scored", context, title=_("Scoring"))


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def sheet(request: HttpRequest, community: str, number: int, nth: int) -> HttpResponse:
    row, person = _as_scorer(request, number)
    seen = queries_scoring.seen_by(row, nth, person, hides=row.without_names)
    lines = queries.whole_of(row).criteria
    refusal = ""
    if request.method == "POST":
        given = {line.pk: _number(request.POST.get(f"line-{line.pk}", "")) for line in lines}
        try:
            actions.score_application(application=seen.application, person=person, points=given,
                                      by=request.actor, at=timezone.now())  # fmt: skip
        except actions.ScoringRefused as refused:
            refusal = _refusal(refused.why)
        else:
            return HttpResponseRedirect(root_of(request, f"{number}/scoring/"))
    queue = queries_scoring.queue_of(row, person)
    context = {
        "round": row, "seen": seen, "lines": lines, "queue": queue, "words": aid_words, "refusal": refusal,
        "root": root_of(request, f"{number}/"), "scores": True, "given": request.POST,
        "waits_for_guardian": False,
        "may_change": seen.application.state in rules.SCORED and row.state == AidRound.State.PUBLISHED,
    }  # fmt: skip
    title = _("Application {number}").format(number=nth)
    return desk_page(request, "aid/sheet", context, title=title, status=422 if refusal else 200)


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def recuse(request: HttpRequest, community: str, number: int, nth: int) -> HttpResponse:
    row, person = _as_scorer(request, number)
    seen = queries_scoring.seen_by(row, nth, person, hides=row.without_names)
    try:
        actions.recuse(application=seen.application, person=person, by=request.actor, at=timezone.now(),
                       reason=request.POST.get("reason", ""))  # fmt: skip
    except actions.ScoringRefused:
        return HttpResponseRedirect(root_of(request, f"{number}/scoring/{nth}/"))
    return HttpResponseRedirect(root_of(request, f"{number}/scoring/"))


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def remark(request: HttpRequest, community: str, number: int, nth: int) -> HttpResponse:
    row = queries.round_of(request.community, number)
    person = _person(request)
    is_scorer = queries_scoring.is_scorer(row, person.pk)
    if not is_scorer and not request.rights.may(Verb.DECIDE, Area.AID, request.place):
        raise NotFound(str(nth))
    seen = queries_scoring.seen_by(row, nth, person, hides=True)
    actions.remark(application=seen.application, person=person, text=request.POST.get("text", ""),
                   by=request.actor, at=timezone.now())  # fmt: skip
    back = "scoring" if is_scorer else "applications"
    return HttpResponseRedirect(root_of(request, f"{number}/{back}/{nth}/"))


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def applications(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row, person = queries.round_of(request.community, number), _person(request)
    context = {
        "round": row, "rows": queries_scoring.listed_for(row, person.pk), "words": aid_words,
        "progress": queries_scoring.progress_of(row), "root": root_of(request, f"{number}/"),
        "hides": queries_scoring.names_hidden_from(row, person.pk),
        "may_export": request.rights.may(Verb.EXPORT, Area.AID, request.place),
    }  # fmt: skip
    return desk_page(request, "aid/applications", context, title=_("Applications"))


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def application(request: HttpRequest, community: str, number: int, nth: int) -> HttpResponse:
    row, person = queries.round_of(request.community, number), _person(request)
    hides = queries_scoring.names_hidden_from(row, person.pk)
    seen = queries_scoring.seen_by(row, nth, person, hides=hides)
    context = {
        "round": row, "seen": seen, "lines": queries.whole_of(row).criteria, "words": aid_words,
        "root": root_of(request, f"{number}/"), "scores": False, "may_change": False,
        "refusal": "",
        "waits_for_guardian": rules.waits_for_guardian(seen.application) and not hides,
    }  # fmt: skip
    title = _("Application {number}").format(number=nth)
    return desk_page(request, "aid/sheet", context, title=seen.name or title)


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def guardian(request: HttpRequest, community: str, number: int, nth: int) -> HttpResponse:
    """The guardian said yes to somebody of the committee, by voice or on paper; the log says who noted it."""
    row, person = queries.round_of(request.community, number), _person(request)
    hides = queries_scoring.names_hidden_from(row, person.pk)
    seen = queries_scoring.seen_by(row, nth, person, hides=hides)
    if hides:
        raise NotFound(str(nth))
    answer_as_guardian(application=seen.application, yes=True, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(root_of(request, f"{number}/applications/{nth}/"))


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def proof(request: HttpRequest, community: str, number: int, nth: int, proof: UUID) -> HttpResponse:
    row, person = queries.round_of(request.community, number), _person(request)
    hides = queries_scoring.names_hidden_from(row, person.pk)
    seen = queries_scoring.seen_by(row, nth, person, hides=hides)
    kept = next((one for one in seen.proofs if one.uuid == proof), None)
    content = read_file(kept.uuid) if kept else None
    if kept is None or content is None:
        return errors.not_found(request)
    return sealed_answer(content, kept.name or "proof")


@access(Access.ROLE, verb=Verb.EXPORT, area=Area.AID)
@require_safe
@notfound.as_page
def export(request: HttpRequest, community: str, number: int) -> HttpResponse | StreamingHttpResponse:
    row, person = queries.round_of(request.community, number), _person(request)
    rows = queries_scoring.listed_for(row, person.pk)
    actions.note_export(round=row, rows=len(rows), by=request.actor, at=timezone.now())
    head = (
        _("Number"),
        _("Name"),
        _("Country"),
        _("Town"),
        _("State"),
        _("Points"),
        _("Asked"),
        row.currency,
    )
    lines = [
        (one.application.number, one.name, one.application.country, one.city, one.application.state,
         "" if one.application.points is None else round(one.application.points, 3), one.asked, row.currency)
        for one in rows
    ]  # fmt: skip
    answer = StreamingHttpResponse(csv_rows([head, *lines]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.slug}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _as_scorer(request: HttpRequest, number: int) -> tuple[AidRound, Person]:
    """Raises NotFound for whoever does not score in this round."""
    row, person = queries.round_of(request.community, number), _person(request)
    if not queries_scoring.is_scorer(row, person.pk):
        raise NotFound(str(number))
    return row, person


def _person(request: HttpRequest) -> Person:
    person = known_person(request.actor.person_id)
    if person is None:
        raise NotFound
    return person


def _number(text: Any) -> int:
    return int(text) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 5 else -1


def _refusal(why: str) -> str:
    return {
        "points": _("Give points in every line, none above its most. Nothing was kept yet."),
        "closed": _("It is decided meanwhile, or was withdrawn."),
        "guardian": _("It waits for a parent’s yes."),
        "recused": _("You keep out of this one."), "scorer": _("You do not score in this round."),
    }.get(why, why)  # fmt: skip
