"""Rooms, tracks, speakers and sessions of one event brought in line with a programme."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teranga.domains.events.actions.importing.settling import BATCH, Settled, Slugs, settle, store
from teranga.domains.events.actions.importing.wanted import (
    rooms_wanted,
    sessions_wanted,
    speakers_of_sessions,
    speakers_wanted,
    tracks_wanted,
)
from teranga.domains.events.models import Event, Room, Session, SessionSpeaker, Speaker, Track
from teranga.formats.programme import Programme
from teranga.foundation.translated import TranslatedText

GUIDS = uuid.UUID(
    "8f4c1f0e-6a55-5b0f-9d0b-7c9c6c1d2a37"
)  # the namespace of sessions whose source has no UUID
# Each at least 4.5 : 1 against white; neighbours in the list differ in hue and in lightness.
PALETTE = (
    "#1f5fa8", "#a3400b", "#1d6b3c", "#8a2a6b", "#6b5200", "#0b6b74",
    "#b02a37", "#4a4fb0", "#4f6b12", "#7a3ea8", "#8a4b2a", "#3d5a6c",
)  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Everything that an import touched or needs to know about."""

    rooms: Settled[Room] = field(default_factory=Settled)
    tracks: list[Track] = field(default_factory=list)
    speakers: Settled[Speaker] = field(default_factory=Settled)
    sessions: Settled[Session] = field(default_factory=Settled)
    removed: list[Session] = field(default_factory=list)
    relinked: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)  # names before and after
    newly_linked: set[int] = field(default_factory=set)  # speakers
    room_names: dict[int, TranslatedText] = field(default_factory=dict)
    stored_sessions: int = 0


def settle_rows(event: Event, programme: Programme, at: datetime) -> Rows:
    """Compare and write, in a fixed number of queries however many sessions there are."""
    rows = Rows()
    rows.rooms = _settle_rooms(event, programme)
    rows.room_names = {room.pk: room.name for room in Room.objects.filter(event=event)}
    tracks, rows.tracks = _settle_tracks(event, programme)
    rows.speakers = _settle_speakers(event, programme)
    _settle_sessions(event, programme, tracks, at, rows)
    _settle_links(event, programme, rows)
    return rows


def _common(event: Event) -> dict[str, int]:
    return {"event_id": event.pk, "community_id": event.community_id}


def _settle_rooms(event: Event, programme: Programme) -> Settled[Room]:
    stored = {room.key: room for room in Room.objects.filter(event=event)}
    slugs = Slugs("room", (room.slug for room in stored.values()))

    def new_room(key: str, values: dict[str, Any]) -> Room:
        slug = slugs.claim(str(values["name"]), values["position"] + 1)
        return Room(key=key, slug=slug, venue_id=event.venue_id, **_common(event), **values)

    settled = settle(stored, rooms_wanted(programme), new_room)
    store(Room.objects.filter(event=event), settled)
    return settled


def _settle_tracks(event: Event, programme: Programme) -> tuple[dict[str, Track], list[Track]]:
    """Tracks by the name the programme uses. A stored track keeps its other names and its colour."""
    stored = list(Track.objects.filter(event=event).order_by("position"))
    by_name = {name: track for track in stored for name in track.name.values()}
    slugs = Slugs("track", (track.slug for track in stored))
    added: list[Track] = []
    for name in tracks_wanted(programme):
        if name not in by_name:
            number = len(stored) + len(added)
            by_name[name] = Track(
                slug=slugs.claim(name, number + 1), name=TranslatedText(name), position=min(number, 32_767),
                colour=PALETTE[number % len(PALETTE)], **_common(event),
            )  # fmt: skip
            added.append(by_name[name])
    if added:
        Track.objects.bulk_create(added, batch_size=BATCH)
    return by_name, added


