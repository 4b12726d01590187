"""The call at the desk: what is ready, what is lacking, its window, texts and fields, and its moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.actions import calls as actions
from teranga.domains.proposals.models import Call
from teranga.domains.proposals.queries_call import call_at_desk, call_of, proposal_counts, whole_of
from teranga.domains.proposals.queries_seen import sight_of
from teranga.domains.proposals.queries_voting import FEWEST, vote_sums, voters_of
from teranga.domains.proposals.ready_made import TOPICS, USUAL_TYPES
from teranga.domains.proposals.rules_call import IllegalCallMove, is_open
from teranga.domains.proposals.rules_checklist import checklist, lacks
from teranga.web import call_words, errors
from teranga.web.organise import call_forms, drawing
from teranga.web.organise.addresses import here
from teranga.web.organise.call_lists import TABS, told
from teranga.web.organise.desk import desk_page
from teranga.web.organise.places_forms import MomentField
from teranga.web.public import notfound

VIEW = {"verb": Verb.VIEW, "area": Area.PROPOSALS}
EDIT = {"verb": Verb.EDIT, "area": Area.PROPOSALS}
DECIDE = {"verb": Verb.DECIDE, "area": Area.PROPOSALS}
FORM = require_http_methods(["GET", "HEAD", "POST"])
MOVES = {"publish": actions.publish_call, "take_back": actions.take_back_call}
WINDOW = (
    "about", "opens_at", "closes_at", "grace_minutes", "decide_by", "reply_days", "most_per_person", "levels",
    "languages", "closed_tracks",
)  # fmt: skip
A_PAGE = 50
TEXTS = ("everybody_pays", "rules", "past", "policies")
FIELDS = ("count_in", "fields")
VOTING = ("votes_open_at", "votes_close_at")
# Where a line of the checklist is written, below the call.
WRITTEN_AT = {
    "about": "window/", "window": "window/", "decide_by": "window/", "types": "types/", "topics": "topics/",
    "conduct": "texts/", "payment": "texts/", "travel": "texts/", "ai": "texts/", "rules": "texts/",
    "past": "texts/", "languages": "texts/",
}  # fmt: skip


def root_of(request: HttpRequest, path: str = "") -> str:
    return here(request, f"call/{path}")


def may(request: HttpRequest, verb: Verb) -> bool:
    return request.rights.may(verb, Area.PROPOSALS, request.place)


@access(Access.ROLE, **VIEW)
@require_safe
def home(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_of(request.event)
    if call is None:
        context = {"root": root_of(request), "may_change": may(request, Verb.EDIT)}
        return desk_page(request, "call/none", context, title=_("Call for proposals"))
    return call_page(request, call)


def call_page(request: HttpRequest, call: Call, refused: str = "") -> HttpResponse:
    now, whole = timezone.now(), whole_of(call)
    points = checklist(call, whole.offered_types, whole.offered_topics, now)
    counts = proposal_counts(call)
    drafts = counts.get("draft", 0)
    context = {
        "call": call, "whole": whole, "points": points, "words": call_words, "root": root_of(request),
        "where": WRITTEN_AT, "lacks": lacks(points), "is_open": is_open(call, whole.offered_types, now),
        "drafts": drafts, "sent": sum(counts.values()) - drafts - counts.get("withdrawn", 0),
        "may_change": may(request, Verb.EDIT), "may_decide": may(request, Verb.DECIDE), "refusal": refused,
        "saved": "saved" in request.GET and not refused, "tabs": TABS, "zone": request.event.zone,
        "left": max((call.closes_at - now).days, 0), "is_ahead": now < call.opens_at,
    }  # fmt: skip
    return desk_page(request, "call/home", context, title=_("Call for proposals"),
                     status=409 if refused else 200)  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
def begin(request: HttpRequest, community: str, event: str) -> HttpResponse:
    if call_of(request.event) is not None:
        return HttpResponseRedirect(root_of(request))

    def save(form: call_forms.BeginForm) -> None:
        told(lambda: actions.draft_call(
            event=request.event, by=request.actor, at=timezone.now(), **form.values()
        ))  # fmt: skip

    return drawing.edit(
        request, call_forms.BeginForm, title=_("Open a call"), back=root_of(request), save=save,
        initial=lambda: {"types": list(USUAL_TYPES), "topics": list(TOPICS)},
        options={"event": request.event, "languages": _languages(request)},
        context={"save_words": _("Begin the call as a draft")},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def window(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_at_desk(request.event)
    tracks = whole_of(call).tracks
    return _edit(
        request, call, call_forms.WindowForm, _("Window and limits"), WINDOW,
        lambda: _window_shown(call, request.event.zone),
        lambda form: {name: value for name, value in form.values().items() if name in WINDOW},
        {"event": request.event, "tracks": tracks},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def texts(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_at_desk(request.event)
    return _edit(
        request, call, call_forms.TextsForm, _("Rules that everybody reads"), TEXTS,
        lambda: call_forms.TextsForm.shown(call), lambda form: form.call_values(),
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def fields(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_at_desk(request.event)
    return _edit(
        request, call, call_forms.FieldsForm, _("What the form asks"), FIELDS,
        lambda: call_forms.FieldsForm.shown(call), lambda form: form.call_values(),
        template="call/fields", context={"names": call_words.field_names()},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@FORM
@notfound.as_page
def voting(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call = call_at_desk(request.event)
    when = MomentField(zone=request.event.zone)
    return _edit(
        request, call, call_forms.VotingForm, _("Voting by those who come"), VOTING,
        lambda: {name: when.shown(getattr(call, name)) for name in VOTING}, lambda form: form.values(),
        {"event": request.event},
    )  # fmt: skip


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def votes(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """What those who come want to hear, in sums; reviewers do not see it."""
    call = call_at_desk(request.event)
    page = min(int(request.GET["page"][:4]), 99) if request.GET.get("page", "").isdecimal() else 1
    sight = sight_of(call, rights=request.rights, place=request.place, at=timezone.now())
    titles = {one.code: one.title for one in sight.seen(sight.proposals().exclude(pk__in=sight.away))}
    rows = [replace(one, title=titles[one.code]) for one in vote_sums(call) if one.code in titles]
    start = (max(page, 1) - 1) * A_PAGE
    context = {
        "rows": rows[start : start + A_PAGE], "voters": voters_of(call), "fewest": FEWEST,
        "root": here(request, "proposals/"), "more": page + 1 if len(rows) > start + A_PAGE else 0,
        "weight": call.votes_weight, "reviews": here(request, "reviews/"),
    }  # fmt: skip
    return desk_page(request, "call/votes", context, title=_("What people want to hear"))


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, wanted = call_at_desk(request.event), request.POST.get("move", "")
    if wanted not in MOVES:
        return errors.not_found(request)
    try:
        MOVES[wanted](call=call, by=request.actor, at=timezone.now())
    except actions.NotReady as refused:
        lacking = _("It cannot be published yet. Still missing: {what}.")
        return call_page(request, call, lacking.format(what=call_words.lacks(refused.lacks)))
    except actions.CallRefused as refused:
        return call_page(request, call, call_words.refusal(refused.why))
    except IllegalCallMove:
        return call_page(request, call_at_desk(request.event),
                         _("The call has gone on meanwhile. Look where it stands now."))  # fmt: skip
    return HttpResponseRedirect(f"{root_of(request)}?saved=1")


def _edit(
    request: HttpRequest, call: Call, form: type[drawing.DrawnForm], title: str, names: tuple[str, ...],
    shown: Callable[[], dict[str, Any]], values: Callable[[Any], dict[str, Any]],
    options: dict[str, Any] | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """One of the call's forms; its mark covers what it shows, in the order of its values."""

    def save(sent: Any) -> None:
        new = values(sent)
        told(lambda: actions.change_call(
            call=call, seen=sent.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **{name: new.get(name, getattr(call, name)) for name in names},
        ))  # fmt: skip

    return drawing.edit(
        request, form, title=title, row=call, back=root_of(request), fields=names, initial=shown, save=save,
        options={"languages": _languages(request), **(options or {})}, **more,
    )  # fmt: skip


def _window_shown(call: Call, zone: str) -> dict[str, Any]:
    when = MomentField(zone=zone)
    return {name: getattr(call, name) for name in WINDOW} | {
        "opens_at": when.shown(call.opens_at), "closes_at": when.shown(call.closes_at)
    }  # fmt: skip


def _languages(request: HttpRequest) -> list[str]:
    return request.event.languages or request.community.languages
