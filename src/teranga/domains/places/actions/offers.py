"""Offers: made down the list whenever something is free, accepted, declined, or over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.publishing import announce_event
from teranga.domains.places.actions.moves import audit, move_entry, move_offer, move_rsvp
from teranga.domains.places.actions.place_mail import (
    forget_offer_mail,
    tell_answer,
    tell_offer,
    tell_offer_is_over,
)
from teranga.domains.places.actions.scarcity import (
    Counted,
    Quotas,
    free_places,
    give_back,
    locked_quotas,
    rooms_of,
    take,
    turn,
)
from teranga.domains.places.actions.seating import open_entry, own_place, seat
from teranga.domains.places.models import Draw, Offer, Place, PlaceSettings, Rsvp, WaitingEntry
from teranga.domains.places.queries import settings_of
from teranga.domains.places.rules import IllegalMove, offer_until
from teranga.domains.places.rules_waiting import Party, next_offers

PROGRAM = Actor("program")
AT_ONCE = 50  # offers in one transaction; what is free beyond that follows as a job
LIST_ORDER = (F("drawn").asc(nulls_last=True), "joined_at", "pk")


class TooLateToOffer(Exception):
    """The event has begun, or takes no more answers: nobody is offered a place any more."""


def move_up(event: Event, quotas: Quotas, *, at: datetime, by: Actor = PROGRAM) -> int:
    """Offer what is free down the list; returns how many offers that made. The quotas are locked."""
    if all(quota.free <= 0 for quota in quotas.values()):
        return 0
    settings = settings_of(event)
    until = offer_until(settings, at) if settings else None
    if until is None or waits_for_draw(event, settings):
        return 0
    waiting = WaitingEntry.objects.filter(event=event, state=WaitingEntry.State.WAITING).order_by(*LIST_ORDER)
    parties = [
        Party(entry.pk, entry.size, (entry.quota_id, *entry.others), entry.accepts_parts)
        for entry in waiting.only("pk", "size", "quota_id", "others", "accepts_parts", "event_id")
    ]
    grants = next_offers(parties, rooms_of(quotas))
    for grant in grants[:AT_ONCE]:
        entry = waiting.select_related("rsvp__person", "quota").get(pk=grant.entry)
        _offer(event, entry, quotas, grant.quota, grant.count, until=until, by=by, at=at)
    if len(grants) > AT_ONCE:
        jobs.enqueue(
            "places.move_up", at=at, payload={"community_id": event.community_id, "event_id": event.pk}
        )
    return len(grants[:AT_ONCE])


def offer_by_hand(*, entry: WaitingEntry, event: Event, by: Actor, at: datetime) -> Offer:
    """Offer free places to a party out of its turn. Raises SoldOut, IllegalMove or TooLateToOffer."""
    with write(durable=True):
        settings, quotas = settings_of(event), locked_quotas(event)
        until = offer_until(settings, at) if settings else None
        if until is None:
            raise TooLateToOffer(event.slug)
        row = _locked_entry(event, entry.pk)
        fitting = [one for one in (row.quota_id, *row.others) if one in quotas]
        best = max(fitting, key=lambda one: (free_places(quotas, one) >= row.size, -fitting.index(one)))
        offer = _offer(event, row, quotas, best, row.size, until=until, by=by, at=at, by_hand=True)
        announce_event(event)
    return offer


def accept_offer(*, offer: Offer, event: Event, by: Actor, at: datetime) -> Rsvp:
    """Yes: what was kept is theirs. Raises IllegalMove, also when its time is over."""
    with write(durable=True):
        quotas = locked_quotas(event)
        row = _locked_offer(event, offer.pk)
        if row.state == Offer.State.OPEN and row.expires_at <= at:
            raise IllegalMove("offer", Offer.State.EXPIRED, "accept")
        move_offer(row, "accept", by=by, at=at)
        forget_offer_mail(row)
        entry, rsvp = row.entry, row.entry.rsvp
        turn(quotas, row.quota_id, row.count, Counted.OFFERED, Counted.USED)
        new = row.count - (0 if own_place(rsvp) else 1)  # guests who get one
        kind = Place.Kind.DRAW if entry.drawn is not None else entry.kind
        seat(rsvp, quotas[row.quota_id], entry.guests[:new], kind=kind, by=by, at=at)
        if rsvp.state != Rsvp.State.GOING:
            move_rsvp(rsvp, "go", by=by, at=at)
        entry.guests, entry.size = entry.guests[new:], entry.size - row.count
        move_entry(entry, "wait_on" if entry.size else "accept", by=by, at=at)
        tell_answer(rsvp, event, at=at)
        move_up(event, quotas, at=at)  # a party that takes parts may get another one
        announce_event(event)
    return rsvp


def decline_offer(*, offer: Offer, event: Event, by: Actor, at: datetime) -> None:
    """No: the next in the list is offered the place at once. Raises IllegalMove."""
    _end(offer.pk, event, "decline", by=by, at=at)


def expire_offer(*, offer_id: int, event: Event, at: datetime) -> None:
    """Its time is over; silent when it was answered meanwhile."""
    row = Offer.objects.filter(event=event, pk=offer_id, state=Offer.State.OPEN, expires_at__lte=at).first()
    if row is not None:
        _end(offer_id, event, "expire", by=PROGRAM, at=at)


def leave_list(rsvp: Rsvp, quotas: Quotas, *, by: Actor, at: datetime) -> None:
    """The party's entry ends; what was offered to it is free again, for `move_up` to offer."""
    entry = open_entry(rsvp)
    if entry is None:
        return
    for row in Offer.objects.filter(event=entry.event_id, entry=entry, state=Offer.State.OPEN):
        move_offer(row, "decline", by=by, at=at)
        forget_offer_mail(row)
        give_back(quotas, row.quota_id, row.count, Counted.OFFERED)
    move_entry(entry, "leave", by=by, at=at)


