"""Bringing proposals along from pretalx or a table: sent, looked at, put in by a second click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.idempotency import new_key, once
from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused, receive
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.actions import importing as actions
from teranga.domains.proposals.models import Call, ProposalImport
from teranga.domains.proposals.queries_desk import call_at
from teranga.domains.proposals.queries_import import import_of, imports_of, plan_of, sample_of
from teranga.domains.proposals.rules_import import Plan
from teranga.formats.proposals import TABLE_FIELDS, Unreadable
from teranga.formats.proposals.values import said
from teranga.web import proposal_words as words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound

EDIT = {"verb": Verb.EDIT, "area": Area.PROPOSALS}
State = ProposalImport.State
AGAIN = "2"  # seconds after which a page that waits asks again
SHOWN = 12  # names of new parts


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def bring(request: HttpRequest, community: str, event: str) -> HttpResponse:
    call, refusal = _call(request), ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            number = _kept(request, call, sent.name if sent else "", receive(sent, largest=actions.LARGEST))
            return HttpResponseRedirect(f"{here(request, 'proposals/import/')}{number}/")
        except UploadRefused as refused:
            refusal = why_unreadable("empty" if refused.reason == "none" else refused.reason)
        except Unreadable as refused:
            refusal = why_unreadable(refused.why)
    context = {
        "uploads": [(row, state_words(row.state)) for row in imports_of(call)], "refusal": refusal,
        "root": here(request, "proposals/import/"), "key": new_key(), "zone": request.event.zone,
        "limit": actions.LARGEST >> 20,
    }  # fmt: skip
    title = _("Bring proposals along")
    return desk_page(request, "proposals/import", context, title=title, status=422 if refusal else 200)


def _kept(request: HttpRequest, call: Call, name: str, content: bytes) -> int:
    def act() -> dict[str, Any]:
        row = actions.receive_proposals(
            call=call, file_name=name, content=content, by=request.actor, at=timezone.now()
        )
        return {"upload": row.pk}

    key = request.POST.get("key", "")
    return int(once(f"desk:proposals:{call.pk}", key, timezone.now(), act)["upload"])


@access(Access.ROLE, **EDIT)
@require_safe
@notfound.as_page
def report(request: HttpRequest, community: str, event: str, upload: int) -> HttpResponse:
    return _report(request, import_of(_call(request), upload))


def _report(request: HttpRequest, row: ProposalImport, refusal: str = "") -> HttpResponse:
    plan = plan_of(row) if row.state == State.READ else None
    context = {
        "upload": row, "state": state_words(row.state), "refusal": refusal, "plan": plan,
        "columns": sample_of(row) if plan else [], "words": words,
        "fields": [("", _("nothing"))] + [(field, column_words(field)) for field in TABLE_FIELDS],
        "parts": _parts(plan) if plan else [], "shown": plan.new[:SHOWN] if plan else [],
        "done": [(part_words(part), count) for part, count in row.report.items() if count],
        "root": here(request, "proposals/import/"), "proposals": here(request, "proposals/"),
    }  # fmt: skip
    response = desk_page(
        request, "proposals/import_report", context, title=row.file_name or _("A file"),
        status=409 if refusal else 200,
    )  # fmt: skip
    if row.state == State.APPLYING:
        response.headers["Refresh"] = AGAIN
    return response


@access(Access.ROLE, **EDIT)
@require_POST
@notfound.as_page
def settle(request: HttpRequest, community: str, event: str, upload: int) -> HttpResponse:
    """Choose the columns, put it in, or leave it."""
    row, by, at = import_of(_call(request), upload), request.actor, timezone.now()
    what = request.POST.get("what", "")
    try:
        if what == "correct":
            columns = [request.POST.get(f"column_{place}", "") for place in range(len(row.columns))]
            actions.choose_columns(upload=row, columns=columns, by=by, at=at)
        elif what == "apply":
            actions.ask_to_put_in(upload=row, by=by, at=at)
        else:
            actions.drop_import(upload=row, by=by, at=at)
    except actions.ImportSettled:
        refusal = _("This file was put in or left meanwhile. Nothing more was changed.")
        return _report(request, import_of(_call(request), upload), refusal)
    return HttpResponseRedirect(f"{here(request, 'proposals/import/')}{row.pk}/")


def _call(request: HttpRequest) -> Call:
    """Raises NotFound."""
    call = call_at(request.event)
    if call is None:
        raise NotFound(request.event.slug)
    return call


def _parts(plan: Plan) -> list[tuple[str, int, str]]:
    """What the call does not have yet: how many, and the first of their names."""
    found = []
    for part in ("types", "tracks", "tags", "rooms", "questions"):
        rows = getattr(plan, part)
        if rows:
            names = [said(one["label"] if part == "questions" else one["name"]) for one in rows[:SHOWN]]
            found.append((part_words(part), len(rows), ", ".join(names)))
    return found


def part_words(part: str) -> str:
    return {
        "proposals": _("Proposals"), "reviews": _("Reviews"), "types": _("Formats"), "tracks": _("Tracks"),
        "tags": _("Tags"), "rooms": _("Rooms"), "questions": _("Questions"),
    }.get(part, part)  # fmt: skip


def state_words(state: str) -> str:
    return {
        State.READ: _("Read, not put in"), State.APPLYING: _("Being put in"), State.APPLIED: _("Put in"),
        State.DROPPED: _("Left"),
    }[State(state)]  # fmt: skip


def column_words(field: str) -> str:
    return {"key": _("Number in the other program"), "speaker": _("Speakers"),
            "email": _("E-mail address")}.get(field) or words.field_name(field)  # fmt: skip


def why_unreadable(why: str) -> str:
    """What happened, and what to do."""
    return {
        "empty": _("Choose a file first."),
        "large": _("This file holds more than can be read at once. Cut it in two. Nothing was kept."),
        "broken": _("This file breaks off or is no whole JSON, ZIP or CSV. Save it again. Nothing was kept."),
        "nothing": _("There is no proposal in this file. Nothing was kept."),
    }.get(why) or _("This is neither an export of pretalx nor a table (CSV). Nothing was kept.")
