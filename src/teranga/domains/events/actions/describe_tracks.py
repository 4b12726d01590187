from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, Track
from teranga.domains.events.publishing import announce_event


@dataclass(frozen=True, slots=True)
class TrackDescription:
    name: dict[str, str]  # one of these is the name that the track has now
    colour: str


def describe_tracks(
    *, event: Event, descriptions: Sequence[TrackDescription], by: Actor, at: datetime
) -> int:
    """Give tracks their names in other languages and their colours; returns how many differed."""
    with write():
        changed = []
        for track in Track.objects.filter(event=event):
            known = set(track.name.values())
            wanted = next((one for one in descriptions if known & set(one.name.values())), None)
            if wanted and (track.name != wanted.name or track.colour != wanted.colour):
                track.name, track.colour = wanted.name, wanted.colour
                changed.append(track)
        if changed:
            Track.objects.filter(event=event).bulk_update(changed, ["name", "colour"])
            record(by=by, verb="event.describe_tracks", object_type="event", object_id=event.pk, at=at,
                   community_id=event.community_id, event_id=event.pk)  # fmt: skip
            announce_event(event)
    return len(changed)