def waits_for_draw(event: Event, settings: PlaceSettings | None) -> bool:
    """Whether nobody gets a place before the lot has decided."""
    if settings is None or settings.order != PlaceSettings.Order.DRAW:
        return False
    return not Draw.objects.filter(event=event).exclude(drawn_at=None).exists()


def _end(offer_id: int, event: Event, move: str, *, by: Actor, at: datetime) -> None:
    with write(durable=True):
        quotas = locked_quotas(event)
        row = _locked_offer(event, offer_id)
        if move == "expire" and row.state != Offer.State.OPEN:
            return
        move_offer(row, move, by=by, at=at)
        forget_offer_mail(row)
        give_back(quotas, row.quota_id, row.count, Counted.OFFERED)
        move_entry(row.entry, move, by=by, at=at)
        rsvp = row.entry.rsvp
        if rsvp is not None and rsvp.state == Rsvp.State.OFFERED:
            move_rsvp(rsvp, "decline" if move == "decline" else "cancel", by=by, at=at)
        if rsvp is not None and move == "expire":
            tell_offer_is_over(row, rsvp, event, at=at)
        move_up(event, quotas, at=at)
        announce_event(event)


def _offer(
    event: Event, entry: WaitingEntry, quotas: Quotas, quota_id: int, count: int, *, until: datetime,
    by: Actor, at: datetime, by_hand: bool = False,
) -> Offer:  # fmt: skip
    take(quotas, quota_id, count, Counted.OFFERED)
    move_entry(entry, "offer", by=by, at=at)
    if entry.rsvp is not None and entry.rsvp.state == Rsvp.State.WAITLISTED:
        move_rsvp(entry.rsvp, "offer", by=by, at=at)
    offer = Offer.objects.create(
        community_id=event.community_id, event=event, entry=entry, quota_id=quota_id, count=count,
        made_at=at, expires_at=until, by_hand=by_hand,
    )  # fmt: skip
    audit(offer, "offer.make", by=by, at=at, changes={"count": [0, count]})
    jobs.enqueue(
        "places.expire_offer",
        at=until,
        payload={"community_id": event.community_id, "event_id": event.pk, "offer_id": offer.pk},
        unique_key=f"expire-offer:{offer.pk}",
    )
    if entry.rsvp is not None:
        tell_offer(offer, entry.rsvp, event, at=at)
    return offer


def _locked_entry(event: Event, entry_id: int) -> WaitingEntry:
    rows = WaitingEntry.objects.filter(event=event).select_for_update(of=("self",))
    return rows.select_related("rsvp__person", "quota").get(pk=entry_id)


def _locked_offer(event: Event, offer_id: int) -> Offer:
    rows = Offer.objects.filter(event=event).select_for_update(of=("self",))
    return rows.select_related("entry__rsvp__person", "entry__quota").get(pk=offer_id)
