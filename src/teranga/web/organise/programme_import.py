"""Bringing a programme's file in: sent, read by a job, looked at, and put in by a second click."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.idempotency import new_key, once
from teranga.base.permissions import Access, access
from teranga.base.uploads import UploadRefused, receive
from teranga.domains.events.actions import upload_programme as actions
from teranga.domains.events.models import ProgrammeUpload
from teranga.domains.events.queries_programme import upload_of, upload_progress, uploads_of
from teranga.domains.people.roles import Area, Verb
from teranga.formats.programme import Outcome
from teranga.web import errors, labels
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.finding_words import finding_words
from teranga.web.organise.import_words import code_words, outcome_words, refusal_words, state_words

may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PROGRAMME)
LARGEST = 11 * 1024 * 1024  # bytes; a weekend in eighteen rooms with its texts is below one million
SHOWN = 200  # findings of one kind on the page
AGAIN = "3"  # seconds after which a page that waits asks again


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, community: str, event: str) -> HttpResponse:
    root, refusal = here(request, "import/"), ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            content = receive(sent, largest=LARGEST)
        except UploadRefused as refused:
            refusal = _("Choose a file first.")
            if refused.reason == "large":
                refusal = _("This file has more than {limit} MB. Nothing was kept.").format(
                    limit=LARGEST >> 20
                )
        else:
            return HttpResponseRedirect(f"{root}{_kept(request, sent.name, content)}/")
    context = {
        "uploads": [(row, state_words(row.state)) for row in uploads_of(request.event)],
        "root": root,
        "refusal": refusal,
        "key": new_key(),
        "limit": LARGEST >> 20,
    }
    return desk_page(
        request, "programme/import", context, title=_("Bring in a file"), status=422 if refusal else 200
    )


def _kept(request: HttpRequest, name: str, content: bytes) -> int:
    def act() -> dict[str, Any]:
        upload = actions.receive_upload(
            event=request.event, file_name=name, content=content, by=request.actor,
            at=timezone.now(), replace="replace" in request.POST,
        )  # fmt: skip
        return {"upload": upload.pk}

    purpose = f"desk:import:{request.event.pk}"
    return int(once(purpose, request.POST.get("key", ""), timezone.now(), act)["upload"])


@may_edit
@require_safe
def report(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    upload = upload_of(request.event, number)
    if upload is None:
        return errors.not_found(request)
    waits = upload.state in (ProgrammeUpload.State.WAITING, ProgrammeUpload.State.APPLYING)
    findings = upload.report.get("findings", [])
    groups = [
        (outcome_words(outcome), [row for row in findings if row["outcome"] == outcome.value])
        for outcome in Outcome
    ]
    context = {
        "upload": upload,
        "state": state_words(upload.state),
        "waits": waits,
        "progress": upload_progress(upload) if waits else 100,
        "refusal": refusal_words(upload.refusal) if upload.refusal else "",
        "groups": [(name, rows[:SHOWN], len(rows)) for name, rows in groups if rows],
        "code_words": code_words,
        "finding_words": finding_words,
        "change_kind": labels.change_kind,
        "root": here(request, "import/"),
        "sessions": here(request, "sessions/"),
        "shown": SHOWN,
    }
    response = desk_page(request, "programme/report", context, title=upload.file_name)
    if waits:
        response.headers["Refresh"] = AGAIN
    return response


@may_edit
@require_POST
def settle(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    """Put it in, or leave it; what is no longer possible changes nothing, and the page says how it stands."""
    upload = upload_of(request.event, number)
    if upload is None:
        return errors.not_found(request)
    act = actions.ask_to_apply if request.POST.get("what") == "apply" else actions.drop_upload
    with suppress(actions.UploadMoveRefused):
        act(upload=upload, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'import/')}{upload.pk}/")
