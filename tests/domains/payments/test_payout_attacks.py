"""Many hands on one payout, and a provider that says what is not true of it."""

from __future__ import annotations

from itertools import permutations

import pytest

from teranga.domains.activity.actions.record import COMMAND_LINE, PROGRAM
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.payments.actions.payouts import (
    approve_payout,
    confirm_payout,
    note_sent,
    note_told,
    reference_of,
    request_payout,
)
from teranga.domains.payments.models import Payout
from teranga.domains.payments.providers import Known, Told
from teranga.domains.payments.rules import IllegalMove
from teranga.domains.people.two_persons import SamePerson
from teranga.foundation.money import Money
from tests.base.threads import at_once
from tests.factories.awards import rights
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund
from tests.factories.people import a_person

AT_ONCE = pytest.mark.django_db(transaction=True)
BY = {"by": COMMAND_LINE, "at": NOW}
MONEY = Money(20_000, "XOF")


def asked_for(fund: Fund | None = None, cause: str = "award:1") -> Payout:
    return request_payout(
        fund=fund or a_fund(a_community(), holds=50_000), person=a_person("Afi"), money=MONEY, cause=cause,
        what_for="Bus", way="mobile", destination="+228 90 00 00 00", name="Afi Mensah", **BY,
    )  # fmt: skip


def approved(payout: Payout) -> Payout:
    for name in ("Ama", "Kossi"):
        may = rights(payout.fund.community, a_person(name), "treasurer")
        payout = approve_payout(payout=payout, rights=may, **BY)
    return payout


def entries(payout: Payout) -> list[tuple[str, int]]:
    rows = LedgerEntry.objects.filter(
        community=payout.community_id, fund=payout.fund, cause__startswith="payout"
    )
    return list(rows.order_by("pk").values_list("kind", "minor"))


@AT_ONCE
def test_g06_a_payout_that_four_say_was_sent_and_then_arrived_is_entered_once() -> None:
    payout = approved(asked_for())
    sent = at_once(*[lambda: note_sent(payout=payout, proof="MP 1", **BY)] * 4)
    assert sum(isinstance(one, IllegalMove) for one in sent) == 3
    arrived = at_once(*[lambda: confirm_payout(payout=payout, proof="MP 2", **BY)] * 4)
    assert sum(isinstance(one, IllegalMove) for one in arrived) == 3
    assert entries(payout) == [("paid", 20_000)]
    payout.refresh_from_db()
    assert (payout.state, payout.proof) == ("confirmed", "MP 2")


@AT_ONCE
def test_g06_one_person_s_yes_said_four_times_at_once_is_one_yes() -> None:
    payout = asked_for()
    may = rights(payout.fund.community, a_person("Ama"), "treasurer")
    said = at_once(*[lambda: approve_payout(payout=payout, rights=may, **BY)] * 4)
    assert sum(isinstance(one, SamePerson) for one in said) == 3
    payout.refresh_from_db()
    assert (payout.state, payout.approvals.count()) == ("requested", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [Known.CONFIRMED, Known.FAILED])
def test_g13_what_is_told_of_another_payout_settles_nothing(known: Known) -> None:
    fund = a_fund(a_community(), holds=50_000)
    mine, other = (note_sent(payout=approved(asked_for(fund, cause)), proof="", **BY) for cause in "ab")
    told = Told(known, reference_of(other), MONEY, "F-9")
    assert note_told(payout=mine, told=told, by=PROGRAM, at=NOW).state == "sent"
    mine.refresh_from_db()
    assert (mine.state, mine.proof, entries(mine)) == ("sent", "", [("paid", 20_000)] * 2)


@pytest.mark.django_db
@pytest.mark.parametrize("money", [None, Money(19_999, "XOF"), Money(20_000, "XAF")])
def test_g13_a_payout_is_not_settled_by_another_amount_or_currency(money: Money | None) -> None:
    payout = note_sent(payout=approved(asked_for()), proof="", **BY)
    told = Told(Known.CONFIRMED, reference_of(payout), money, "F-9")
    assert note_told(payout=payout, told=told, by=PROGRAM, at=NOW).state == "sent"
    payout.refresh_from_db()
    assert (payout.state, payout.proof) == ("sent", "")


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations((Known.PENDING, Known.CONFIRMED, Known.FAILED))))
def test_g12_what_is_told_twice_or_late_moves_nothing_that_is_settled(order: tuple[Known, ...]) -> None:
    payout = note_sent(payout=approved(asked_for()), proof="", **BY)
    for known in order * 2:
        payout = note_told(payout=payout, told=Told(known, reference_of(payout), MONEY), by=PROGRAM, at=NOW)
    first = next(known for known in order if known is not Known.PENDING)
    assert payout.state == ("confirmed" if first is Known.CONFIRMED else "failed")
    assert entries(payout) == [("paid", 20_000)] + (
        [] if first is Known.CONFIRMED else [("came_back", 20_000)]
    )
