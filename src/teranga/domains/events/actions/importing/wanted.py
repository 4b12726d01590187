"""A programme as the values that the columns of its rows should have, by key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from teranga.domains.events.models import Room, Track
from teranga.formats.programme import Programme, ProgrammeSession
from teranga.foundation.translated import TranslatedText

LONGEST_ROOM_KEY = LONGEST_SPEAKER_KEY = 120
LONGEST_SESSION_KEY = 160
LONGEST_NUMBER = 2_147_483_647


def rooms_wanted(programme: Programme) -> dict[str, dict[str, Any]]:
    wanted: dict[str, dict[str, Any]] = {}
    for position, room in enumerate(programme.rooms):
        wanted[_free(fitted(room.key, LONGEST_ROOM_KEY), wanted, LONGEST_ROOM_KEY)] = {
            "name": room.name or TranslatedText(room.key),
            "capacity": _number(room.capacity),
            "description": room.description,
            "position": min(position, 32_767),
        }
    return wanted


def tracks_wanted(programme: Programme) -> list[str]:
    used = (session.track for session in programme.sessions)
    return [name for name in dict.fromkeys([*programme.tracks, *used]) if name]


def speakers_wanted(programme: Programme) -> dict[str, dict[str, Any]]:
    wanted: dict[str, dict[str, Any]] = {}
    for speaker in programme.speakers:
        wanted[_free(fitted(speaker.key, LONGEST_SPEAKER_KEY), wanted, LONGEST_SPEAKER_KEY)] = {
            "name": speaker.name[:160],
            "biography": speaker.biography,
            "affiliation": speaker.affiliation[:160],
            "country": speaker.country[:2],
            "links": [list(link) for link in speaker.links],
            "is_keynote": speaker.is_keynote,
        }
    return wanted


def sessions_wanted(
    programme: Programme, rooms: Mapping[str, Room], tracks: Mapping[str, Track]
) -> dict[str, dict[str, Any]]:
    wanted: dict[str, dict[str, Any]] = {}
    for session in programme.sessions:
        key = _free(fitted(session.key, LONGEST_SESSION_KEY), wanted, LONGEST_SESSION_KEY)
        wanted[key] = _session_values(session, rooms, tracks)
    return wanted


def speakers_of_sessions(programme: Programme) -> dict[str, list[str]]:
    """Session key to the keys of its speakers, in order and each once."""
    wanted: dict[str, list[str]] = {}
    for session in programme.sessions:
        keys = [fitted(key, LONGEST_SPEAKER_KEY) for key in session.speakers]
        wanted[_free(fitted(session.key, LONGEST_SESSION_KEY), wanted, LONGEST_SESSION_KEY)] = list(
            dict.fromkeys(keys)
        )
    return wanted


def _session_values(
    session: ProgrammeSession, rooms: Mapping[str, Room], tracks: Mapping[str, Track]
) -> dict[str, Any]:
    room = rooms.get(fitted(session.room, LONGEST_ROOM_KEY))
    track = tracks.get(session.track)
    return {
        "title": session.title,
        "subtitle": session.subtitle,
        "abstract": session.abstract,
        "description": session.description,
        "room_id": room.pk if room else None,
        "track_id": track.pk if track else None,
        "kind": session.kind[:60],
        "is_break": session.is_break,
        "is_plenary": session.is_plenary,
        "starts_at": session.start,
        "minutes": _number(session.minutes),
        "languages": list(session.languages),
        "level": session.level[:20],
        "tags": list(session.tags),
        "links": [list(link) for link in session.links],
        "video_url": session.video_url if len(session.video_url) <= 300 else "",
        "licence": session.licence[:120],
        "do_not_record": session.do_not_record,
        "cancelled_at": None,
    }


def fitted(key: str, longest: int) -> str:
    """A key short enough for its column; one that was cut carries a digest of the whole."""
    if len(key) <= longest:
        return key
    return f"{key[: longest - 17]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _free(key: str, taken: Mapping[str, Any], longest: int) -> str:
    """The key itself, or with a number when the source used it twice: nothing is lost."""
    chosen, counter = key, 2
    while chosen in taken:
        chosen, counter = fitted(f"{key}#{counter}", longest), counter + 1
    return chosen


def _number(value: int | None) -> int | None:
    return value if value is None or 0 <= value <= LONGEST_NUMBER else None
