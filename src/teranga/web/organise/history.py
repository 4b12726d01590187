"""What happened to one thing, as a block for the page that shows it (organise/history.html)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from teranga.domains.activity.queries import history_of
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise.audit_words import lines_of


def history(
    request: HttpRequest, object_type: str, object_id: int, *, limit: int = 10
) -> dict[str, Any] | None:
    """Values for the block; None for those who may not read the log here."""
    community = getattr(request, "community", None)
    if community is None or not request.rights.may(Verb.VIEW, Area.AUDIT, request.place):
        return None
    page = history_of(community.pk, object_type, object_id, limit=limit)
    return {
        "lines": lines_of(page.entries),
        "more": f"/organise/{community.slug}/audit/?type={object_type}&object={object_id}"
        if page.below
        else "",
    }
