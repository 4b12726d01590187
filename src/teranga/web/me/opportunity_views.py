"""The board of opportunities, narrowed; one look more at an opportunity; what became of it for a member."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.actions.opportunity_use import NotYours, count_look, tell_outcome
from teranga.domains.communities.queries_opportunities import Wanted
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.web import opportunity_words as words
from teranga.web.me.pages import form_page
from teranga.web.me.visitor import client_of, for_members
from teranga.web.public import notfound
from teranga.web.public.heads import community_head
from teranga.web.public.looking import community_of
from teranga.web.public.opportunity_views import board
from teranga.web.rendering import personal_page

LOOKS, WITHIN = 40, timedelta(minutes=10)  # of one address that connects


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def find(request: HttpRequest, community: str) -> HttpResponse:
    """The same board, narrowed: by kind, language, for whom and how soon."""
    place, now = community_of(request, community), timezone.now()
    days = request.GET.get("days", "")
    wanted = Wanted(
        kind=_known("kind", dict(words.kinds()), request), who=_known("who", dict(words.whos()), request),
        language=request.GET.get("language", "")[:3], days=int(days) if days in ("7", "30", "90") else 0,
    )  # fmt: skip
    lines = queries.open_lines(place, now, wanted)
    return personal_page(
        request, "public/opportunities.html",
        {"community": place, **board(place, lines, now, wanted), "has_past": False, "found": True},
        title=_("Opportunities found"), head=community_head(place),
    )  # fmt: skip


@csrf_exempt  # the page is the same for everybody, so it carries no key; who is signed in is not asked
@access(Access.ANYONE)
@require_POST
@notfound.as_page
def seen(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """One look more, sent by the page's own script; from elsewhere or too often it counts for nothing."""
    row, now = queries.shown_opportunity(community_of(request, community), number), timezone.now()
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if from_here and note_try("look", client_of(request), limit=LOOKS, within=WITHIN, at=now):
        count_look(row=row, way=request.POST.get("way", ""), at=now)
    return HttpResponse(status=204)


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
@for_members
def told(request: HttpRequest, person: Person, community: str, number: int) -> HttpResponse:
    """A member says what became of it for them. Others see only how many, from five on."""
    place = community_of(request, community)
    row = queries.shown_opportunity(place, number)
    context = {"row": row, "is_member": True, "done": False}
    if request.method == "POST":
        try:
            tell_outcome(row=row, person=person, what=request.POST.get("what", ""), at=timezone.now())
            context["done"] = True
        except NotYours:
            context["is_member"] = False
    context["own"] = queries.own_word(row, person.pk)
    return form_page(request, "opportunity_told", context, title=_("What became of it for you"),
                     community=place)  # fmt: skip


def _known(name: str, choices: dict[str, str], request: HttpRequest) -> str:
    value = request.GET.get(name, "")
    return value if value in choices else ""
