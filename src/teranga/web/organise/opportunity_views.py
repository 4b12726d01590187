"""A suggested opportunity at the desk: put on the board, or left out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.import_opportunities import import_opportunities
from teranga.domains.communities.actions.opportunities import decide_suggestion
from teranga.domains.communities.models import Opportunity
from teranga.domains.communities.rules_opportunities import is_open, moment_of_end
from teranga.domains.people.roles import Area, Verb
from teranga.formats.directory_file import Trouble
from teranga.formats.opportunities_file import Call, read_calls
from teranga.web import errors
from teranga.web import opportunity_words as words
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.directory_views import DirectoryFile, look_then_bring_in


@access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = Opportunity.objects.filter(community=request.community, pk=number).first()
    if row is None:
        return errors.not_found(request)
    if request.method == "POST" and request.POST.get("what") in ("show", "refuse"):
        is_shown = request.POST["what"] == "show"
        decide_suggestion(row=row, is_shown=is_shown, by=request.actor, at=timezone.now())
        return HttpResponseRedirect(f"{here(request, 'opportunities/')}?saved=1")
    context = {
        "row": row, "words": words, "back": here(request, f"opportunities/{row.pk}/"),
        "end": words.until(row.closes_at, row.zone, request.community.zone),
    }  # fmt: skip
    return desk_page(request, "opportunity_decide", context, title=_("On the board or not"))


class BoardFile(DirectoryFile):
    def taken_from(self, content: str) -> tuple[list[Any], list[Trouble]]:
        now = timezone.now()

        def is_over(call: Call) -> bool:
            return not is_open(moment_of_end(call.last_day, call.last_hour, call.zone or "UTC"), now)

        return read_calls(content, is_over)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, community: str) -> HttpResponse:
    def act(rows: list[Any], *, only_look: bool) -> Any:
        return import_opportunities(
            community=request.community, calls=rows, by=request.actor, at=timezone.now(), only_look=only_look
        )

    title = _("Bring in opportunities")
    return look_then_bring_in(request, BoardFile, act, title=title, path="opportunities/")
