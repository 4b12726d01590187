"""Files that an event left, for whoever asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.events import queries
from teranga.domains.events.queries_after import material_of
from teranga.web.media_views import file_answer
from teranga.web.public import notfound


@access(Access.ANYONE)
@require_safe
@notfound.as_page
def material(request: HttpRequest, community: str, event: str, number: int) -> HttpResponse:
    """A file, saved and never shown unless it is a picture."""
    edition = queries.event_by_slug(community, event)
    row = material_of(edition, number)
    if row is None or not row.size:
        raise NotFound(str(number))
    return file_answer(bytes(row.content), row.file_name)
