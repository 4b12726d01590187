"""Taking proposals along, as a table or whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.roles import Area, Verb
from teranga.domains.proposals.actions.taking import note_export
from teranga.domains.proposals.rules_seen import Role
from teranga.formats.csv_rows import csv_rows
from teranga.formats.xlsx_sheets import workbook
from teranga.web import errors
from teranga.web.organise.proposal_plain import as_json, as_zip
from teranga.web.organise.proposal_tables import Taken
from teranga.web.organise.proposal_views import sight
from teranga.web.public import notfound

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@access(Access.ROLE, verb=Verb.VIEW, area=Area.PROPOSALS)
@require_POST
@notfound.as_page
def export(request: HttpRequest, community: str, event: str) -> HttpResponseBase:
    """A form and no link, so that the log says who took what along. A reviewer gets what a reviewer sees."""
    seen, kind = sight(request), request.POST.get("format", "")
    if seen.gate.role is Role.NOBODY:
        raise NotFound(request.event.slug)
    if kind not in KINDS:
        return errors.not_found(request)
    if kind == "zip" and not seen.gate.shows("all_answers"):
        return errors.not_found(request)  # a file may have a name inside
    taken, now = Taken(seen), timezone.now()
    note_export(call=seen.call, rows=len(taken.rows), kind=kind, by=request.actor, at=now)
    answer: HttpResponseBase
    if kind == "zip":
        answer = StreamingHttpResponse(as_zip(taken, now), content_type=KINDS[kind])
    else:
        answer = HttpResponse(_content(taken, kind), content_type=KINDS[kind])
    name = f"proposals-{request.event.slug}-{now:%Y-%m-%d}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _content(taken: Taken, kind: str) -> bytes:
    if kind == "csv":
        return b"".join(csv_rows(taken.table()))
    if kind == "json":
        return as_json(taken, timezone.now())
    return workbook(taken.sheets())
