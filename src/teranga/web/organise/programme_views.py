"""The programme at the desk: sessions by day, by hand, with a warning before two things collide."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.actions import sessions as actions
from teranga.domains.events.models import Event, Session
from teranga.domains.events.queries_programme import (
    placed_sessions,
    session_of,
    speakers_of,
    working_programme,
)
from teranga.domains.events.rules_conflicts import Conflict, ConflictKind, Placed, conflicts_of
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors, labels, localised
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.programme_forms import SessionForm, session_options, session_shown
from teranga.web.templating import translated_plain

may_look = access(Access.ROLE, verb=Verb.VIEW, area=Area.PROGRAMME)
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PROGRAMME)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@may_look
@require_safe
def programme(request: HttpRequest, community: str, event: str) -> HttpResponse:
    found = working_programme(request.event)
    names = {one.pk: one.name for rows in found.speakers.values() for one in rows}
    context = {
        "programme": found,
        "warnings": [_warning(conflict, names, request.event) for conflict in found.conflicts],
        "kind_name": labels.session_kind,
        "root": here(request, "sessions/"),
        "may_change": request.rights.may(Verb.EDIT, Area.PROGRAMME, request.place),
        "saved": "saved" in request.GET,
    }
    return desk_page(request, "programme/programme", context, title=_("Programme"))


def _warning(conflict: Conflict, names: dict[int, str], event: Event) -> str:
    other = conflict.other
    hours = f"{localised.clock(other.start, event.zone)}–{localised.clock(other.end, event.zone)}"
    if conflict.kind is ConflictKind.ROOM:
        return _("“{one}” and “{other}” ({hours}) are in the same room at the same time.").format(
            one=conflict.one.title, other=other.title, hours=hours
        )
    people = ", ".join(sorted(names.get(number, "?") for number in conflict.speakers))
    return _("{people} would be in “{one}” and in “{other}” ({hours}) at the same time.").format(
        people=people, one=conflict.one.title, other=other.title, hours=hours
    )


def _warn(event: Event, values: dict[str, Any], speakers: list[int], number: int) -> None:
    """Raises ValidationError with a sentence for everything that the session would collide with."""
    if values["starts_at"] is None:
        return
    one = Placed(
        number, translated_plain(values["title"]), values["starts_at"], values["minutes"], values["room_id"],
        frozenset(speakers),
    )  # fmt: skip
    found = conflicts_of(one, placed_sessions(event))
    if found:
        names = {speaker.pk: speaker.name for speaker in speakers_of(event)}
        told = [_warning(conflict, names, event) for conflict in found]
        raise ValidationError({"anyway": [*told, _("Change it, or tick the last box if this is meant.")]})


@may_edit
@form_methods
def add(request: HttpRequest, community: str, event: str) -> HttpResponse:
    place = request.event

    def save(form: SessionForm) -> None:
        values, speakers = form.session_values(), form.cleaned_data["speakers"]
        if not form.cleaned_data["anyway"]:
            _warn(place, values, speakers, 0)
        actions.add_session(event=place, speakers=speakers, by=request.actor, at=timezone.now(), **values)

    return drawing.edit(
        request, SessionForm, title=_("Add a session"), back=here(request, "sessions/"), save=save,
        options=session_options(place), initial=lambda: {"kind": "talk", "minutes": 30},
    )  # fmt: skip


@may_edit
@form_methods
def change(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    place, session = request.event, session_of(request.event, number)
    if session is None:
        return errors.not_found(request)

    def save(form: SessionForm) -> None:
        values = form.session_values()
        known = [int(one) for one in session_shown(place, session)["speakers"]]
        chosen = form.cleaned_data["speakers"]
        speakers = [one for one in known if one in chosen] + [one for one in chosen if one not in known]
        if not form.cleaned_data["anyway"]:
            _warn(place, values, speakers, session.pk)
        actions.change_session(
            session=session, speakers=speakers, seen=form.cleaned_data["seen"], by=request.actor,
            at=timezone.now(), **values,
        )  # fmt: skip

    return drawing.edit(
        request, SessionForm, title=translated_plain(session.title) or session.slug, row=session, save=save,
        back=here(request, "sessions/"), initial=lambda: session_shown(place, session),
        options=session_options(place, session), template="programme/session",
        context={"root": f"{here(request, 'sessions/')}{session.pk}/"},
    )  # fmt: skip


def _session(request: HttpRequest, number: int) -> Session | None:
    return session_of(request.event, number)


@may_edit
@form_methods
def remove(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    session = _session(request, number)
    if session is None:
        return errors.not_found(request)
    return drawing.remove(
        request, title=_("Take it off the programme"), what=translated_plain(session.title),
        back=here(request, "sessions/"),
        warning=_("Its page stays and says so, and the change stands in the feed of changes."),
        act=lambda: actions.remove_session(session=session, by=request.actor, at=timezone.now()),
    )  # fmt: skip


@may_edit
@require_POST
def restore(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    session = _session(request, number)
    if session is None:
        return errors.not_found(request)
    actions.restore_session(session=session, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(here(request, "sessions/") + "?saved=1")
