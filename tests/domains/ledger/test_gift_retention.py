"""What the book knows of people, and when it forgets them. Amounts stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.personal_data import end_overdue, overdue
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.ledger.actions.gifts import receive_gift, withdraw_gift
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing, use_thing
from teranga.domains.ledger.models import Gift
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.actions.payouts import approve_payout, confirm_payout, note_sent, request_payout
from teranga.foundation.money import Money
from tests.factories.awards import rights
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund, a_gift
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
BY = {"by": COMMAND_LINE, "at": NOW}
FIVE = Money(5_000, "XOF")


def knows(gift: Gift) -> tuple[str, str, str]:
    gift.refresh_from_db()
    return gift.name, gift.message, str(gift.contact)


def ended(model: str, days: int) -> tuple[int, int]:
    """How many rows are due so long after NOW, and how many the job then ended."""
    at = NOW + timedelta(days=days)
    due = next(rows for one, rows in overdue(at) if one.model == model)
    return due, end_overdue(at)[model]


def test_a_promise_that_nobody_kept_is_forgotten_after_half_a_year_and_its_amount_stays() -> None:
    fund = a_fund(a_community())
    told = {"name": "Afi", "message": "Bon voyage", "contact": "afi@example.org", "person": a_person()}
    promised, taken_back = a_gift(fund, 5_000, **told), a_gift(fund, 3_000, **told)
    withdraw_gift(gift=taken_back, **BY)
    received = receive_gift(gift=a_gift(fund, 5_000, **told), money=FIVE, proof="", **BY)
    assert ended("ledger.Gift", 180) == (0, 0)
    assert ended("ledger.Gift", 181) == (2, 2)
    assert [knows(one) for one in (promised, taken_back)] == [("", "", "")] * 2
    assert (promised.person, knows(received)) == (None, ("Afi", "Bon voyage", ""))
    assert (balance(fund).pledged, promised.reference != "") == (FIVE, True)
    assert ended("ledger.Gift", 182) == (0, 0)


def test_a_gift_that_came_in_is_without_a_name_after_ten_years() -> None:
    fund = a_fund(a_community())
    gift = receive_gift(gift=a_gift(fund, 5_000, is_named=True), money=FIVE, proof="", **BY)
    assert ended("ledger.Gift", 3_653) == (0, 0)
    assert ended("ledger.Gift", 3_654) == (1, 1)
    assert (knows(gift), gift.is_named, balance(fund).received) == (("", "", ""), False, FIVE)


def test_nobody_knows_two_years_later_who_had_a_voucher() -> None:
    community = a_community()
    used, kept = (note_thing(community=community, giver="A sister", covers="Ticket", **BY) for _ in range(2))
    for thing in (used, kept):
        keep_thing(thing=thing, person=a_person(), **BY)
    use_thing(thing=used, **BY)
    assert ended("ledger.InKind", 730) == (0, 0)
    assert ended("ledger.InKind", 731) == (1, 1)
    assert ended("ledger.InKind", 1_461) == (1, 1)
    for thing in (used, kept):
        thing.refresh_from_db()
    assert [(one.state, one.person) for one in (used, kept)] == [("used", None), ("kept", None)]


def test_a_payout_loses_name_and_number_after_ten_years() -> None:
    fund = a_fund(a_community(), holds=5_000)
    payout = request_payout(
        fund=fund, person=a_person(), money=FIVE, cause="award:1", what_for="Bus", way="mobile",
        destination="+228 90 00 00 00", name="Afi Mensah", **BY,
    )  # fmt: skip
    for name in ("Ama", "Kossi"):
        approve_payout(payout=payout, rights=rights(fund.community, a_person(name), "treasurer"), **BY)
    note_sent(payout=payout, proof="MP 1", **BY)
    confirm_payout(payout=payout, proof="", **BY)
    assert ended("payments.Payout", 3_653) == (0, 0)
    assert ended("payments.Payout", 3_654) == (1, 1)
    payout.refresh_from_db()
    assert (payout.name, payout.destination, payout.person, payout.minor) == ("", "", None, 5_000)
    assert balance(fund).paid == FIVE
