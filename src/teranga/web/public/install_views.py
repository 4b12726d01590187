"""Pages of the installation itself: first page, search, tour, style guide, and files for robots."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from teranga.base import search as search_index
from teranga.base.permissions import Access, access
from teranga.base.stamps import INSTALLATION
from teranga.domains.communities import queries
from teranga.domains.events import queries as event_queries
from teranga.web import labels
from teranga.web.public import notfound, sitemaps
from teranga.web.public.community_views import next_midnight
from teranga.web.public.export_views import kept
from teranga.web.public.rows import event_line
from teranga.web.public.tour import tour_stories
from teranga.web.rendering import Info, personal_page, public_page

PER_PAGE = 20
SHOWN_AT_FIRST = 12  # communities of a kind on the first page; the directory has all
MOST_PAGES = 20


@access(Access.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    communities = queries.listed_communities(SHOWN_AT_FIRST)
    context = {
        "real": [row for row in communities if row.kind == "live"],
        "stories": [row for row in communities if row.kind == "story"],
        "practice": [row for row in communities if row.kind == "practice"],
        "coming": [
            event_line(row, now, with_community=True) for row in event_queries.coming_everywhere(now.date())
        ],
    }
    info = Info(
        title=_("Python communities, all year"),
        path="/",
        description=_(
            "Communities that learn and meet around Python: who they are, what is next, how to join."
        ),
    )
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    return public_page(request, "public/install.html", context, info=info, until=tomorrow)


@access(Access.ANYONE)
@notfound.as_page
def search(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").split())[: search_index.LONGEST_QUERY]
    page = min(max(_whole(request.GET.get("page", "1")), 1), MOST_PAGES)
    place = queries.community_by_slug(request.GET["in"]) if request.GET.get("in") else None
    found = search_index.search(
        query, language=translation.get_language() or "en", community_id=place.pk if place else None,
        offset=(page - 1) * PER_PAGE, limit=PER_PAGE,
    )  # fmt: skip
    more = {"q": query, **({"in": place.slug} if place else {})}
    context = {
        "query": query,
        "place": place,
        "found": found,
        "kind": labels.search_kind,
        "previous": urlencode({**more, "page": page - 1}) if page > 1 else "",
        "following": urlencode({**more, "page": page + 1})
        if found.total > page * PER_PAGE and page < MOST_PAGES
        else "",
    }
    return personal_page(request, "public/search.html", context, title=_("Search"), styles=())


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@access(Access.DEMO)
def tour(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    info = Info(title=_("Short stories to try"), path="/tour/")
    return public_page(request, "public/tour.html", {"stories": tour_stories()}, info=info)


@access(Access.DEMO)
def styleguide(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    info = Info(title=_("Style guide"), path="/styleguide/", styles=("schedule", "forms", "styleguide"))
    now = timezone.now()
    context: dict[str, Any] = {"today": now.date(), "now": now}
    return public_page(request, "public/styleguide.html", context, info=info)


@access(Access.PUBLIC)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return kept(sitemaps.index(), "application/xml; charset=utf-8", INSTALLATION)


@access(Access.PUBLIC)
@notfound.as_page
def sitemap(request: HttpRequest, community: str) -> HttpResponse:
    place = queries.community_by_slug(community)
    if place.visibility != "public":
        raise queries.NotFound(community)
    tonight = next_midnight(place.zone, timezone.now())
    return kept(sitemaps.of_community(place), "application/xml; charset=utf-8", INSTALLATION, tonight)


@access(Access.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: /{code}/search/\n" for code, _name in settings.LANGUAGES)
    text = f"User-agent: *\n{closed}Sitemap: {settings.BASE_URL}/sitemap.xml\n"
    return kept(text.encode(), "text/plain; charset=utf-8", INSTALLATION)


ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34"><path fill="#d9822b" d="M0 0h34v34H0z"/>'
    '<path fill="#1f3a68" d="M0 0l17 17L0 34zM34 0v34L17 17z"/>'
    '<path fill="#1d1a16" d="M17 13l4 4-4 4-4-4z"/></svg>'
)


@access(Access.PUBLIC)
def icon(request: HttpRequest) -> HttpResponse:
    return kept(ICON.encode(), "image/svg+xml", INSTALLATION)


@access(Access.PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """Says that the program answers and can read its database; nothing about who or what is in it."""
    queries.is_any_community()
    response = HttpResponse("ok\n", content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = translation.get_language() or "en"
    return response
