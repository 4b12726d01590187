"""Stories of those who came: somebody of the team reads them before others may."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.aid.actions import aftermath as actions
from teranga.domains.aid.queries_told import stories_to_read, story_of
from teranga.domains.communities.queries import NotFound
from teranga.web import errors, told_words
from teranga.web.me.told_views import photo_answer
from teranga.web.organise.aid_views import DECIDE, root_of
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound

MOVES = {"release": actions.release_story, "hold": actions.hold_story}
MOST = 100


@access(Access.ROLE, **DECIDE)
@require_safe
def stories(request: HttpRequest, community: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    context = {
        "rows": stories_to_read(request.community)[:MOST], "words": told_words, "refusal": refusal,
        "root": root_of(request, "stories/"), "saved": "saved" in request.GET and not refusal,
    }  # fmt: skip
    return desk_page(request, "aid/stories", context, title=_("What they tell"), styles=("report",),
                     status=409 if refusal else 200)  # fmt: skip


@access(Access.ROLE, **DECIDE)
@require_POST
@notfound.as_page
def move(request: HttpRequest, community: str, story: int) -> HttpResponse:
    row = story_of(request.community, story)
    act = MOVES.get(request.POST.get("move", ""))
    if act is None:
        return errors.not_found(request)
    try:
        act(told=row, by=request.actor, at=timezone.now())
    except actions.NothingToRelease:
        return _page(
            request, _("Whoever wrote it wants nobody else to read it by now. Nothing was released.")
        )
    return HttpResponseRedirect(f"{root_of(request, 'stories/')}?saved=1")


@access(Access.ROLE, **DECIDE)
@require_safe
@notfound.as_page
def photo(request: HttpRequest, community: str, story: int, told: UUID) -> HttpResponse:
    row = story_of(request.community, story)
    if not row.has_photo or row.uuid != told:
        raise NotFound(str(told))
    return photo_answer(request, row)
