"""The desk's menu: the year in its order, what waits shown where it waits, nothing that one may not open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    label: Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the desk. `path` stands below /organise/<community>/ or /organise/<community>/<event>/."""

    section: str
    path: str
    label: Promise
    area: Area
    verb: Verb = Verb.VIEW
    of_event: bool = False
    waits: Callable[[Community, Event | None], str] | None = None  # "3 late", "92 %", "" when nothing waits
    kinds: tuple[str, ...] = ()  # only at events of these kinds; empty: at all
    rank: int = 50  # within its section: smaller stands higher


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    label: Promise
    waits: str


SECTIONS = (
    Section("before", _("Before")),
    Section("money", _("Tickets and money")),
    Section("day", _("The day")),
    Section("after", _("Afterwards")),
    Section("community", _("The community")),
    Section("house", _("Behind the scenes")),
)
ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add pages to the menu; called when a room of the desk is imported."""
    ENTRIES.extend(entries)
    ENTRIES.sort(key=lambda entry: entry.rank)


def menu_for(rights: Rights, community: Community, event: Event | None) -> list[tuple[Section, list[Line]]]:
    """Sections with the entries that this person may open here; empty sections are left out."""
    place = Place(community.pk, community.parent_id, event.pk if event else None)
    found = []
    for section in SECTIONS:
        lines = [
            Line(_address(entry, community, event), entry.label, _waiting(entry, community, event))
            for entry in ENTRIES
            if entry.section == section.key
            and (event is not None or not entry.of_event)
            and (not entry.kinds or (event is not None and event.kind in entry.kinds))
            and rights.may(entry.verb, entry.area, place)
        ]
        if lines:
            found.append((section, lines))
    return found


def _address(entry: Entry, community: Community, event: Event | None) -> str:
    root = f"/organise/{community.slug}/"
    return root + (f"{event.slug}/" if entry.of_event and event else "") + entry.path


def _waiting(entry: Entry, community: Community, event: Event | None) -> str:
    return entry.waits(community, event) if entry.waits else ""
