"""Decisions at the desk: drafts, deciding, amending, publishing, withdrawing, and how we decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.activity import queries_decisions as decisions_of
from teranga.domains.activity.actions import decisions as actions
from teranga.domains.activity.actions.way_of_deciding import say_how_we_decide
from teranga.domains.activity.models import Decision
from teranga.domains.activity.rules_decisions import MOVES, IllegalMove, NothingDecided, WhyIsMissing
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText
from teranga.web import errors
from teranga.web.organise import decision_forms as forms
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.content_lists import languages_for
from teranga.web.organise.desk import desk_page
from teranga.web.public.decision_views import history_of, state_words
from teranga.web.templating import markdown_in, translated_plain

may_look = access(Access.ROLE, verb=Verb.VIEW, area=Area.DECISIONS)
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.DECISIONS)
may_decide = access(Access.ROLE, verb=Verb.DECIDE, area=Area.DECISIONS)
form_methods = require_http_methods(["GET", "HEAD", "POST"])
ROOT = "decisions/"


def number_words(decision: Decision) -> str:
    """What a decision is called: its public number, that of the team, or that it is a draft."""
    if decision.number is not None:
        return _("Decision {number}").format(number=decision.number)
    if decision.team_number is not None:
        return _("For the team, no. {number}").format(number=decision.team_number)
    return _("Draft")


@may_look
@require_safe
def decisions(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "decisions": decisions_of.decisions_of_team(request.community.pk),
        "root": here(request, ROOT),
        "may_change": request.rights.may(Verb.EDIT, Area.DECISIONS, request.place),
        "saved": "saved" in request.GET,
        "number_words": number_words,
        "state_words": state_words,
    }
    return desk_page(request, "decisions/decisions", context, title=_("Decisions"))


@may_look
@require_safe
def decision(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = _found(request, number)
    if row is None:
        return errors.not_found(request)
    may = {verb: request.rights.may(verb, Area.DECISIONS, request.place) for verb in Verb}
    moves = {move for move, states in MOVES.items() if row.state in states}
    if row.is_public:
        moves.discard("publish")
    context = {
        "decision": row,
        "options": [TranslatedText(option) for option in row.options],
        "reasons": markdown_in(row.reasons, 3) if row.reasons else "",
        "history": history_of(decisions_of.versions_of(row, public=False)),
        "may_change": may[Verb.EDIT] and bool(moves & {"change", "amend"}),
        "may_discard": may[Verb.EDIT] and "discard" in moves,
        "moves": moves if may[Verb.DECIDE] else set(),
        "saved": "saved" in request.GET,
        "number_words": number_words,
        "state_words": state_words,
        "root": here(request, ROOT),
    }
    return desk_page(request, "decisions/decision", context, title=translated_plain(row.question))


@may_edit
@form_methods
def add(request: HttpRequest, community: str) -> HttpResponse:
    def save(form: drawing.DrawnForm) -> str:
        row = actions.draft_decision(
            community_id=request.community.pk, by=request.actor, at=timezone.now(), **_content(form)
        )
        return f"{here(request, ROOT)}{row.pk}/?saved=1"

    return drawing.edit(
        request, forms.DraftForm, title=_("Write down a decision"), back=here(request, ROOT), save=save,
        initial=lambda: {"currency": request.community.currency}, options=_options(request),
    )  # fmt: skip


@may_edit
@form_methods
def change(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """A draft is written over; what was decided is amended, with the reason."""
    row = _found(request, number)
    if row is None or row.state == Decision.State.WITHDRAWN:
        return errors.not_found(request)
    is_draft = row.state == Decision.State.DRAFT
    act = actions.change_draft if is_draft else actions.amend_decision

    def save(form: drawing.DrawnForm) -> None:
        act(decision=row, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **_content(form))  # fmt: skip

    languages = languages_for(request.community)
    return drawing.edit(
        request, forms.DraftForm if is_draft else forms.AmendForm, row=row, save=_told(save),
        title=_("Change the draft") if is_draft else _("Amend the decision"), back=_back(request, row),
        initial=lambda: forms.shown(row, languages), options=_options(request),
    )  # fmt: skip


@may_decide
@form_methods
def decide(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = _found(request, number)
    if row is None:
        return errors.not_found(request)

    def save(form: drawing.DrawnForm) -> None:
        values = form.values("decided_by", "decided_on")
        actions.decide(decision=row, is_public=form.cleaned_data["audience"] == "public", by=request.actor,
                       at=timezone.now(), **values)  # fmt: skip

    return drawing.edit(
        request, forms.DecideForm, title=_("Record what was decided"), back=_back(request, row),
        save=_told(save), row=row, options=_options(request),
        initial=lambda: {"decided_on": timezone.localdate(), "audience": "public"},
    )  # fmt: skip


@may_decide
@form_methods
def publish(request: HttpRequest, community: str, number: int) -> HttpResponse:
    return _step(request, number, forms.PublishForm, _("Make it public"), actions.publish_decision)


@may_decide
@form_methods
def withdraw(request: HttpRequest, community: str, number: int) -> HttpResponse:
    return _step(request, number, forms.WhyForm, _("Withdraw the decision"), actions.withdraw_decision)


def _step(
    request: HttpRequest, number: int, form_class: type[drawing.DrawnForm], title: str,
    act: Callable[..., None],
) -> HttpResponse:  # fmt: skip
    row = _found(request, number)
    if row is None:
        return errors.not_found(request)

    def save(form: drawing.DrawnForm) -> None:
        act(decision=row, by=request.actor, at=timezone.now(), why=form.cleaned_data["why"])

    return drawing.edit(
        request, form_class, title=title, back=_back(request, row), save=_told(save), row=row,
        options=_options(request),
    )  # fmt: skip


@may_edit
@form_methods
def discard(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = _found(request, number)
    if row is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Throw the draft away"), what=translated_plain(row.question),
        back=here(request, ROOT),
        act=lambda: actions.discard_draft(decision=row, by=request.actor, at=timezone.now()),
        refusals={IllegalMove: _refusal(IllegalMove("", ""))},
    )  # fmt: skip


@may_edit
@form_methods
def way(request: HttpRequest, community: str) -> HttpResponse:
    row = decisions_of.way_of_deciding(request.community.pk)

    def save(form: drawing.DrawnForm) -> None:
        say_how_we_decide(community_id=request.community.pk, text=form.cleaned_data["text"],
                          by=request.actor, at=timezone.now())  # fmt: skip

    return drawing.edit(
        request, forms.WayForm, title=_("How and why we decide here"), back=here(request, ROOT), save=save,
        initial=lambda: {"text": row.text if row else {}}, options=_options(request),
    )  # fmt: skip


def _found(request: HttpRequest, number: int) -> Decision | None:
    return Decision.objects.filter(community_id=request.community.pk, pk=number).first()


def _back(request: HttpRequest, row: Decision) -> str:
    return f"{here(request, ROOT)}{row.pk}/"


def _options(request: HttpRequest) -> dict[str, Any]:
    return {"languages": languages_for(request.community)}


def _content(form: drawing.DrawnForm) -> dict[str, Any]:
    assert isinstance(form, forms.DraftForm)  # noqa: S101 -- for the reader and the type checker
    return form.content()


def _told(save: Callable[[drawing.DrawnForm], Any]) -> Callable[[drawing.DrawnForm], Any]:
    """A refusal of the action as words over the form."""

    def saved(form: drawing.DrawnForm) -> Any:
        try:
            return save(form)
        except (IllegalMove, NothingDecided, WhyIsMissing) as refused:
            raise drawing.forms.ValidationError(_refusal(refused)) from refused

    return saved


def _refusal(refused: Exception) -> str:
    if isinstance(refused, NothingDecided):
        return _("Write the question and what was decided first. Nothing was changed.")
    if isinstance(refused, WhyIsMissing):
        return _("Say why: what was decided only changes with its reason. Nothing was changed.")
    return _("Somebody moved this decision on meanwhile. Nothing was changed; open it again.")
