"""Where a page of the desk stands, for links and for the way back."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation

from teranga.web.organise.desk import desk_root


def here(request: HttpRequest, path: str = "", *, of_community: bool = False) -> str:
    """The address of `path` on the desk of the event in the address, or of the community."""
    event = None if of_community else request.event
    root = desk_root(request.community, event)
    return f"/{translation.get_language()}{root}{path}"
