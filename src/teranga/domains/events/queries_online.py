"""The way into an online event. Ask only for somebody who has a place, or who organises it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teranga.domains.events.models import Event, OnlineRoom
from teranga.domains.events.rules_online import Door, door_at, opens


@dataclass(frozen=True, slots=True)
class WayIn:
    """What somebody with a place sees: the link while the door is open, before that only when it will be."""

    door: Door
    opens_at: datetime
    link: str = ""
    note: str = ""


def room_of(event: Event) -> OnlineRoom | None:
    return OnlineRoom.objects.filter(community=event.community_id, event=event).first()


def has_link(event: Event) -> bool:
    room = room_of(event)
    return room is not None and bool(room.link)


def way_in(event: Event, now: datetime) -> WayIn | None:
    """None for an event in person, one that is called off, and one whose link nobody gave yet."""
    if event.mode == Event.Mode.IN_PERSON or event.cancelled_at:
        return None
    room = room_of(event)
    if room is None or not room.link:
        return None
    door, opens_at = door_at(event, room.opens_minutes, now), opens(event, room.opens_minutes)
    if door is not Door.OPEN:
        return WayIn(door, opens_at)
    return WayIn(door, opens_at, room.link, room.note)
