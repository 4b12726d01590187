"""What a new version of a programme no longer names."""

from __future__ import annotations

from dataclasses import dataclass, field

from teranga.domains.events.actions.importing.rows import Rows
from teranga.domains.events.models import Event, Room, Session, SessionSpeaker, Speaker


@dataclass(slots=True)
class Leftovers:
    speakers: list[int] = field(default_factory=list)  # no longer found by a search
    rooms: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.speakers or self.rooms)


def clear_leftovers(event: Event, rows: Rows) -> Leftovers:
    """Delete rooms and speakers that neither the programme nor a cancelled session's page needs."""
    left = Leftovers()
    if rows.stored_sessions == 0:
        return left
    named = {room.pk for room in rows.rooms.rows.values()}
    used = set(Session.objects.filter(event=event).exclude(room=None).values_list("room_id", flat=True))
    left.rooms = [room for room in rows.room_names if room not in named | used]
    if left.rooms:
        Room.objects.filter(event=event, pk__in=left.rooms).delete()
    named = {speaker.pk for speaker in rows.speakers.rows.values()}
    stored = set(Speaker.objects.filter(event=event).values_list("pk", flat=True))
    linked = set(SessionSpeaker.objects.filter(event=event).values_list("speaker_id", flat=True))
    unneeded = stored - named - linked
    if unneeded:
        Speaker.objects.filter(event=event, pk__in=unneeded).delete()
    newly_silent = _speakers_of(event, rows.removed) - named
    left.speakers = sorted(unneeded | newly_silent)
    return left


def _speakers_of(event: Event, sessions: list[Session]) -> set[int]:
    ids = [session.pk for session in sessions]
    links = SessionSpeaker.objects.filter(event=event, session_id__in=ids)
    return set(links.values_list("speaker_id", flat=True)) if ids else set()
