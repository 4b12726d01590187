"""A word to the conduct team without a name. Cases with people, decisions and appeals come with conduct."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.base.idempotency import once
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Community
from teranga.domains.learning.models import SafetyNote

LONGEST = 4000


def leave_note(*, community: Community, text: str, key: str, at: datetime) -> None:
    """Keep what somebody wrote, once per key, and nothing of who it was; an empty text is no note."""
    words = text.strip()[:LONGEST]
    # The hour is enough to act on; the minute could tell who sat at which machine.
    hour = at.replace(minute=0, second=0, microsecond=0)

    def act() -> dict[str, Any]:
        SafetyNote.objects.create(community=community, text=words, at=hour)
        return {}

    if words:
        once("safety-note", key, hour, act)


def mark_read(*, note: SafetyNote, by: Actor, at: datetime) -> None:
    """That somebody of the conduct team read it; who that was stands in the log."""
    with write():
        if note.read_at is None:
            note.read_at = at
            note.save(update_fields=["read_at"])
            record(by=by, verb="safety.read", object_type="safety_note", object_id=note.pk, at=at,
                   community_id=note.community_id)  # fmt: skip
