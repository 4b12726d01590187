"""Bringing a list of members along: sent, looked at, corrected, put in by a second click, taken out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.idempotency import new_key, once
from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused, receive
from teranga.domains.communities.actions import import_members as actions
from teranga.domains.communities.models import MemberImport
from teranga.domains.communities.queries_imports import import_of, import_progress, imports_of, lines_of
from teranga.domains.people.roles import Area, Verb
from teranga.formats.contacts.values import FIELDS
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.members_words import (
    field_words,
    import_state_words,
    list_kind_words,
    outcome_words,
    trouble_words,
)

may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
AGAIN = "3"  # seconds after which a page that waits asks again
State = MemberImport.State
WAITS = (State.WAITING, State.APPLYING, State.UNDOING)


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, community: str) -> HttpResponse:
    root, refusal = here(request, "members/import/"), ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            content = receive(sent, largest=actions.LARGEST)
        except UploadRefused as refused:
            refusal = _("Choose a file first.")
            if refused.reason == "large":
                refusal = _("This file has more than {limit} MB. Nothing was kept.").format(
                    limit=actions.LARGEST >> 20
                )
        else:
            return HttpResponseRedirect(f"{root}{_kept(request, sent.name, content)}/")
    context = {
        "uploads": [(row, import_state_words(row.state)) for row in imports_of(request.community)],
        "root": root,
        "refusal": refusal,
        "key": new_key(),
        "limit": actions.LARGEST >> 20,
        "zone": request.community.zone,
    }
    status = 422 if refusal else 200
    return desk_page(request, "members/import", context, title=_("Bring a list along"), status=status)


def _kept(request: HttpRequest, name: str, content: bytes) -> int:
    def act() -> dict[str, Any]:
        upload = actions.receive_list(
            community=request.community, file_name=name, content=content, by=request.actor, at=timezone.now()
        )
        return {"upload": upload.pk}

    purpose = f"desk:list:{request.community.pk}"
    return int(once(purpose, request.POST.get("key", ""), timezone.now(), act)["upload"])


@may_edit
@require_safe
def report(request: HttpRequest, community: str, upload: int) -> HttpResponse:
    row = import_of(request.community, upload)
    return _report(request, row) if row else errors.not_found(request)


def _report(request: HttpRequest, upload: MemberImport, refusal: str = "") -> HttpResponse:
    waits, told = upload.state in WAITS, upload.report
    lines, counts = lines_of(upload)
    context = {
        "upload": upload,
        "state": import_state_words(upload.state),
        "kind": list_kind_words(told.get("kind", "")),
        "waits": waits,
        "progress": import_progress(upload) if waits else 100,
        "told": told,
        "refusal": refusal,
        "columns": _columns(upload),
        "fields": [(field, field_words(field)) for field in ("", *FIELDS)],
        "standings": _standings(),
        "counts": [(outcome_words(outcome), count) for outcome, count in counts],
        "lines": [(line, outcome_words(outcome), trouble_words(note)) for line, outcome, note in lines],
        "trouble_words": trouble_words,
        "root": here(request, "members/import/"),
        "members": here(request, "members/"),
        "duplicates": here(request, "duplicates/"),
    }
    title = upload.file_name or _("A list")
    response = desk_page(request, "members/report", context, title=title, status=409 if refusal else 200)
    if waits:
        response.headers["Refresh"] = AGAIN
    return response


def _columns(upload: MemberImport) -> list[tuple[str, str, list[str]]]:
    """Each column's heading, what it is taken for, and what stands in its first rows."""
    headings, sample = upload.report.get("headings") or [], upload.report.get("sample") or []
    return [
        (
            (headings[place] if place < len(headings) else "")
            or _("column {number}").format(number=place + 1),
            field,
            [row[place] for row in sample[:3] if place < len(row) and row[place]],
        )
        for place, field in enumerate(upload.columns)
    ]


def _standings() -> list[tuple[str, str, str]]:
    return [
        ("recorded", _("They are members already"),
         _("They stand in your list as “brought along” until they confirm themselves.")),
        ("invited", _("I want to invite them"),
         _("They are no members. Who does not confirm within half a year is forgotten.")),
    ]  # fmt: skip


@may_edit
@require_POST
def settle(request: HttpRequest, community: str, upload: int) -> HttpResponse:
    """Correct the columns, put the list in, leave it, or take it out again."""
    row = import_of(request.community, upload)
    if row is None:
        return errors.not_found(request)
    by, at, posted = request.actor, timezone.now(), request.POST
    acts: dict[str, Callable[[], None]] = {
        "correct": lambda: actions.correct_columns(
            upload=row, by=by, at=at,
            columns=[posted.get(f"column_{place}", "") for place in range(len(row.columns))],
        ),
        "apply": lambda: actions.ask_to_apply(
            upload=row, standing=posted.get("standing", ""), basis=posted.get("basis", ""), by=by, at=at
        ),
        "undo": lambda: actions.ask_to_undo(upload=row, by=by, at=at),
    }  # fmt: skip
    act = acts.get(posted.get("what", ""), lambda: actions.drop_list(upload=row, by=by, at=at))
    try:
        act()
    except actions.ImportRefused as refused:
        return _report(request, import_of(request.community, upload) or row, str(refused))
    return HttpResponseRedirect(f"{here(request, 'members/import/')}{row.pk}/")
