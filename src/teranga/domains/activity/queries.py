"""Looking into the audit log: by what was changed, by whom, how and when, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teranga.domains.activity.models import AuditEntry, AuditHead
from teranga.domains.activity.rules import AT_LARGE

PAGE = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the log; empty values say nothing."""

    object_type: str = ""
    object_id: int | None = None
    event_id: int | None = None
    actor_id: int | None = None
    acting_as: str = ""
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> dict[str, Any]:
        asked = {
            "object_type": self.object_type, "object_id": self.object_id, "event_id": self.event_id,
            "actor_id": self.actor_id, "acting_as": self.acting_as, "verb": self.verb,
            "at__gte": self.since, "at__lt": self.until,
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the newest first, and where the next page begins (None: there is none)."""

    entries: list[AuditEntry]
    below: int | None


def entries_of(
    community_id: int | None, sought: Sought | None = None, *, below: int | None = None, limit: int = PAGE
) -> LogPage:
    """Entries of one chain whose place lies below `below`, the newest first."""
    rows = AuditEntry.objects.filter(community_id=community_id, sequence__isnull=False)
    rows = rows.filter(**(sought or Sought()).conditions())
    if below is not None:
        rows = rows.filter(sequence__lt=below)
    found = list(rows.order_by("-sequence")[: limit + 1])
    return LogPage(found[:limit], found[limit - 1].sequence if len(found) > limit else None)


def history_of(community_id: int | None, object_type: str, object_id: int, *, limit: int = 20) -> LogPage:
    """What happened to one thing, the newest first."""
    return entries_of(community_id, Sought(object_type=object_type, object_id=object_id), limit=limit)


def verbs_in(community_id: int | None) -> list[str]:
    """Every verb that the chain holds, for the choice on the page."""
    rows = AuditEntry.objects.filter(community_id=community_id)
    return sorted(rows.order_by().values_list("verb", flat=True).distinct())


def actors_in(community_id: int | None) -> list[int]:
    rows = AuditEntry.objects.filter(community_id=community_id, actor_id__isnull=False)
    return sorted(rows.order_by().values_list("actor_id", flat=True).distinct())


def head_of(community_id: int | None) -> AuditHead | None:
    return AuditHead.objects.filter(chain=community_id or AT_LARGE).first()
