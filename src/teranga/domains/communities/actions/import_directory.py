"""Entries from a file of open data: new ones are added, known addresses brought up to date, none removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.listings import list_community
from teranga.domains.communities.models import Community, DirectoryEntry
from teranga.domains.communities.publishing import announce_community
from teranga.formats.directory_file import Entry
from teranga.foundation.translated import TranslatedText

TAKEN = ("kind", "feed_url", "country", "language")


@dataclass(frozen=True, slots=True)
class DirectorySummary:
    added: int
    changed: int
    unchanged: int


def import_directory(
    *, community: Community, entries: Sequence[Entry], by: Actor, at: datetime, only_look: bool = False
) -> DirectorySummary:
    """An entry is the one with the same address, or with the same title where it has none."""
    with write():
        stored = list(DirectoryEntry.objects.filter(community=community).order_by("position", "id"))
        known = {_key(row.url, row.title): row for row in stored}
        added: list[DirectoryEntry] = []
        changed: list[DirectoryEntry] = []
        seen: set[str] = set()
        for entry in entries:
            title = TranslatedText(dict(entry.title))
            key = _key(entry.url, title)
            if key in seen:
                continue
            seen.add(key)
            row = known.get(key)
            if row is None:
                added.append(_new(community, entry, min(len(stored) + len(added), 32_767)))
            elif _differs(row, entry):
                changed.append(row)
        if not only_look and (added or changed):
            DirectoryEntry.objects.bulk_create(added, batch_size=200)
            for row in changed:
                row.save()
            record(by=by, verb="entry.import", object_type="community", object_id=community.pk, at=at,
                   community_id=community.pk, changes={"rows": [len(changed), len(added)]})  # fmt: skip
            list_community(community)
            announce_community(community)
    return DirectorySummary(len(added), len(changed), len(seen) - len(added) - len(changed))


def _key(url: str, title: TranslatedText) -> str:
    return url.rstrip("/").casefold() or next(iter(TranslatedText(title).values()), "").casefold()


def _new(community: Community, entry: Entry, position: int) -> DirectoryEntry:
    return DirectoryEntry(
        community=community, position=position, title=TranslatedText(dict(entry.title)),
        text=TranslatedText(dict(entry.text)), url=entry.url, tags=list(entry.tags),
        **{name: getattr(entry, name) for name in TAKEN},
    )  # fmt: skip


def _differs(row: DirectoryEntry, entry: Entry) -> bool:
    """Put what the file says into the row; texts in other languages stay."""
    wanted = {name: getattr(entry, name) for name in TAKEN if getattr(entry, name)}
    wanted |= {
        "title": TranslatedText({**row.title, **entry.title}),
        "text": TranslatedText({**row.text, **entry.text}),
        **({"tags": list(entry.tags)} if entry.tags else {}),
    }
    differing = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, wanted[name])
    return bool(differing)
