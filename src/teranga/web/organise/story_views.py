"""What members wrote and sent in: read, taken over as a page, or sent back with a question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.markdown import render_markdown
from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_stories as queries
from teranga.domains.communities.actions import story_drafts as actions
from teranga.domains.communities.models import StoryDraft
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page

may_look = access(Access.ROLE, verb=Verb.VIEW, area=Area.PAGES)
may_edit = access(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)


@may_look
@require_safe
def sent_in(request: HttpRequest, community: str) -> HttpResponse:
    context = {
        "rows": queries.stories_sent_in(request.community), "root": here(request, "stories/"),
        "done": request.GET.get("done", ""),
    }  # fmt: skip
    return desk_page(request, "stories", context, title=_("Stories sent in"))


@may_look
@require_safe
def one(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.story_sent_in(request.community, number)
    return errors.not_found(request) if row is None else _page(request, row)


def _page(request: HttpRequest, row: StoryDraft, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "story": row, "body": render_markdown(row.body), "refusal": refusal,
        "may_change": request.rights.may(Verb.EDIT, Area.PAGES, request.place),
        "root": here(request, "stories/"), "pages": here(request, "pages/"),
    }  # fmt: skip
    return desk_page(request, "story", context, title=row.title, status=status)


@may_edit
@require_POST
def answer(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.story_sent_in(request.community, number)
    if row is None:
        return errors.not_found(request)
    by, now = request.actor, timezone.now()
    try:
        if request.POST.get("what") == "take":
            page = actions.take_story(story=row, by=by, at=now)
            return HttpResponseRedirect(f"{here(request, 'pages/')}{page.pk}/?saved=1")
        actions.return_story(story=row, note=request.POST.get("note", ""), by=by, at=now)
    except actions.StoryRefused as refused:
        return _page(request, row, str(refused), 422)
    except actions.StoryMoveRefused:
        return HttpResponseRedirect(f"{here(request, 'stories/')}?done=late")
    return HttpResponseRedirect(f"{here(request, 'stories/')}?done=returned")
