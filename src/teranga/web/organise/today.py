"""What needs a person now, for the start pages of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.events.queries_today import late_counts
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.queries_counts import waiting_counts
from teranga.web.organise.desk import desk_root
from teranga.web.organise.menu import open_entries

LOOKED_AHEAD = 8  # the next events whose plans and waiting lists the community's start page counts


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: where to see to it, and how much there is."""

    path: str  # below the language
    name: str | Promise
    words: str


def asked_here(request: HttpRequest) -> list[Need]:
    """What the entries of the menu ask for on a start page; what they show everywhere stands in the menu."""
    community: Community = request.community
    event: Event | None = request.event
    root = desk_root(community, event)
    asked = [
        Need(root + entry.path, entry.label, entry.asks(community, event))
        for entry in open_entries(request.rights, community, event)
        if entry.asks
    ]
    return [need for need in asked if need.words]


def asked_by_events(
    request: HttpRequest, events: Sequence[Event], now: datetime
) -> dict[int, tuple[str, ...]]:
    """Event -> what is late or waited for there; three queries, none for who may not see events."""
    community: Community = request.community
    if not events or not request.rights.may(Verb.VIEW, Area.EVENTS, request.place):
        return {}
    late, waiting = late_counts(community, events, now), waiting_counts(community, events)
    found = {}
    for event in events:
        words = []
        if count := late.get(event.pk, 0):
            words.append(ngettext("{count} late task", "{count} late tasks", count).format(count=count))
        if count := waiting.get(event.pk, 0):
            words.append(
                ngettext("{count} waits for a place", "{count} wait for a place", count).format(count=count)
            )
        found[event.pk] = tuple(words)
    return found
