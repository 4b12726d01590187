"""Files as answers: a few kinds of picture are shown, everything else is only ever saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from teranga.base.uploads import PHOTOS, Kind, kind_of

SANDBOX = "default-src 'none'; sandbox"  # even a page that got through could run nothing


def file_answer(content: bytes, name: str) -> HttpResponse:
    """A file of somebody's for whom may have it: by its content a picture, or else something to save."""
    kind = kind_of(content)
    is_shown = kind in PHOTOS
    # Markup is never called by its name: a browser must not take it for a page.
    content_type = str(Kind.OTHER if kind in (Kind.MARKUP, Kind.TEXT) else kind)
    disposition = content_disposition_header(not is_shown, name) or "inline"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": disposition,
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache" if is_shown else "private, no-store",
        },
    )
