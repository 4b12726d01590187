"""The committee's report of a decided round, and the round as a file."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid import queries_report as queries
from teranga.domains.aid.actions.scoring import note_export
from teranga.domains.aid.queries_awards import aid_round
from teranga.domains.people.roles import Area, Verb
from teranga.formats.csv_rows import csv_rows
from teranga.formats.xlsx_sheets import workbook
from teranga.web import aid_words, errors, statement_words
from teranga.web.organise.aid_tables import as_plain, lines_table, report_table
from teranga.web.organise.aid_views import DECIDE, may, root_of
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "xlsx": XLSX}


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def report(request: HttpRequest, community: str, number: int) -> HttpResponse:
    round = aid_round(request.community, number)
    told = queries.report_of(round, timezone.now())
    context = {
        "round": round, "told": told, "words": aid_words, "result": told.scenario.result,
        "sums": statement_words.lines_of(told.total, round.currency), "back": root_of(request, f"{number}/"),
        "root": root_of(request, f"{number}/report"), "kinds": list(TYPES),
        "may_export": request.rights.may(Verb.EXPORT, Area.AID, request.place),
    }  # fmt: skip
    return desk_page(request, "aid/report", context, title=_("Report of the round"), styles=("print",))


@access(Access.ROLE, verb=Verb.EXPORT, area=Area.AID)
@require_safe
@notfound.as_page
def export(
    request: HttpRequest, community: str, number: int, suffix: str
) -> HttpResponse | StreamingHttpResponse:
    """Names only for who decides as well; nobody's own line."""
    round, now = aid_round(request.community, number), timezone.now()
    if suffix not in TYPES:
        return errors.not_found(request)
    told = queries.report_of(round, now)
    names = may(request, Verb.DECIDE)
    lines = queries.lines_of(round, request.actor.person_id, now, with_names=names)
    note_export(round=round, rows=len(lines), by=request.actor, at=now)
    answer: HttpResponse | StreamingHttpResponse
    if suffix == "csv":
        answer = StreamingHttpResponse(csv_rows(lines_table(round, lines)), content_type=TYPES[suffix])
    elif suffix == "json":
        plain = json.dumps(as_plain(round, told, lines), ensure_ascii=False, indent=1)
        answer = HttpResponse(plain, content_type=TYPES[suffix])
    else:
        sheets = {_("Report"): report_table(round, told), _("Applications"): lines_table(round, lines)}
        answer = HttpResponse(workbook(sheets), content_type=TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{round.slug}.{suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
