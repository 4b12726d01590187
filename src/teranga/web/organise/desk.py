"""The frame of the organiser's desk: menu on the left, the work in the middle, consequences on the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.web.organise.menu import menu_for
from teranga.web.public.heads import community_head, event_head
from teranga.web.rendering import Head, personal_page


def desk_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    styles: tuple[str, ...] = (),
    scripts: tuple[str, ...] = ("once.js",),
    status: int = 200,
) -> HttpResponse:
    """A page of the desk for the community and event that the guard found in the address."""
    community: Community | None = getattr(request, "community", None)
    event: Event | None = getattr(request, "event", None)
    here = request.path[3:]
    menu = menu_for(request.rights, community, event, here) if community else []
    values = {
        **context,
        "title": title,
        "desk_menu": menu,
        "desk_community": community,
        "desk_event": event,
        "desk_root": desk_root(community, event),
        "desk_here": here,
    }
    head = _head(community, event)
    return personal_page(
        request, f"organise/{template}.html", values, title=title, head=head,
        styles=("forms", "desk", *styles), scripts=("site.js", *scripts), status=status,
    )  # fmt: skip


def desk_root(community: Community | None, event: Event | None = None) -> str:
    """Where the desk of a community or event stands, without the language prefix."""
    if community is None:
        return "/organise/"
    return f"/organise/{community.slug}/{event.slug}/" if event else f"/organise/{community.slug}/"


def _head(community: Community | None, event: Event | None) -> Head | None:
    """The place's name and colours; the name leads to its desk, because its public page may be a draft."""
    if community is None:
        return None
    head = event_head(event) if event is not None else community_head(community)
    return replace(head, menu=(), home=desk_root(community, event))