def _settle_speakers(event: Event, programme: Programme) -> Settled[Speaker]:
    stored = {speaker.key: speaker for speaker in Speaker.objects.filter(event=event)}
    slugs = Slugs("speaker", (speaker.slug for speaker in stored.values()))
    wanted = speakers_wanted(programme)
    numbers = {key: number for number, key in enumerate(wanted, 1)}

    def new_speaker(key: str, values: dict[str, Any]) -> Speaker:
        return Speaker(key=key, slug=slugs.claim(values["name"], numbers[key]), **_common(event), **values)

    settled = settle(stored, wanted, new_speaker)
    store(Speaker.objects.filter(event=event), settled)
    return settled


def _settle_sessions(
    event: Event, programme: Programme, tracks: Mapping[str, Track], at: datetime, rows: Rows
) -> None:
    stored = {session.key: session for session in Session.objects.filter(event=event)}
    slugs = Slugs("session", (session.slug for session in stored.values()))
    guids = _guids(event, programme)
    wanted = sessions_wanted(programme, rows.rooms.rows, tracks)
    numbers = {key: number for number, key in enumerate(wanted, 1)}

    def new_session(key: str, values: dict[str, Any]) -> Session:
        slug = slugs.claim(str(values["title"]), numbers[key])
        guid = guids[numbers[key] - 1]
        return Session(key=key, slug=slug, guid=guid, updated_at=at, **_common(event), **values)

    settled = settle(stored, wanted, new_session)
    removed = [session for key, session in stored.items() if key not in wanted and not session.cancelled_at]
    for session in removed:
        session.cancelled_at, session.updated_at = at, at
        session.sequence += 1
    for session, before in settled.changed:
        session.updated_at = at
        session.sequence += bool(before.keys() & {"starts_at", "minutes", "room_id", "cancelled_at"})
    store(Session.objects.filter(event=event), settled, "updated_at", "sequence")
    if removed:
        fields = ["cancelled_at", "updated_at", "sequence"]
        Session.objects.filter(event=event).bulk_update(removed, fields, batch_size=BATCH)
    rows.sessions, rows.removed, rows.stored_sessions = settled, removed, len(stored)


def _guids(event: Event, programme: Programme) -> list[uuid.UUID]:
    """The source's UUIDs where they are UUIDs and are used once; else stable ones made from the key."""
    taken: set[uuid.UUID] = set()
    guids = []
    for number, session in enumerate(programme.sessions):
        try:
            guid = uuid.UUID(session.guid)
        except ValueError:
            guid = uuid.uuid5(GUIDS, f"{event.community.slug}/{event.slug}/{session.key}")
        if guid in taken:
            guid = uuid.uuid5(GUIDS, f"{event.community.slug}/{event.slug}/{session.key}#{number}")
        taken.add(guid)
        guids.append(guid)
    return guids


def _settle_links(event: Event, programme: Programme, rows: Rows) -> None:
    """Who speaks in which session. Only sessions whose list differs are written again."""
    names = dict(Speaker.objects.filter(event=event).values_list("pk", "name"))
    stored: dict[int, list[int]] = {}
    links = SessionSpeaker.objects.filter(event=event).order_by("session_id", "position")
    for session_id, speaker_id in links.values_list("session_id", "speaker_id"):
        stored.setdefault(session_id, []).append(speaker_id)
    new = []
    for key, speaker_keys in speakers_of_sessions(programme).items():
        session = rows.sessions.rows[key]
        speakers = rows.speakers.rows
        wanted = [speakers[speaker].pk for speaker in speaker_keys if speaker in speakers]
        before = stored.get(session.pk, [])
        if wanted == before:
            continue
        rows.relinked[session.pk] = ([names[pk] for pk in before], [names[pk] for pk in wanted])
        rows.newly_linked |= set(wanted) - set(before)
        new += [
            SessionSpeaker(session_id=session.pk, speaker_id=pk, position=position, **_common(event))
            for position, pk in enumerate(wanted)
        ]
    old = [pk for pk in rows.relinked if pk in stored]
    if old:
        SessionSpeaker.objects.filter(event=event, session_id__in=old).delete()
    SessionSpeaker.objects.bulk_create(new, batch_size=BATCH)
