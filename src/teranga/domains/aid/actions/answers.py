"""Yes, no, or “I can come with less” to an offer, and what each brings about."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, move_application
from teranga.domains.aid.actions.offers import move_up, release
from teranga.domains.aid.actions.rounds import locked_round
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, AwardLine
from teranga.domains.events.models import Event
from teranga.domains.ledger.actions.in_kind import ThingIsTaken, free_thing, keep_thing
from teranga.domains.ledger.models import InKind
from teranga.domains.payments.models import Payout
from teranga.domains.places.actions.grant_place import HasPlace, PlaceIsOver, end_place, grant_place
from teranga.domains.places.actions.scarcity import SoldOut
from teranga.domains.places.models import Place, Quota

State = AidApplication.State
MOST_WORDS = 600
GONE = (Payout.State.FAILED, Payout.State.CANCELLED)


class OfferIsOver(Exception):
    """The time to answer has passed. Nothing was changed."""


class NotLess(ValueError):
    """“Less” is below what was offered, and not below nothing."""


class MoneyIsOut(Exception):
    """Money of this award is on its way or paid: the treasurer settles it first. Nothing was changed."""


class NoPlaceYet(Exception):
    """The event has no free place for awards. Nothing was changed."""


def accept_offer(
    *, award: AidAward, comes_with: int | None = None, words: str = "", by: Actor, at: datetime
) -> AidAward:
    """Yes; `comes_with` in minor units when less is enough, and the rest is free for others at once.

    Brings the place at the event, or keeps the vouchers for the person. Where the event is full for the
    moment the place follows later. Raises OfferIsOver, NotLess, IllegalApplicationMove.
    """
    with write(durable=True):
        round = locked_round(award.round)
        row, fresh = _locked(award)
        whole = total(fresh)
        move_application(row, "accept", by=by, at=at)
        if at >= fresh.expires_at:
            raise OfferIsOver
        if comes_with is not None and not 0 <= comes_with < whole:
            raise NotLess(comes_with)
        set_fields(fresh, answered_at=at, comes_with=comes_with, words=words.strip()[:MOST_WORDS])
        if comes_with is not None:
            release(fresh, "less", keep=comes_with, by=by, at=at)
        keep_vouchers(fresh, row, by=by, at=at)
        _give_place(fresh, row, round, by=by, at=at)
        if comes_with is not None:
            move_up(round, at=at)
    return fresh


def decline_offer(*, award: AidAward, words: str = "", by: Actor, at: datetime) -> AidAward:
    """No, also after a yes: money, vouchers and place are free for others at once.

    Raises MoneyIsOut, IllegalApplicationMove.
    """
    with write(durable=True):
        round = locked_round(award.round)
        row, fresh = _locked(award)
        move_application(row, "decline", by=by, at=at)
        if money_is_out(fresh):
            raise MoneyIsOut
        set_fields(fresh, answered_at=at, words=words.strip()[:MOST_WORDS])
        release(fresh, "declined", by=by, at=at)
        free_vouchers(fresh, by=by, at=at)
        _end_place(fresh, round, by=by, at=at)
        move_up(round, at=at)
    return fresh


def give_place(*, award: AidAward, by: Actor, at: datetime) -> AidAward:
    """The place that an accepted award lacks so far. Raises NoPlaceYet."""
    with write(durable=True):
        round = locked_round(award.round)
        row, fresh = _locked(award)
        if row.state == State.ACCEPTED and fresh.place_uuid is None:
            _give_place(fresh, row, round, by=by, at=at)
            if fresh.place_uuid is None:
                raise NoPlaceYet
    return fresh


def ask_for_letter(*, award: AidAward, letter_for: str, by: Actor, at: datetime) -> AidAward:
    """An invitation letter is wanted: the name as in the passport, and for which consulate."""
    with write():
        _row, fresh = _locked(award)
        set_fields(fresh, letter_asked_at=at, letter_for=letter_for.strip()[:MOST_WORDS])
    return fresh


def total(award: AidAward) -> int:
    lines = AwardLine.objects.filter(community=award.community_id, award=award)
    return sum(lines.values_list("minor", flat=True))


def money_is_out(award: AidAward) -> bool:
    """Whether a payout for it was asked for and neither failed nor was cancelled."""
    rows = Payout.objects.filter(community=award.community_id, cause__startswith=f"award:{award.pk}:")
    return rows.exclude(state__in=GONE).exists()


def keep_vouchers(award: AidAward, row: AidApplication, *, by: Actor, at: datetime) -> int:
    """Of each part that is given as a whole thing: the next free voucher for it. Returns how many."""
    kept = 0
    lines = AwardLine.objects.filter(community=award.community_id, award=award, fund=None, thing=None)
    for line in lines.select_related("part").order_by("pk"):
        free = InKind.objects.filter(community=award.community_id, state=InKind.State.FREE,
                                     part=line.part.kind).exclude(valid_until__lt=at.date())  # fmt: skip
        for thing in free.order_by("valid_until", "pk"):
            if row.person is None:
                break
            try:
                line.thing = keep_thing(thing=thing, person=row.person, by=Actor(by.acting_as), at=at)
            except ThingIsTaken:
                continue  # somebody else's award has it since
            line.save(update_fields=["thing"])
            kept += 1
            break
    return kept


def free_vouchers(award: AidAward, *, by: Actor, at: datetime) -> None:
    lines = AwardLine.objects.filter(community=award.community_id, award=award, thing__isnull=False)
    for line in lines.select_related("thing"):
        if line.thing and line.thing.state == InKind.State.KEPT:
            free_thing(thing=line.thing, by=Actor(by.acting_as), at=at)
            line.thing = None
            line.save(update_fields=["thing"])


def set_fields(award: AidAward, **told: Any) -> None:
    for name, value in told.items():
        setattr(award, name, value)
    award.save(update_fields=list(told))


def _locked(award: AidAward) -> tuple[AidApplication, AidAward]:
    row = locked_application(award.application)
    return row, AidAward.objects.filter(community=award.community_id).get(pk=award.pk)


def _give_place(award: AidAward, row: AidApplication, round: AidRound, *, by: Actor, at: datetime) -> None:
    """Somebody who has a place there already keeps it."""
    event, person = round.event, row.person
    if event is None or person is None:
        return
    there = Place.objects.filter(event=event, person=person, session=None, ended_at=None).first()
    try:
        place = there or grant_place(
            event=event, kind=Place.Kind.AWARD, person=person, quota=quota_for_awards(event),
            by=Actor(by.acting_as), at=at,
        )  # fmt: skip
    except (SoldOut, HasPlace):
        return
    award.place_uuid = place.uuid
    award.save(update_fields=["place_uuid"])


def _end_place(award: AidAward, round: AidRound, *, by: Actor, at: datetime) -> None:
    """A place that came otherwise than by the award stays the person's."""
    if round.event is None or award.place_uuid is None:
        return
    rows = Place.objects.filter(event=round.event, uuid=award.place_uuid, kind=Place.Kind.AWARD)
    if place := rows.filter(ended_at=None).first():
        with suppress(PlaceIsOver):
            end_place(place=place, event=round.event, by=Actor(by.acting_as), at=at)
    award.place_uuid = None
    award.save(update_fields=["place_uuid"])


def quota_for_awards(event: Event) -> Quota | None:
    """One that names awards, else one for everybody. None: the event limits nothing."""
    quotas = list(Quota.objects.filter(event=event, session=None).order_by("position", "pk"))
    named = [quota for quota in quotas if Place.Kind.AWARD in quota.kinds]
    return next(iter(named or [quota for quota in quotas if not quota.kinds]), None)
