"""A person's own timeline across everything, and the same as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.timeline import timeline_of
from teranga.domains.events.queries_named import event_names
from teranga.domains.people.models import Person
from teranga.formats.csv_rows import csv_rows
from teranga.web import labels
from teranga.web.me import pages
from teranga.web.me.visitor import for_members
from teranga.web.templating import translated_plain

Row = tuple[object, str, str, str, str]  # day, what happened, name, community, path


@access(Access.MEMBER)
@require_safe
@for_members
def timeline(request: HttpRequest, person: Person) -> HttpResponse:
    years: dict[int, list[Row]] = {}
    for row in _rows(person):
        years.setdefault(row[0].year, []).append(row)  # type: ignore[attr-defined]
    return pages.form_page(request, "timeline", {"years": years}, title=_("Your timeline"))


@access(Access.MEMBER)
@require_safe
@for_members
def download(request: HttpRequest, person: Person) -> HttpResponse:
    head = (_("Day"), _("What"), _("Name"), _("Community"))
    content = b"".join(csv_rows([head, *(row[:4] for row in _rows(person))]))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-timeline.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _rows(person: Person) -> list[Row]:
    lines = timeline_of(person)
    events = event_names(line.event_id for line in lines if line.event_id)
    return [
        (
            line.day, labels.timeline_kind(line.kind),
            translated_plain(line.what or (events.get(line.event_id or 0) or ("", ""))[0]),
            translated_plain(line.community), line.path or (events.get(line.event_id or 0) or ("", ""))[1],
        )
        for line in lines
    ]  # fmt: skip
