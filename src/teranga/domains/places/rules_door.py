"""The door: what a helper may see of people, until when, and which time of a scan is believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from teranga.domains.events.models import Event
from teranga.domains.places.models import DoorLink, DoorPhone
from teranga.domains.places.rules import ARRIVALS_IN_BY, over_at

STAYS_OPEN = timedelta(hours=2)  # after the event's end
OPENS_BEFORE = timedelta(days=7)
LONGEST_INITIALS = 3
DEVICE = "phone-{}"


def open_until(event: Event) -> datetime:
    return over_at(event) + STAYS_OPEN


def shows_list(link: DoorLink, event: Event, at: datetime) -> bool:
    """Whether the link opens the list now: not closed by an organiser, and the event is not over."""
    return link.closed_at is None and event.cancelled_at is None and at < open_until(event)


def takes_scans(phone: DoorPhone, link: DoorLink, event: Event, at: datetime) -> bool:
    """A phone may send what it noted for a day longer than the list is open; not once it was closed."""
    return phone.closed_at is None and link.closed_at is None and at < open_until(event) + ARRIVALS_IN_BY


def believed_time(clock: datetime, offset: timedelta, *, since: datetime, at: datetime) -> datetime:
    """A phone's time of a scan, corrected, within what is possible: after it opened the door, not in the
    future."""
    return min(max(clock + offset, since), at)


def door_names(names: Iterable[str]) -> dict[str, str]:
    """What the list shows of each full name: "Ama K."; as many letters as tell two apart, three at most."""
    whole = set(names)
    shown = {name: _short(name, 1) for name in whole}
    for letters in range(2, LONGEST_INITIALS + 1):
        often = Counter(shown.values())
        shown = {name: _short(name, letters) if often[short] > 1 else short for name, short in shown.items()}
    return shown


def _short(name: str, letters: int) -> str:
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][:letters].capitalize()}." if rest else first
