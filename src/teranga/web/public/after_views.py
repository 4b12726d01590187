"""Pictures and files of a past event."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.stamps import event_scope
from teranga.domains.communities.queries import NotFound
from teranga.domains.events import queries
from teranga.domains.events.queries_after import material_of, photo_of
from teranga.web.media_views import file_answer
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
