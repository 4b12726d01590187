"""The desk's menu: its groups and what waits in them, nothing that one may not open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.people.policy import Place, Rights
from teranga.domains.people.roles import Area, Verb
from teranga.web.templating import translated_plain

Waiting = Callable[[Community, Event | None], str]  # "3 late", "92 %", "" when nothing waits


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the desk. `path` stands below /organise/<community>/ or /organise/<community>/<event>/."""

    section: str  # a key of SECTIONS
    path: str
    label: Promise
    area: Area
    verb: Verb = Verb.VIEW
    of_event: bool = False
    waits: Waiting | None = None  # stands beside the entry on every page of the desk
    asks: Waiting | None = None  # what needs a person, counted on the start page alone
    kinds: tuple[str, ...] = ()  # only at events of these kinds; empty: at all
    rank: int = 50  # within its group: smaller stands higher


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    label: Promise
    waits: str
    here: str  # "page" where one stands, "true" above a page further down, else ""


@dataclass(frozen=True, slots=True)
class Group:
    label: Promise
    lines: tuple[Line, ...]

    @property
    def is_here(self) -> bool:
        return any(line.here for line in self.lines)

    @property
    def waits(self) -> str:
        return " · ".join(line.waits for line in self.lines if line.waits)


@dataclass(frozen=True, slots=True)
class Part:
    """The event's half of the menu or the community's, under the name of its start page."""

    name: str
    home: str
    groups: tuple[Group, ...]
    is_of_page: bool  # the page is about it: on wide screens its groups stand open


# In the order of the menu. A group may hold pages of events and of communities: each half shows its own.
SECTIONS: dict[str, Promise] = {
    "before": _("Prepare"),
    "call": _("Call for proposals"),
    "programme": _("Programme"),
    "places": _("Places and invitations"),
    "people": _("People"),
    "events": _("Events"),
    "learning": _("Learning"),
    "money": _("Money"),
    "words": _("News and pages"),
    "ties": _("Partners and directory"),
    "choices": _("Goals and decisions"),
    "day": _("The day"),
    "after": _("Afterwards"),
    "settings": _("Settings and trust"),
}
ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add pages to the menu; called when a room of the desk is imported."""
    for entry in entries:
        if entry.section not in SECTIONS:
            raise KeyError(f"The desk's menu has no group {entry.section!r}, only {', '.join(SECTIONS)}.")
    ENTRIES.extend(entries)
    ENTRIES.sort(key=lambda entry: entry.rank)


def menu_for(rights: Rights, community: Community, event: Event | None, here: str) -> list[Part]:
    """The groups with what this person may open, the event's before the community's.

    `here` is the page's path without its language.
    """
    parts = [_part(rights, community, None, here, is_of_page=event is None)]
    if event is not None:
        parts.insert(0, _part(rights, community, event, here, is_of_page=True))
    return [part for part in parts if part.groups]


def open_entries(rights: Rights, community: Community, event: Event | None) -> list[Entry]:
    """The pages about the event, or about the community when there is none, that this person may open."""
    place = Place(community.pk, community.parent_id, event.pk if event else None)
    return [
        entry
        for entry in ENTRIES
        if entry.of_event == (event is not None)
        and (event is None or not entry.kinds or event.kind in entry.kinds)
        and rights.may(entry.verb, entry.area, place)
    ]


def _part(rights: Rights, community: Community, event: Event | None, here: str, *, is_of_page: bool) -> Part:
    home = f"/organise/{community.slug}/" + (f"{event.slug}/" if event else "")
    entries = open_entries(rights, community, event)
    nearest = _nearest((home + entry.path for entry in entries), here)
    lines: dict[str, list[Line]] = {}
    for entry in entries:
        path = home + entry.path
        words = entry.waits(community, event) if entry.waits else ""
        stands = "" if path != nearest else "page" if path == here else "true"
        lines.setdefault(entry.section, []).append(Line(path, entry.label, words, stands))
    groups = [Group(label, tuple(lines[key])) for key, label in SECTIONS.items() if key in lines]
    name = translated_plain(event.name if event else community.name)
    return Part(name, home, tuple(groups), is_of_page)


def _nearest(paths: Iterable[str], here: str) -> str:
    """The page's own path or the longest one that it stands below; "" when it stands below none."""
    return max((path for path in paths if here.startswith(path)), key=len, default="")
