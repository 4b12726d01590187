"""Answering an invitation for a person who is known: going with guests, maybe, no; and cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.models import Person
from teranga.domains.places.actions.holds import release_hold
from teranga.domains.places.actions.moves import move_rsvp
from teranga.domains.places.actions.offers import leave_list, move_up, waits_for_draw
from teranga.domains.places.actions.place_mail import tell_answer
from teranga.domains.places.actions.questions import keep_answers
from teranga.domains.places.actions.scarcity import (
    Counted,
    Quotas,
    SoldOut,
    free_places,
    locked_quotas,
    take,
)
from teranga.domains.places.actions.seating import (
    end_places,
    guest_places,
    join_list,
    open_entry,
    own_place,
    seat,
)
from teranga.domains.places.models import Hold, Place, PlaceSettings, Quota, Rsvp
from teranga.domains.places.queries import settings_of
from teranga.domains.places.rules import is_open
from teranga.domains.places.rules_answers import GOING, MAYBE, Wish

State = Rsvp.State


class NotOpen(Exception):
    """The event takes no answers: not yet, no more, called off, or it never asks for them."""


class TooManyGuests(Exception):
    """More guests than one person may bring here."""

    def __init__(self, most: int) -> None:
        super().__init__(f"At most {most} guests.")
        self.most = most


class UnknownQuota(Exception):
    """No such quota takes answers here."""


class OfferWaits(Exception):
    """A place is kept for the party until it says yes or no: that comes first."""


def answer_rsvp(
    *, event: Event, person: Person, wish: Wish, by: Actor, at: datetime, hold: Hold | None = None,
    quietly: bool = False,
) -> Rsvp:  # fmt: skip
    """Write the answer, take the places or join the list. Raises NotOpen, TooManyGuests or UnknownQuota.

    Somebody whose places were held while they confirmed is let in although answers closed meanwhile.
    `quietly`: the caller writes the mail.
    """
    with write(durable=True):
        settings = settings_of(event)
        if settings is None or not (hold or is_open(settings, at)):
            raise NotOpen(event.slug)
        if len(wish.guests) > settings.guests_most:
            raise TooManyGuests(settings.guests_most)
        quotas = locked_quotas(event)
        if hold is not None:
            release_hold(hold, quotas)
        rsvp = rsvp_of(event, person) or _new(event, person, wish, at)
        before, rsvp.language = rsvp.state, wish.language
        if wish.answer == GOING:
            _go(rsvp, settings, quotas, wish, by=by, at=at)
        elif wish.answer == MAYBE:
            _give_up(rsvp, quotas, by=by, at=at)
            if rsvp.state != State.MAYBE:
                move_rsvp(rsvp, "say_maybe", by=by, at=at)
        else:
            _decline(rsvp, quotas, by=by, at=at)
        keep_answers(rsvp, event, wish.questions, by=by, at=at)
        if rsvp.state != before and not quietly:
            tell_answer(rsvp, event, at=at)
        move_up(event, quotas, at=at)
        announce_event(event)
    return rsvp


def cancel_rsvp(*, event: Event, rsvp: Rsvp, by: Actor, at: datetime) -> Rsvp:
    """Give everything back; the next in the list is offered it at once. Raises IllegalMove."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = _locked(event, rsvp.pk)
        _give_up(row, quotas, by=by, at=at)
        move_rsvp(row, "cancel", by=by, at=at)
        move_up(event, quotas, at=at)
        announce_event(event)
    return row


