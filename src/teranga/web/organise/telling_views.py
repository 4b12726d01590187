"""Telling speakers what was decided: looked at, counted, and with five minutes to take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals import queries_told as queries
from teranga.domains.proposals.actions import telling as actions
from teranga.domains.proposals.actions.invitations import Guest, TooLateToInvite, invite_speaker
from teranga.domains.proposals.actions.talk_mails import talk_letter
from teranga.domains.proposals.models import Call, Proposal, SessionType
from teranga.domains.proposals.queries_seen import Sight, sight_of
from teranga.domains.proposals.rules_told import BATCH, mark_of
from teranga.web import proposal_words, talk_words
from teranga.web.organise import drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.telling_forms import GuestForm
from teranga.web.public import notfound

DECIDE = {"verb": Verb.DECIDE, "area": Area.PROPOSALS}
NO_LINK = "https://…"
View = Callable[..., HttpResponse]


def root(request: HttpRequest, path: str = "") -> str:
    return here(request, f"telling/{path}")


def with_names(view: View) -> View:
    """The view, or a page that says why it waits: speakers are named there, and this person reviews blind."""

    @wraps(view)
    @notfound.as_page
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        call = queries.call_if_any(request.event)
        if call is not None and sight_in(request, call).is_blind:
            why = _("You review in this phase without names, and speakers are named here. It opens for you"
                    " when the phase ends.")  # fmt: skip
            context = {"heading": _("Telling speakers waits for you"), "why": why}
            return desk_page(request, "selection/waits", context, title=_("Tell speakers"), status=409)
        return view(request, *args, **kwargs)

    return wrapped


def sight_in(request: HttpRequest, call: Call) -> Sight:
    return sight_of(call, rights=request.rights, place=request.place, at=timezone.now())


@access(Access.ROLE, **DECIDE)
@require_safe
@with_names
def telling(request: HttpRequest, community: str, event: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, why: str = "") -> HttpResponse:
    call = queries.call_if_any(request.event)
    if call is None:
        context = {"call": here(request, "call/")}
        return desk_page(request, "telling/none", context, title=_("Tell speakers"))
    found, counts = queries.untold(call), queries.answer_counts(call)
    rows = queries.rows_of(found)
    shown: dict[str, Any] = {
        "call": call, "found": found, "mark": mark_of(rows), "total": len(found),
        "groups": [(state, [row for row in found if row.state == state]) for state in BATCH],
        "counts": Counter(row.state for row in found), "refusal": talk_words.refusal(why),
        "running": queries.open_telling(call), "last": queries.last_telling(call),
        "state_name": proposal_words.state_name,
        "previews": _previews(call, found), "unreached": queries.without_address(found),
        "unexplained": _unexplained(request, found), "open": queries.open_decisions(call),
        "by_right": queries.by_right_of(call), "type_name": proposal_words.type_name,
        "told": sum(counts.values()), "root": root(request), "zone": request.event.zone, "tab": "tell",
        "saved": "saved" in request.GET and not why,
    }  # fmt: skip
    return desk_page(request, "telling/tell", shown, title=_("Tell speakers"), status=409 if why else 200)


def _previews(call: Call, found: list[Proposal]) -> list[dict[str, Any]]:
    """The first mail of each outcome, as its reader gets it."""
    looks, now = [], timezone.now()
    for state in BATCH:
        row = next((one for one in found if one.state == state), None)
        if row is None:
            continue
        row.call, row.event = call, call.event
        speaker = next(iter(queries.speaking(row)), None)
        if speaker is not None:
            text = talk_letter(row, speaker, actions.LETTER_OF[state], link=NO_LINK, at=now)
            page = Markup(text.html)  # noqa: S704 -- sanitised where it was made
            looks.append({"state": state, "language": text.language, "text": text, "page": page})
    return looks


def _unexplained(request: HttpRequest, found: list[Proposal]) -> int:
    """How many are not chosen and would read nothing about why."""
    silent = [row for row in found if row.state == Proposal.State.REJECTED and not row.words]
    told = queries.reasons_of(silent, request.LANGUAGE_CODE)
    return sum(row.pk not in told for row in silent)


@access(Access.ROLE, **DECIDE)
@require_POST
@with_names
def approve(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, typed = queries.call_of(request.event), request.POST.get("count", "").strip()
    try:
        actions.approve_telling(
            call=call, seen=request.POST.get("mark", ""), by=request.actor, at=timezone.now(),
            typed=int(typed) if typed.isdecimal() and len(typed) < 9 else -1,
        )  # fmt: skip
    except actions.TellingRefused as refused:
        return _page(request, refused.why)
    return HttpResponseRedirect(root(request, "?saved=1"))


@access(Access.ROLE, **DECIDE)
@require_POST
@with_names
def take_back(request: HttpRequest, community: str, event: str) -> HttpResponse:
    running = queries.open_telling(queries.call_of(request.event))
    try:
        if running is None:
            raise actions.TellingRefused("over")
        actions.take_back_telling(telling=running, by=request.actor, at=timezone.now())
    except actions.TellingRefused as refused:
        return _page(request, refused.why)
    return HttpResponseRedirect(root(request, "?saved=1"))


@access(Access.ROLE, **DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@with_names
def invite(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = queries.call_of(request.event)
    types = {str(one.pk): one for one in _types(call)}

    def save(form: GuestForm) -> str:
        told = form.cleaned_data
        guest = Guest(told["name"], told["address"], told["language"], told["title"], told["words"])
        try:
            row = invite_speaker(
                call=call, kind=types[told["type"]], guest=guest, by=request.actor, at=timezone.now()
            )
        except TooLateToInvite:
            raise drawing.forms.ValidationError(talk_words.refusal("invite")) from None
        return root(request, f"talks/{row.code}/?saved=1")

    return drawing.edit(
        request, GuestForm, title=_("Invite somebody to speak"), back=root(request, "answers/"), save=save,
        options={"types": list(types.values()), "languages": request.event.languages or ["en"]},
    )  # fmt: skip


def _types(call: Call) -> list[SessionType]:
    """Those by invitation first."""
    rows = SessionType.objects.filter(event=call.event_id, call=call, ended_at=None)
    return sorted(rows, key=lambda one: (one.way != SessionType.Way.INVITED, one.position, one.pk))
