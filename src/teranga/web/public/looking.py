"""Which community or event a public page is about: a shown one, or in a preview the guarded one."""

from __future__ import annotations

from django.http import HttpRequest

from teranga.domains.communities import queries
from teranga.domains.communities.models import Community
from teranga.domains.events import queries as event_queries
from teranga.domains.events.models import Event, Series
from teranga.domains.events.queries_series import series_by_slug, shown_series
from teranga.web.rendering import is_preview


def community_of(request: HttpRequest, slug: str) -> Community:
    """Raises NotFound."""
    return request.community if is_preview(request) else queries.community_by_slug(slug)


def event_of(request: HttpRequest, community: str, slug: str) -> Event:
    """Raises NotFound."""
    if is_preview(request):
        return request.event
    return event_queries.event_by_slug(community, slug)


def series_of(request: HttpRequest, community: str, slug: str) -> Series:
    """Raises NotFound."""
    if not is_preview(request):
        return shown_series(community, slug)
    found = series_by_slug(request.community, slug)
    if found is None:
        raise queries.NotFound(slug)
    return found
