"""What a new version of a programme changes, as rows for the feed of changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.domains.events.actions.importing.rows import Rows
from teranga.domains.events.models import Event, ScheduleChange, Session

PLACING = ("starts_at", "minutes", "room_id")
SPOKEN_NAMES = {"track_id": "track", "starts_at": "start"}
SHORT = ("title", "kind", "level", "languages", "is_break", "is_plenary", "video_url")  # shown as they were


def first_publication(event: Event, sessions: int, at: datetime) -> list[ScheduleChange]:
    """One row that says the programme is out, instead of one for every session."""
    return [_change(event, None, ScheduleChange.Kind.ADDED, at, {}, {"sessions": sessions})]


def changes_of(event: Event, rows: Rows, at: datetime) -> list[ScheduleChange]:
    """Added, moved, changed and removed sessions; one that moved and changed has a row for each."""
    kinds = ScheduleChange.Kind
    changes = [
        _change(event, session, kinds.ADDED, at, {}, _place(session, rows)) for session in rows.sessions.added
    ]
    seen: dict[int, dict[str, Any]] = {session.pk: before for session, before in rows.sessions.changed}
    for session in rows.sessions.rows.values():
        before = seen.get(session.pk, {})
        if "cancelled_at" in before:
            changes.append(_change(event, session, kinds.ADDED, at, {}, _place(session, rows)))
            continue
        if any(name in before for name in PLACING):
            changes.append(
                _change(event, session, kinds.MOVED, at, _place(session, rows, before), _place(session, rows))
            )
        if told := _told(session, before, rows):
            changes.append(_change(event, session, kinds.CHANGED, at, *told))
    changes += [
        _change(event, session, kinds.REMOVED, at, _place(session, rows), {}) for session in rows.removed
    ]
    return changes


def _change(
    event: Event, session: Session | None, kind: str, at: datetime,
    before: dict[str, Any], after: dict[str, Any],
) -> ScheduleChange:  # fmt: skip
    return ScheduleChange(
        event_id=event.pk, community_id=event.community_id, session=session, kind=kind, before=before,
        after=after, at=at, version=event.schedule_version + 1,
        title=session.title if session else event.name,
    )  # fmt: skip


def _place(session: Session, rows: Rows, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Start (ISO 8601, UTC offset kept), minutes and the room's name, now or as they were."""
    start, minutes, room = ((before or {}).get(name, getattr(session, name)) for name in PLACING)
    return {
        "start": start.isoformat() if start else None,
        "minutes": minutes,
        "room": rows.room_names.get(room) if room else None,
    }


def _told(
    session: Session, before: dict[str, Any], rows: Rows
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    names = [name for name in before if name not in (*PLACING, "cancelled_at")]
    relinked = rows.relinked.get(session.pk)
    is_new = session in rows.sessions.added
    if is_new or not (names or relinked):
        return None
    old = {name: before[name] for name in names if name in SHORT}
    new = {name: getattr(session, name) for name in names if name in SHORT}
    if relinked:
        old["speakers"], new["speakers"] = relinked
    new["fields"] = [SPOKEN_NAMES.get(name, name) for name in names] + (["speakers"] if relinked else [])
    return old, new