def leave_waiting_list(*, event: Event, rsvp: Rsvp, by: Actor, at: datetime) -> Rsvp:
    """Wait no longer; a place that the person has already stays theirs."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = _locked(event, rsvp.pk)
        leave_list(row, quotas, by=by, at=at)
        if row.state in (State.WAITLISTED, State.OFFERED):
            move_rsvp(row, "cancel", by=by, at=at)
        move_up(event, quotas, at=at)
        announce_event(event)
    return row


def rsvp_of(event: Event, person: Person) -> Rsvp | None:
    rows = Rsvp.objects.filter(event=event, person=person).select_for_update(of=("self",))
    return rows.select_related("person").first()


def open_quota(quotas: Quotas, wanted: int | None) -> Quota:
    """The quota that was asked for, or the first one that takes answers. Raises UnknownQuota."""
    taking = sorted(
        (row for row in quotas.values() if row.session_id is None and takes_answers(row, quotas)),
        key=lambda row: (row.position, row.pk),
    )
    for row in taking:
        if wanted in (None, row.pk):
            return row
    raise UnknownQuota(wanted)


def takes_answers(quota: Quota, quotas: Quotas) -> bool:
    """People answer for a quota that nothing lies within; a larger one only limits its parts together."""
    is_whole = any(row.within_id == quota.pk for row in quotas.values())
    return not is_whole and (not quota.kinds or Place.Kind.RSVP in quota.kinds)


def _new(event: Event, person: Person, wish: Wish, at: datetime) -> Rsvp:
    return Rsvp(
        community_id=event.community_id, event=event, person=person, state="", came_from=wish.came_from,
        first_said_at=at, said_at=at,
    )  # fmt: skip


def _locked(event: Event, rsvp_id: int) -> Rsvp:
    rows = Rsvp.objects.filter(event=event).select_for_update(of=("self",))
    return rows.select_related("person").get(pk=rsvp_id)


def _go(rsvp: Rsvp, settings: PlaceSettings, quotas: Quotas, wish: Wish, *, by: Actor, at: datetime) -> None:
    if rsvp.pk and (own := own_place(rsvp)):
        _change_guests(rsvp, own, quotas, wish, by=by, at=at)
        return
    entry = open_entry(rsvp) if rsvp.pk else None
    if entry is not None:
        if entry.state == entry.State.OFFERED:
            raise OfferWaits
        leave_list(rsvp, quotas, by=by, at=at)
    if rsvp.state not in ("", State.MAYBE, State.WAITLISTED, State.DECLINED, State.CANCELLED):
        move_rsvp(rsvp, "go", by=by, at=at)  # raises: there is nothing to go to any more
    quota, others = open_quota(quotas, wish.quota), _others(quotas, wish)
    size = 1 + len(wish.guests)
    must_wait = waits_for_draw(settings.event, settings)
    found = None if must_wait else _take_together(quotas, (quota.pk, *others), size)
    if found is not None:
        move_rsvp(rsvp, "go", by=by, at=at)
        seat(rsvp, quotas[found], wish.guests, kind=Place.Kind.RSVP, by=by, at=at)
        return
    part = 0 if must_wait or not wish.accepts_parts else free_places(quotas, quota.pk)
    guests = list(wish.guests)
    if part:
        take(quotas, quota.pk, part, Counted.USED)
        move_rsvp(rsvp, "go", by=by, at=at)
        seat(rsvp, quota, guests[: part - 1], kind=Place.Kind.RSVP, by=by, at=at)
        guests = guests[part - 1 :]
    elif rsvp.state != State.WAITLISTED:
        move_rsvp(rsvp, "wait", by=by, at=at)
    join_list(
        rsvp, quota.pk, others, guests, size=size - part, accepts_parts=wish.accepts_parts, by=by, at=at,
        in_place_of=entry,
    )  # fmt: skip


def _take_together(quotas: Quotas, wanted: Sequence[int], size: int) -> int | None:
    for quota_id in wanted:
        try:
            take(quotas, quota_id, size, Counted.USED)
        except SoldOut:
            continue
        return quota_id
    return None


def _others(quotas: Quotas, wish: Wish) -> list[int]:
    return [
        number for number in dict.fromkeys(wish.others)
        if number in quotas and number != wish.quota and takes_answers(quotas[number], quotas)
    ]  # fmt: skip


def _change_guests(rsvp: Rsvp, own: Place, quotas: Quotas, wish: Wish, *, by: Actor, at: datetime) -> None:
    """Names are corrected, guests who stay away give their places back, more of them get one or wait."""
    entry = open_entry(rsvp)
    if entry is not None and entry.state == entry.State.OFFERED:
        raise OfferWaits
    if entry is not None:
        leave_list(rsvp, quotas, by=by, at=at)
    there = guest_places(rsvp)
    for place, name in zip(there, wish.guests, strict=False):
        if place.name != name:
            place.name = name
            place.save(update_fields=["name"])
    end_places(there[len(wish.guests) :], quotas, by=by, at=at)
    more = list(wish.guests[len(there) :])
    if not more or own.quota_id is None:
        return
    found = _take_together(quotas, (own.quota_id,), len(more))
    if found is not None:
        seat(rsvp, quotas[found], more, kind=Place.Kind.RSVP, by=by, at=at)
    else:
        join_list(
            rsvp, own.quota_id, [], more, size=len(more), accepts_parts=True, by=by, at=at,
            in_place_of=entry,
        )  # fmt: skip


def _give_up(rsvp: Rsvp, quotas: Quotas, *, by: Actor, at: datetime) -> None:
    if rsvp.pk is None:
        return
    leave_list(rsvp, quotas, by=by, at=at)
    places = guest_places(rsvp)
    if (own := own_place(rsvp)) is not None:
        places.append(own)
    end_places(places, quotas, by=by, at=at)


def _decline(rsvp: Rsvp, quotas: Quotas, *, by: Actor, at: datetime) -> None:
    _give_up(rsvp, quotas, by=by, at=at)
    if rsvp.state in (State.GOING, State.WAITLISTED):
        move_rsvp(rsvp, "cancel", by=by, at=at)
    elif rsvp.state not in (State.DECLINED, State.CANCELLED):
        move_rsvp(rsvp, "decline", by=by, at=at)
