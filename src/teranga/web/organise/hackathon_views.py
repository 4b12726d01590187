"""A hackathon at the desk: deadline, criteria, judges, mentors, how far judging is, the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.learning import queries_hackathons as reads
from teranga.domains.learning.actions import hackathons as actions
from teranga.domains.learning.actions.hackathon_teams import hide_team
from teranga.domains.learning.models import HackathonMentor, Judge, Team
from teranga.domains.people.roles import Area, Verb
from teranga.web import hackathon_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.hackathon_forms import CriterionForm, HackathonForm, NamedForm
from teranga.web.organise.places_forms import MomentField
from teranga.web.public import notfound
from teranga.web.templating import translated_plain

EDIT = {"verb": Verb.EDIT, "area": Area.EVENTS}
DECIDE = {"verb": Verb.DECIDE, "area": Area.EVENTS}
FORM = require_http_methods(["GET", "HEAD", "POST"])


def _root(request: HttpRequest, path: str = "") -> str:
    return here(request, f"hackathon/{path}")


@access(Access.ROLE, **EDIT)
@require_safe
def hackathon(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    place = request.event
    settings = reads.settings_of(place)
    context = {
        "hackathon": settings, "criteria": reads.criteria_of(place), "desk": reads.desk_of(place),
        "placed": {one.team: one for one in reads.result_of(place)}, "words": hackathon_words,
        "is_closed": settings is not None and reads.is_closed(settings, timezone.now()),
        "root": _root(request), "saved": "saved" in request.GET and not refusal, "refusal": refusal,
        "may_publish": request.rights.may(Verb.DECIDE, Area.EVENTS, request.place),
    }  # fmt: skip
    return desk_page(request, "hackathon/board", context, title=_("Hackathon"),
                     status=409 if refusal else 200)  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
def settings(request: HttpRequest, community: str, event: str) -> HttpResponse:
    place = request.event
    row = reads.settings_of(place)

    def save(form: HackathonForm) -> None:
        _told(lambda: actions.set_hackathon(
            event=place, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    shown: dict[str, Any] = {"team_size": row.team_size if row else 5}
    if row:
        shown["deadline"] = MomentField(zone=place.zone).shown(row.deadline)
    return drawing.edit(
        request, HackathonForm, title=_("Deadline and size of teams"), row=row, back=_root(request),
        save=save, initial=lambda: shown, options={"zone": place.zone}, fields=("deadline", "team_size"),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def criterion(request: HttpRequest, community: str, event: str, criterion: int = 0) -> HttpResponse:
    place = request.event
    row = reads.criterion_of(place, criterion) if criterion else None

    def save(form: CriterionForm) -> None:
        _told(lambda: actions.save_criterion(
            event=place, criterion=row, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    return drawing.edit(
        request, CriterionForm, title=translated_plain(row.name) if row else _("New criterion"), row=row,
        back=_root(request), save=save,
        initial=lambda: {"name": row.name, "weight": row.weight} if row else {"weight": 1},
        options={"languages": place.languages or place.community.languages},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def remove_criterion(request: HttpRequest, community: str, event: str, criterion: int) -> HttpResponse:
    row = reads.criterion_of(request.event, criterion)
    return drawing.remove(
        request, title=_("Remove the criterion"), what=translated_plain(row.name), back=_root(request),
        act=lambda: actions.remove_criterion(criterion=row, by=request.actor, at=timezone.now()),
        refusals={actions.HackathonRefused: hackathon_words.hackathon_refusal("begun")},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
def name(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Name a judge, or ask a mentor."""
    place = request.event

    def save(form: NamedForm) -> None:
        person = reads.member_named(request.community, form.cleaned_data["member"])
        if person is None:
            raise ValidationError(_("No confirmed member, or more than one, is called like this."))
        if form.cleaned_data["role"] == "judge":
            actions.name_judge(event=place, person=person, by=request.actor, at=timezone.now())
        else:
            topics = form.cleaned_data["topics"]
            actions.ask_mentor(event=place, person=person, topics=topics, by=request.actor, at=timezone.now())

    return drawing.edit(request, NamedForm, title=_("Name a judge or a mentor"), back=_root(request),
                        save=save, initial=lambda: {"role": "judge"})  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def remove_judge(request: HttpRequest, community: str, event: str, judge: int) -> HttpResponse:
    row = reads.of_event(Judge, request.event, judge)
    return _act(request, lambda: actions.remove_judge(judge=row, by=request.actor, at=timezone.now()))


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def remove_mentor(request: HttpRequest, community: str, event: str, adviser: int) -> HttpResponse:
    row = reads.of_event(HackathonMentor, request.event, adviser)
    return _act(request, lambda: actions.remove_mentor(mentor=row, by=request.actor, at=timezone.now()))


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def hide(request: HttpRequest, community: str, event: str, team: int) -> HttpResponse:
    row = reads.of_event(Team, request.event, team)
    is_hidden = request.POST.get("hide") == "yes"
    return _act(request, lambda: hide_team(team=row, hide=is_hidden, by=request.actor, at=timezone.now()))


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def publish(request: HttpRequest, community: str, event: str) -> HttpResponse:
    reads.hackathon_of(request.event)
    is_public = request.POST.get("publish") == "yes"
    return _act(request, lambda: actions.publish_result(
        event=request.event, publish=is_public, by=request.actor, at=timezone.now()
    ))  # fmt: skip


def _act(request: HttpRequest, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except actions.HackathonRefused as refused:
        return _page(request, hackathon_words.hackathon_refusal(refused.why))
    return HttpResponseRedirect(_root(request, "?saved=1"))


def _told(act: Callable[[], Any]) -> Any:
    """Turns the action's refusal into the sentence that stands above the form."""
    try:
        return act()
    except actions.HackathonRefused as refused:
        raise ValidationError(hackathon_words.hackathon_refusal(refused.why)) from refused
