"""What organisers ask those who come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.actions.questions import add_question, change_question, end_question
from teranga.domains.places.queries_desk import question_of
from teranga.web import errors
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.places_forms import QuestionForm
from teranga.web.templating import translated_plain


def _languages(edition: Event) -> list[str]:
    return edition.languages or edition.community.languages


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = request.event

    def save(form: QuestionForm) -> None:
        add_question(event=edition, by=request.actor, at=timezone.now(), **form.question_values())

    return drawing.edit(
        request, QuestionForm, title=_("Ask something"), back=here(request, "places/"), save=save,
        options={"languages": _languages(edition)},
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    edition, row = request.event, question_of(request.event, number)
    if row is None:
        return errors.not_found(request)

    def save(form: QuestionForm) -> None:
        change_question(question=row, by=request.actor, at=timezone.now(), **form.question_values())

    return drawing.edit(
        request, QuestionForm, title=translated_plain(row.label), back=here(request, "places/"), save=save,
        row=row, initial=lambda: QuestionForm.values_of(row, _languages(edition)),
        options={"languages": _languages(edition)}, context={"remove": "end/"}, template="places/quota",
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    row = question_of(request.event, number)
    if row is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Ask it no longer"), what=translated_plain(row.label), back=here(request, "places/"),
        act=lambda: end_question(question=row, by=request.actor, at=timezone.now()),
        warning=_("What was answered stays until its time is over."),
    )  # fmt: skip
