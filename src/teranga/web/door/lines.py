"""The list's lines and the answer on top, as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from teranga.domains.events.models import Event
from teranga.domains.places.models import Arrival
from teranga.domains.places.queries_door import AtDoor
from teranga.domains.places.rules_arrivals import Reading, Standing
from teranga.web import localised


@dataclass(frozen=True, slots=True)
class Answer:
    """What fills the top: how it looks, a sign, and words. `undo` is the place that can be taken back."""

    look: str  # wait, in, again, full, out
    sign: str
    said: str
    more: str = ""
    undo: UUID | None = None


def waiting() -> Answer:
    return Answer("wait", "?", _("Who is in front of you?"), _("Type a name, then tap it."))


def kind_word(kind: str) -> str:
    return {
        "rsvp": _("Registered"), "order": _("Ticket"), "speaker": _("Speaker"),
        "volunteer": _("Helper"), "sponsor": _("Sponsor"), "draw": _("Drawn"), "walk_in": _("Walk-in"),
    }.get(kind, kind)  # fmt: skip


def note_of(line: AtDoor) -> str:
    if line.guest_of:
        return _("Guest of {name}").format(name=line.guest_of)
    # That somebody's place was paid from the shared pot is nobody's business at the door.
    return kind_word("rsvp" if line.kind == "award" else line.kind)


def name_of(line: AtDoor) -> str:
    return line.name or _("Guest without a name")


def answer_to(scan: Arrival, reading: Reading, line: AtDoor, event: Event, inside: int) -> Answer:
    """The answer to a form that was sent, read from what the log says of it by now."""
    name, standing = name_of(line), reading.standings[scan.uuid]
    if standing is Standing.DUPLICATE:
        since = localised.clock(line.arrived_at, event.zone) if line.arrived_at else ""
        return Answer("again", "!", said_again(name, since), again_more())
    if standing in (Standing.UNDO, Standing.IDLE, Standing.UNDONE):
        return Answer("out", "↺", _("{name} is not in any more").format(name=name))
    if event.capacity and inside > event.capacity:
        return Answer("full", "!", welcome(name), full_more(event.capacity), line.uuid)
    return Answer("in", "✓", welcome(name), note_of(line), line.uuid)


def welcome(name: str) -> str:
    return _("Welcome, {name}").format(name=name)


def said_again(name: str, time: str) -> str:
    return _("{name} is in since {time}").format(name=name, time=time)


def again_more() -> str:
    return _("Somebody ticked this name before. Ask for the full name; an organiser sees both entries.")


def full_more(room: int) -> str:
    return _("The room holds {room}; now more are in. Tell an organiser.").format(room=room)


def script_words() -> dict[str, str]:
    """What the script says, with its gaps left open."""
    return {
        "in": _("Welcome, {name}"),
        "full": _("Welcome, {name}"),
        "again": _("{name} is in since {time}"),
        "out": _("{name} is not in any more"),
        "again_more": again_more(),
        "full_more": _("The room holds {room}; now more are in. Tell an organiser."),
        "walk_in": kind_word("walk_in"),
        "tick": _("Let in"),
        "twice": _("ticked {count} times"),
        "online": _("Connected"),
        "away": _("No network"),
        "all_sent": _("all is sent"),
        "to_send": _("to send: {count}"),
        "more": _("And {count} more: type a name."),
        "nobody": _("Nobody of that name. Try fewer letters, or write the person down as a walk-in."),
        "online_only": _("This browser keeps nothing, so stay online."),
        "closed_unsent": _(
            "This door was closed. Not everything is sent: ask an organiser to open it again."
        ),
    }


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
