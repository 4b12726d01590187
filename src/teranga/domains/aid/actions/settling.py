"""From an accepted award to its end: paid as the rules say, used or not used, closed to the minor unit."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.aid.actions.answers import free_vouchers, set_fields
from teranga.domains.aid.actions.applications import locked_application, move_application, note
from teranga.domains.aid.actions.offers import move_up, release
from teranga.domains.aid.actions.rounds import locked_round
from teranga.domains.aid.models import AidApplication, AidAward
from teranga.domains.aid.queries_statement import due_of, paid_or_on_its_way
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.ledger.models import Fund
from teranga.domains.payments.actions.payouts import NoDestination, request_payout
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place
from teranga.foundation.money import Money
from teranga.foundation.translated import TranslatedText

State = AidApplication.State
MOST_SIGNS = 120
WAITS = (Payout.State.REQUESTED, Payout.State.APPROVED, Payout.State.SENT)


class NothingDue(Exception):
    """Nothing of this award may be paid now. Nothing was asked for."""


class MoneyOnItsWay(Exception):
    """A payout of this award is not settled yet. Nothing was changed."""


def ask_for_money(
    *, award: AidAward, way: str, destination: str, in_advance: bool, by: Actor, at: datetime,
    provider: str = "by_hand",
) -> list[Payout]:  # fmt: skip
    """Ask for what is due: the award in advance, or what accepted receipts cover; a payout for each fund.

    What was asked for before is taken off, under the round's lock, so that nothing is paid twice.
    Whoever handles money reads where the journey goes and the award's number, nothing of the need; so does
    the provider. Raises NothingDue, NoDestination, NoSuchProvider.
    """
    with write(durable=True):
        locked_round(award.round)
        row = locked_application(award.application)
        fresh = _fresh(award)
        set_fields(fresh, way=way, destination=destination.strip(), in_advance=in_advance)
        due = due_of(fresh) if row.person and row.state in (State.ACCEPTED, State.FULFILLED) else {}
        if not due or row.person is None:
            raise NothingDue
        earlier = paid_or_on_its_way(fresh)
        funds = {fund.pk: fund for fund in Fund.objects.filter(community=award.community_id, pk__in=due)}
        return [
            request_payout(
                fund=funds[key], person=row.person, money=Money(due[key], fresh.currency), way=way,
                cause=f"award:{fresh.pk}:{key}:{earlier.times + 1}", what_for=_what_for(fresh),
                destination=destination, name=row.person.name, provider=provider, by=by, at=at,
            )
            for key in sorted(due)
        ]  # fmt: skip


def tell_way(*, award: AidAward, way: str, destination: str, by: Actor, at: datetime) -> AidAward:
    """How the holder wants the money. Raises NoDestination, IllegalApplicationMove."""
    if way not in Payout.Way.values or (way != Payout.Way.CASH and not destination.strip()):
        raise NoDestination(way)
    with write():
        row, fresh = locked_application(award.application), _fresh(award)
        if row.state not in (State.ACCEPTED, State.FULFILLED):
            raise IllegalApplicationMove(row.state, "way")
        told = "" if way == Payout.Way.CASH else destination.strip()[:MOST_SIGNS]
        set_fields(fresh, way=way, destination=told)
        note("way", row, {}, by, at)
    return fresh


def note_arrival(*, place: Place, at: datetime) -> bool:
    """Somebody with an award came: it is fulfilled. Called inside the arrival's own transaction."""
    rows = AidAward.objects.filter(community=place.community_id, place_uuid=place.uuid)
    award = rows.select_related("application").first()
    if award is None:
        return False
    row = locked_application(award.application)
    if row.state != State.ACCEPTED:
        return False
    move_application(row, "fulfil", by=PROGRAM, at=at)
    set_fields(award, came=True)
    if row.round.paid_on_arrival and award.way:
        payload = {"community_id": award.community_id, "award_id": award.pk}
        jobs.enqueue("aid.pay_on_arrival", at=at, payload=payload)
    return True


def pay_on_arrival(*, award: AidAward, at: datetime) -> list[Payout]:
    """Who came is to be paid the way they told; two people still say yes. Nothing due: nothing is asked."""
    try:
        return ask_for_money(award=award, way=award.way, destination=award.destination, in_advance=False,
                             by=PROGRAM, at=at)  # fmt: skip
    except (NothingDue, NoDestination):
        return []


def say_was_there(*, award: AidAward, by: Actor, at: datetime) -> AidAward:
    """For somebody else's event a person says so. Raises IllegalApplicationMove."""
    with write():
        move_application(locked_application(award.application), "fulfil", by=by, at=at)
        set_fields(award, came=True)
    return award


def say_did_not_come(*, award: AidAward, by: Actor, at: datetime) -> AidAward:
    """What was not paid goes back to the pots, and from there down the waiting list.

    Raises MoneyOnItsWay, IllegalApplicationMove.
    """
    with write(durable=True):
        round = locked_round(award.round)
        row, fresh = locked_application(award.application), _fresh(award)
        move_application(row, "miss", by=by, at=at)
        set_fields(fresh, came=False)
        _give_back_rest(fresh, "no_show", by=by, at=at)
        free_vouchers(fresh, by=by, at=at)
        move_up(round, at=at)
    return fresh


def close_award(*, award: AidAward, by: Actor, at: datetime) -> AidAward:
    """Everything is settled: what was granted and not needed goes back to the pots.

    Raises MoneyOnItsWay, IllegalApplicationMove.
    """
    with write(durable=True):
        round = locked_round(award.round)
        row, fresh = locked_application(award.application), _fresh(award)
        move_application(row, "close", by=by, at=at)
        _give_back_rest(fresh, "closed", by=by, at=at)
        set_fields(fresh, settled_at=at)
        move_up(round, at=at)
    return fresh


def _give_back_rest(award: AidAward, why: str, *, by: Actor, at: datetime) -> None:
    """All but what was paid out of each fund."""
    mine = Payout.objects.filter(community=award.community_id, cause__startswith=f"award:{award.pk}:")
    if mine.filter(state__in=WAITS).exists():
        raise MoneyOnItsWay
    paid: Counter[int] = Counter()
    for fund, minor in mine.filter(state=Payout.State.CONFIRMED).values_list("fund_id", "minor"):
        paid[fund] += minor
    release(award, why, keep_by_fund=paid, by=by, at=at)


def _what_for(award: AidAward) -> str:
    round = award.application.round
    language = award.community.default_language
    where = TranslatedText(round.event.name).in_language(language) if round.event else round.elsewhere
    return f"{where} · {award.pk}"


def _fresh(award: AidAward) -> AidAward:
    rows = AidAward.objects.filter(community=award.community_id)
    rows = rows.select_related("application__round__event", "community")
    return rows.get(pk=award.pk)
