"""What the page of one's own place and that of a guest have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.domains.credentials.queries import certificate_address, certificate_of_place
from teranga.domains.events.models import Event
from teranga.domains.events.queries_online import way_in
from teranga.domains.places.links import guest_path
from teranga.domains.places.models import Place
from teranga.domains.places.wording import moment_words
from teranga.web.sharing import Share, share_links
from teranga.web.templating import translated_plain


def with_a_place(edition: Event, place: Place | None, language: str) -> dict[str, Any]:
    """What only somebody with a place gets: the way in online in its time, and afterwards the certificate."""
    way = way_in(edition, timezone.now()) if place else None
    paper = certificate_of_place(place) if place and place.arrived_at else None
    return {
        "way": way,
        "way_opens": moment_words(way.opens_at, edition.zone, language) if way else "",
        "certificate": certificate_address(paper, language) if paper and not paper.revoked_at else "",
    }


def guest_pages(edition: Event, places: Iterable[Place], language: str) -> list[tuple[Place, str, Share]]:
    """Of each guest who has a place: their page, and how it is passed on."""
    name = translated_plain(edition.name)
    found = []
    for place in places:
        path = f"/{language}{guest_path(edition, place)}"
        text = _("Your place at {event}, to keep or to give back:").format(event=name)
        found.append((place, path, share_links(name, f"{text}\n{settings.BASE_URL}{path}")))
    return found
