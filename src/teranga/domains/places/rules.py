"""The moves of answers, waiting entries and offers; and how long things are kept for somebody."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from teranga.domains.events.models import Event
from teranga.domains.places.models import Offer, PlaceSettings, Rsvp, WaitingEntry

_R, _E, _O = Rsvp.State, WaitingEntry.State, Offer.State
NEW = ""  # before the first answer
OPEN = (_R.MAYBE, _R.WAITLISTED, _R.OFFERED, _R.GOING)
RSVP_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "go": ((NEW, _R.MAYBE, _R.WAITLISTED, _R.OFFERED, _R.DECLINED, _R.CANCELLED), _R.GOING),
    "say_maybe": ((NEW, _R.GOING, _R.WAITLISTED, _R.OFFERED, _R.DECLINED, _R.CANCELLED), _R.MAYBE),
    "wait": ((NEW, _R.MAYBE, _R.DECLINED, _R.CANCELLED), _R.WAITLISTED),
    "offer": ((_R.WAITLISTED,), _R.OFFERED),
    "wait_again": ((_R.OFFERED,), _R.WAITLISTED),
    "decline": ((NEW, _R.MAYBE, _R.OFFERED), _R.DECLINED),
    "cancel": ((_R.GOING, _R.MAYBE, _R.WAITLISTED, _R.OFFERED), _R.CANCELLED),
    "arrive": ((*OPEN, _R.DECLINED, _R.CANCELLED, _R.NO_SHOW), _R.ATTENDED),
    "undo_arrival": ((_R.ATTENDED,), _R.GOING),
    "miss": ((_R.GOING,), _R.NO_SHOW),
}
ENTRY_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "offer": ((_E.WAITING,), _E.OFFERED),
    "accept": ((_E.OFFERED,), _E.ACCEPTED),
    "wait_on": ((_E.OFFERED,), _E.WAITING),
    "decline": ((_E.OFFERED,), _E.DECLINED),
    "expire": ((_E.OFFERED,), _E.EXPIRED),
    "leave": ((_E.WAITING, _E.OFFERED), _E.LEFT),
}
OFFER_MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "accept": ((_O.OPEN,), _O.ACCEPTED),
    "decline": ((_O.OPEN,), _O.DECLINED),
    "expire": ((_O.OPEN,), _O.EXPIRED),
}
ARRIVALS_IN_BY = timedelta(days=1)  # after the event: until then a phone may still send what it scanned


class IllegalMove(Exception):
    """Something in this state cannot make that move. Nothing was changed."""

    def __init__(self, what: str, state: str, move: str) -> None:
        super().__init__(f"A {what} that is {state or 'new'} cannot {move}.")
        self.what, self.state, self.move = what, state, move


def target(what: str, moves: dict[str, tuple[tuple[str, ...], str]], state: str, move: str) -> str:
    """The state after the move. Raises IllegalMove."""
    allowed, after = moves[move]
    if state not in allowed:
        raise IllegalMove(what, state, move)
    return after


def begins_at(event: Event) -> datetime:
    """When the event begins, as far as is known: its hour, or the first minute of its first day there."""
    return event.starts_at or datetime.combine(event.start, time(), ZoneInfo(event.zone))


def over_at(event: Event) -> datetime:
    midnight = datetime.combine(event.end + timedelta(days=1), time(), ZoneInfo(event.zone))
    return event.ends_at or midnight


def closes_at(settings: PlaceSettings) -> datetime:
    """From when on no answer is taken; never after the event is over."""
    return min(settings.closes_at or begins_at(settings.event), over_at(settings.event))


def is_open(settings: PlaceSettings | None, at: datetime) -> bool:
    """Whether the event takes answers now."""
    if settings is None or not settings.takes_answers or settings.event.cancelled_at:
        return False
    return (settings.opens_at is None or settings.opens_at <= at) and at < closes_at(settings)


def offer_until(settings: PlaceSettings, at: datetime) -> datetime | None:
    """Until when an offer made now stands; None when it is too late to make one."""
    end = closes_at(settings)
    if settings.event.cancelled_at or at >= end:
        return None
    return min(at + timedelta(hours=settings.offer_hours), end)
