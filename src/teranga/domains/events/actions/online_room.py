from __future__ import annotations

from datetime import datetime

from teranga.base.editing import check_values_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.activity.rules import changed
from teranga.domains.events.models import Event, OnlineRoom
from teranga.domains.events.queries_online import room_of
from teranga.domains.events.taking_over import also_take_over

FIELDS = ("link", "note", "opens_minutes")
SECRET = ("link", "note")


def set_online_room(
    *, event: Event, link: str, note: str, opens_minutes: int, by: Actor, at: datetime, seen: str = ""
) -> bool:
    """Say how to come online, and how long before the beginning it is shown. False when nothing differs.

    The log tells that link and note changed, never what they say.
    """
    wanted = {"link": link, "note": note, "opens_minutes": opens_minutes}
    with write():
        known = room_of(event)
        before = {name: getattr(known, name) for name in FIELDS} if known else {}
        if before == wanted:
            return False
        if known is not None:
            check_values_unchanged(known, FIELDS, seen)
        room = known or OnlineRoom(community_id=event.community_id, event=event)
        for name, value in wanted.items():
            setattr(room, name, value)
        room.updated_at = at
        room.save()
        record(by=by, verb="event.online_room", object_type="event", object_id=event.pk, at=at,
               community_id=event.community_id, event_id=event.pk,
               changes=changed(before, wanted, SECRET))  # fmt: skip
    return True


@also_take_over
def take_room_over(source: Event, made: Event, by: Actor, at: datetime) -> None:
    """The next meetup meets in the same room, unless somebody gives it another."""
    room = room_of(source)
    if room is not None and made.mode != Event.Mode.IN_PERSON:
        set_online_room(
            event=made, link=room.link, note=room.note, opens_minutes=room.opens_minutes, by=by, at=at
        )
