"""Reading the directory: over all communities, by key; one community's entries with what was last heard."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from teranga.domains.communities.models import (
    Community,
    DirectoryCheck,
    DirectoryEntry,
    DirectoryListing,
)
from teranga.foundation.folding import fold

PAGE = 50
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for in the directory; empty parts leave their question open."""

    words: str = ""
    kind: str = ""
    country: str = ""
    language: str = ""
    after: str = ""  # "name_key|id" of the last line of the page before


def listed(asked: Asked) -> tuple[list[DirectoryListing], str]:
    """One page of the directory in the order of names, and what the next page asks after ("" at the end)."""
    rows = DirectoryListing.objects.across_communities("the directory is over all public communities")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.country:
        rows = rows.filter(countries__contains=f",{asked.country},")
    if asked.language:
        rows = rows.filter(languages__contains=f",{asked.language},")
    for word in fold(asked.words).split()[:MOST_WORDS]:
        rows = rows.filter(words__contains=word)
    key, _, number = asked.after.rpartition("|")
    if number.isdecimal() and len(number) < 18:
        rows = rows.filter(Q(name_key__gt=key) | Q(name_key=key, pk__gt=int(number)))
    found = list(rows.select_related("community").order_by("name_key", "id")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.name_key}|{last.pk}" if last else ""


def listed_countries() -> list[str]:
    """Countries of public communities, for the choice above the directory."""
    rows = Community.objects.filter(visibility=Community.Visibility.PUBLIC).values_list(
        "countries", flat=True
    )
    return sorted({code for codes in rows[:5000] for code in codes})


def entries_for_export(community: Community) -> list[DirectoryEntry]:
    rows = DirectoryEntry.objects.filter(community=community)
    return list(rows.order_by("kind", "position", "id"))


def entries_with_checks(community: Community) -> list[tuple[DirectoryEntry, list[DirectoryCheck]]]:
    """Every entry with its latest looks, those that need a person first."""
    entries = list(DirectoryEntry.objects.filter(community=community).order_by("position", "id")[:500])
    checks: dict[int, list[DirectoryCheck]] = {}
    rows = DirectoryCheck.objects.filter(community=community).order_by("-id")
    for row in rows[:2000]:
        known = checks.setdefault(row.entry_id, [])
        if len(known) < 3:
            known.append(row)
    entries.sort(key=lambda entry: (not entry.moved_to, entry.quiet_since is None, entry.position))
    return [(entry, checks.get(entry.pk, [])) for entry in entries]
