"""Money on its way to who needs it: receipts, payouts, arrivals; every unit once, and the rest back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.ending import NotSettled, end_round
from teranga.domains.aid.actions.files import read_file
from teranga.domains.aid.actions.receipts import NoRate, ReceiptRefused, check_receipt, send_receipt
from teranga.domains.aid.actions.settling import (
    MoneyOnItsWay,
    NothingDue,
    ask_for_money,
    close_award,
    note_arrival,
    say_did_not_come,
    say_was_there,
)
from teranga.domains.aid.models import AidAward, Receipt
from teranga.domains.aid.queries_statement import statement_of
from teranga.domains.aid.rules import IllegalRoundMove
from teranga.domains.ledger.actions.entries import note_rate
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.actions.payouts import (
    approve_payout,
    cancel_payout,
    confirm_payout,
    note_sent,
)
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place
from teranga.foundation.money import Money
from tests.base.threads import at_once
from tests.factories.aid import a_photo
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided, rights, state
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.factories.places import a_meetup

pytestmark = pytest.mark.django_db
TREASURER = Actor("treasurer")
CASH = {"way": "cash", "destination": "", "by": TREASURER, "at": AFTER}


def accepted(*holds: int, **more: Any) -> tuple[AidAward, list[Fund]]:
    event = more.get("event")
    community = event.community if event else a_community()
    row, funds = a_funded_round(community, *holds, **more)
    one = asking(row, 90_000, 0.9)
    decided(row)
    return accept_offer(award=award_of(one), by=TREASURER, at=AFTER), funds


def a_receipt(award: AidAward, minor: int, currency: str = "XOF") -> Receipt:
    return send_receipt(
        award=award, part=award.round.parts.get(kind="travel"), money=Money(minor, currency),
        day=date(2026, 12, 2), sent=a_photo(), by=TREASURER, at=AFTER,
    )  # fmt: skip


def paid(payout: Payout) -> None:
    for name in ("Ama", "Kossi"):
        may = rights(payout.community, a_person(name), "treasurer")
        approve_payout(payout=payout, rights=may, by=TREASURER, at=AFTER)
    note_sent(payout=payout, proof="MP 7", by=TREASURER, at=AFTER)
    confirm_payout(payout=payout, proof="", by=TREASURER, at=AFTER)


def test_against_receipts_only_what_a_person_agreed_to_is_due_and_each_unit_once():
    award, (fund,) = accepted(100_000)
    first = a_receipt(award, 30_000)
    with pytest.raises(NothingDue):
        ask_for_money(award=award, in_advance=False, **CASH)
    check_receipt(receipt=first, agrees=True, by=TREASURER, at=AFTER)
    with pytest.raises(ReceiptRefused):
        check_receipt(receipt=first, agrees=False, by=TREASURER, at=AFTER)
    check_receipt(receipt=a_receipt(award, 5_000), agrees=False, why="unreadable", by=TREASURER, at=AFTER)
    (payout,) = ask_for_money(award=award, in_advance=False, **CASH)
    assert payout.minor == 30_000
    with pytest.raises(NothingDue):
        ask_for_money(award=award, in_advance=False, **CASH)
    paid(payout)
    check_receipt(receipt=a_receipt(award, 100_000), agrees=True, by=TREASURER, at=AFTER)
    (rest,) = ask_for_money(award=award, in_advance=False, **CASH)
    assert rest.minor == 60_000  # never above what was granted
    told = statement_of(award)
    assert (told.granted, told.receipts, told.paid, told.on_its_way, told.due) == (
        90_000, 130_000, 30_000, 60_000, 0,
    )  # fmt: skip
    assert balance(fund).paid == Money(30_000, "XOF")


def test_a_receipt_is_sealed_and_in_another_currency_counts_by_a_written_rate():
    award, _funds = accepted(100_000)
    receipt = a_receipt(award, 1_050, "GHS")
    kept = read_file(receipt.uuid) or b""
    assert (receipt.kind, receipt.size, kept[:3]) == ("image/jpeg", len(kept), b"\xff\xd8\xff")
    with pytest.raises(NoRate):
        check_receipt(receipt=receipt, agrees=True, by=TREASURER, at=AFTER)
    note_rate(community=award.community, of_currency="GHS", in_currency="XOF", rate=Decimal("49.3"),
              day=date(2026, 12, 1), source="BCEAO", by=TREASURER, at=AFTER)  # fmt: skip
    checked = check_receipt(receipt=receipt, agrees=True, by=TREASURER, at=AFTER)
    assert (checked.counted, checked.rate and checked.rate.source) == (518, "BCEAO")  # 10.50 x 49.3 = 517.65
    own = Actor("treasurer", award.application.person_id)
    with pytest.raises(ReceiptRefused):
        check_receipt(receipt=a_receipt(award, 100), agrees=True, by=own, at=AFTER)


def test_in_advance_each_fund_pays_its_part_and_a_cancelled_payout_can_be_asked_for_again():
    award, funds = accepted(50_000, 40_000)
    payouts = ask_for_money(award=award, in_advance=True, **CASH)
    assert sorted(one.minor for one in payouts) == [40_000, 50_000]
    cancel_payout(payout=payouts[0], why="wrong number", by=TREASURER, at=AFTER)
    (again,) = ask_for_money(award=award, in_advance=True, **CASH)
    assert (again.fund, again.minor) == (payouts[0].fund, payouts[0].minor)
    assert len(funds) == 2


def test_where_the_round_pays_on_arrival_nothing_is_due_before():
    event = a_meetup(3)
    award, _funds = accepted(90_000, event=event, paid_on_arrival=True)
    with pytest.raises(NothingDue):
        ask_for_money(award=award, in_advance=True, **CASH)
    place = Place.objects.get(event=event, uuid=award.place_uuid)
    Place.objects.filter(event=event).update(arrived_at=AFTER)
    assert note_arrival(place=place, at=AFTER)
    assert not note_arrival(place=place, at=AFTER)
    assert state(award.application) == "fulfilled"
    (payout,) = ask_for_money(award=award, in_advance=False, **CASH)
    assert payout.minor == 90_000


def test_who_did_not_come_leaves_the_money_to_the_next():
    row, (fund,) = a_funded_round(a_community(), 90_000)
    one, waits = asking(row, 90_000, 0.9), asking(row, 60_000, 0.3)
    decided(row)
    accept_offer(award=award_of(one), by=TREASURER, at=AFTER)
    (payout,) = ask_for_money(award=award_of(one), in_advance=True, **CASH)
    with pytest.raises(MoneyOnItsWay):
        say_did_not_come(award=award_of(one), by=TREASURER, at=AFTER)
    assert (state(one), state(waits)) == ("accepted", "waitlisted")
    cancel_payout(payout=payout, why="did not come", by=TREASURER, at=AFTER)
    say_did_not_come(award=award_of(one), by=TREASURER, at=AFTER)
    assert (state(one), state(waits), balance(fund).free.minor) == ("no_show", "offered", 30_000)


def test_a_closed_award_gives_back_what_was_granted_and_not_needed():
    award, (fund,) = accepted(90_000)
    check_receipt(receipt=a_receipt(award, 70_000), agrees=True, by=TREASURER, at=AFTER)
    (payout,) = ask_for_money(award=award, in_advance=False, **CASH)
    paid(payout)
    say_was_there(award=award, by=TREASURER, at=AFTER)
    close_award(award=award, by=TREASURER, at=AFTER)
    kept = balance(fund)
    assert (kept.granted, kept.paid, kept.free) == (
        Money(70_000, "XOF"), Money(70_000, "XOF"), Money(20_000, "XOF"),
    )  # fmt: skip
    assert (state(award.application), award_of(award.application).settled_at) == ("closed", AFTER)


@pytest.mark.django_db(transaction=True)
def test_g24_g26_money_asked_for_four_times_at_once_is_asked_for_once():
    award, _funds = accepted(90_000)
    outcomes = at_once(*[lambda: ask_for_money(award=award, in_advance=True, **CASH)] * 4)
    assert sum(isinstance(one, NothingDue) for one in outcomes) == 3
    rows = Payout.objects.filter(community=award.community_id)
    assert list(rows.values_list("minor", flat=True)) == [90_000]


def test_a_round_ends_once_every_award_is_settled_and_who_still_waits_is_told_no():
    row, _funds = a_funded_round(a_community(), 90_000)
    one, waits = asking(row, 90_000, 0.9), asking(row, 90_000, 0.3)
    with pytest.raises(IllegalRoundMove, match="published: end"):
        end_round(round=row, by=TREASURER, at=AFTER)
    decided(row)
    award = accept_offer(award=award_of(one), by=TREASURER, at=AFTER)
    say_was_there(award=award, by=TREASURER, at=AFTER)
    with pytest.raises(NotSettled) as refused:
        end_round(round=row, by=TREASURER, at=AFTER)
    row.refresh_from_db()
    assert (refused.value.open, row.state, state(waits)) == ({"fulfilled": 1}, "decided", "waitlisted")
    after_all = AFTER.replace(year=2028)  # what is given back reaches nobody any more
    close_award(award=award, by=TREASURER, at=after_all)
    Job.objects.filter(name="aid.tell_award").delete()
    assert end_round(round=row, by=TREASURER, at=after_all).state == "ended"
    assert (state(one), state(waits), waits.rank) == ("closed", "not_funded", None)
    told = Job.objects.filter(name="aid.tell_award").values_list("payload__application_id", flat=True)
    assert list(told) == [waits.pk]
    entry = AuditEntry.objects.get(community_id=row.community_id, verb="aid_round.end")
    assert entry.changes == {"state": ["decided", "ended"]}
