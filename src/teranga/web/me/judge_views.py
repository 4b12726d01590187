"""A judge's own pages: what was handed in, and one sheet a team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teranga.base.markdown import render_markdown
from teranga.base.permissions import Access, access
from teranga.domains.learning import queries_hackathons as reads
from teranga.domains.learning.actions.hackathons import HackathonRefused, recuse, score_team
from teranga.domains.people.models import Person
from teranga.web import hackathon_words
from teranga.web.me import pages
from teranga.web.me.hackathon_forms import SheetForm, sheet_values
from teranga.web.me.visitor import actor_of, for_members
from teranga.web.public import notfound


@access(Access.MEMBER)
@require_safe
@notfound.as_page
@for_members
def judging(request: HttpRequest, person: Person, judge: int) -> HttpResponse:
    row = reads.own_judge(person, judge)
    settings = reads.hackathon_of(row.event)
    is_closed = reads.is_closed(settings, timezone.now())
    context = {
        "judge": row, "hackathon": settings, "is_closed": is_closed,
        "sheets": reads.sheets_of(row) if is_closed else [], "saved": "saved" in request.GET,
    }  # fmt: skip
    return pages.form_page(request, "judging", context, title=_("Judging"))


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def sheet(request: HttpRequest, person: Person, judge: int, team: int) -> HttpResponse:
    row = reads.own_judge(person, judge)
    if not reads.is_closed(reads.hackathon_of(row.event), timezone.now()):
        raise reads.NotFound(str(team))
    one = reads.sheet_of(row, team)
    shown = sheet_values(one.points, one.verdict.comment if one.verdict else "")
    is_recusing = "recuse" in request.POST
    typed = request.POST if request.method == "POST" and not is_recusing else None
    form = SheetForm(typed, criteria=reads.criteria_of(row.event), initial=shown)
    refusal, by, at = "", actor_of(person), timezone.now()
    if request.method == "POST" and (is_recusing or form.is_valid()):
        try:
            if is_recusing:
                recuse(judge=row, team=one.team, by=by, at=at)
            else:
                comment = form.cleaned_data["comment"]
                score_team(judge=row, team=one.team, points=form.points(), comment=comment, by=by, at=at)
        except HackathonRefused as refused:
            refusal = hackathon_words.hackathon_refusal(refused.why)
        else:
            return HttpResponseRedirect(f"{reverse('me-judging', kwargs={'judge': row.pk})}?saved=1")
    context = {
        "judge": row, "sheet": one, "refusal": refusal,
        "text": render_markdown(one.team.handed_in.description if one.team.handed_in else "", 3),
    }  # fmt: skip
    return pages.form_page(
        request, "judging_sheet", context, title=one.team.name, form=form,
        status=409 if refusal else 422 if form.is_bound else 200,
    )  # fmt: skip
