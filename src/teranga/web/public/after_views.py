"""Pictures of a past event."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from teranga.base.permissions import Access, access
from teranga.base.stamps import event_scope
from teranga.domains.communities.queries import NotFound
from teranga.domains.events import queries
from teranga.domains.events.queries_after import photo_of
from teranga.web.public import notfound
from teranga.web.public.export_views import kept

FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}


@access(Access.PUBLIC)
@notfound.as_page
def picture(request: HttpRequest, community: str, event: str, picture: int, form: str) -> HttpResponse:
    """A picture that nobody asked to take down."""
    edition = queries.event_by_slug(community, event)
    row = photo_of(edition, picture)
    if row is None or row.is_hidden or form not in FORMATS:
        raise NotFound(str(picture))
    return kept(bytes(row.webp if form == "webp" else row.jpeg), FORMATS[form], event_scope(edition.pk))
