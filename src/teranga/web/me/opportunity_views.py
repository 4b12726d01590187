"""The board of opportunities, narrowed to what somebody looks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_opportunities as queries
from teranga.domains.communities.queries_opportunities import Wanted
from teranga.web import opportunity_words as words
from teranga.web.public import notfound
from teranga.web.public.heads import community_head
from teranga.web.public.looking import community_of
from teranga.web.public.opportunity_views import board
from teranga.web.rendering import personal_page


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


def _known(name: str, choices: dict[str, str], request: HttpRequest) -> str:
    value = request.GET.get(name, "")
    return value if value in choices else ""
