"""What a new version of a programme changes, as rows for the feed of changes.

`before` and `after` of a row hold short texts that a page can show as they are: start (local, ISO order),
minutes, room, title, kind, level, speakers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.events.actions.importing.rows import Rows
from teranga.domains.events.models import Event, ScheduleChange, Session

Kind = ScheduleChange.Kind
PLACING = ("starts_at", "minutes", "room_id")
SHOWN = ("title", "kind", "level")
FIELD_NAMES = {"track_id": "track"}


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the feed, and the names of the fields that differ, for the report."""

    row: ScheduleChange
    fields: list[str] = field(default_factory=list)


def first_publication(event: Event, at: datetime) -> list[Change]:
    """One row that says the programme is out, instead of one for every session."""
    return [Change(_row(event, None, Kind.ADDED, at, {}, {}))]


def changes_of(event: Event, rows: Rows, at: datetime) -> list[Change]:
    """Added, moved, changed and removed sessions; one that moved and changed has a row for each."""
    places = Places(event, rows)
    changes = [Change(_row(event, new, Kind.ADDED, at, {}, places.of(new))) for new in rows.sessions.added]
    differing = {session.pk: before for session, before in rows.sessions.changed}
    added = {session.pk for session in rows.sessions.added}
    for session in rows.sessions.rows.values():
        if session.pk not in added:
            changes += _of_known(event, session, differing.get(session.pk, {}), rows, places, at)
    changes += [Change(_row(event, gone, Kind.REMOVED, at, places.of(gone), {})) for gone in rows.removed]
    return changes


def _of_known(
    event: Event, session: Session, before: dict[str, Any], rows: Rows, places: Places, at: datetime
) -> list[Change]:
    if "cancelled_at" in before:
        return [Change(_row(event, session, Kind.ADDED, at, {}, places.of(session)))]
    changes = []
    moved = [name for name in PLACING if name in before]
    if moved:
        was, now = places.of(session, before), places.of(session)
        if "minutes" in moved:
            was["minutes"], now["minutes"] = _minutes(before["minutes"]), _minutes(session.minutes)
        changes.append(Change(_row(event, session, Kind.MOVED, at, was, now), moved))
    relinked = rows.relinked.get(session.pk)
    fields = [FIELD_NAMES.get(name, name) for name in before if name not in PLACING]
    if fields or relinked:
        was = {name: str(before[name]) for name in SHOWN if name in before}
        now = {name: str(getattr(session, name)) for name in was}
        if relinked:
            was["speakers"], now["speakers"] = (", ".join(names) for names in relinked)
            fields.append("speakers")
        changes.append(Change(_row(event, session, Kind.CHANGED, at, was, now), fields))
    return changes


class Places:
    """Where and when a session is or was, in words."""

    def __init__(self, event: Event, rows: Rows) -> None:
        self._zone = ZoneInfo(event.zone)
        self._rooms = rows.room_names

    def of(self, session: Session, before: dict[str, Any] | None = None) -> dict[str, str]:
        """As it is, or as it was where `before` has another value."""
        values = before or {}
        start = values.get("starts_at", session.starts_at)
        room = values.get("room_id", session.room_id)
        said = {
            "start": f"{start.astimezone(self._zone):%Y-%m-%d %H:%M}" if start else "",
            "room": str(self._rooms.get(room, "")) if room else "",
        }
        return {name: text for name, text in said.items() if text}


def _minutes(minutes: int | None) -> str:
    return f"{minutes} min" if minutes else "–"


def _row(
    event: Event, session: Session | None, kind: str, at: datetime,
    before: dict[str, str], after: dict[str, str],
) -> ScheduleChange:  # fmt: skip
    return ScheduleChange(
        event_id=event.pk, community_id=event.community_id, session=session, kind=kind, before=before,
        after=after, at=at, version=event.schedule_version + 1,
        title=session.title if session else event.name,
    )  # fmt: skip
