"""Payouts at the desk: two say yes, one sends, and only who pays sees where the money goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teranga.domains.communities.models import Community
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.models import Payout
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.ledger import a_fund
from tests.factories.members import a_member
from tests.web.organise.desk import a_treasurer, at_the_desk, queries_of, send, text_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/payouts/"


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def fund(lome: Community) -> Fund:
    return a_fund(lome, holds=50_000)


@pytest.fixture
def treasurer(lome: Community) -> Client:
    return a_treasurer(lome)


def asked(browser: Client, fund: Fund, **typed: Any) -> Any:
    member = typed.pop("member", None) or a_member(fund.community, "Afi Mensah").person.name
    told = {"fund": fund.pk, "member": member, "amount": "12 000", "what_for": "Bus to Accra", "cause": "R-1",
            "way": "mobile", "name": "Afi M.", "destination": "+228 90 11 22 33"}  # fmt: skip
    return send(browser, DESK + "add/", **told | typed)


def a_payout(browser: Client, fund: Fund) -> Payout:
    asked(browser, fund)
    return Payout.objects.get(community=fund.community)


def test_two_say_yes_and_then_it_is_sent_once_with_its_proof(
    treasurer: Client, lome: Community, fund: Fund
) -> None:
    payout = a_payout(treasurer, fund)
    root = f"{DESK}{payout.pk}/"
    assert treasurer.post(root + "approve/").status_code == 302
    refused = treasurer.post(root + "approve/")
    assert (refused.status_code, "must be another person’s" in text_of(refused)) == (409, True)
    early = treasurer.post(root + "send/", {"proof": "x"})
    assert early.status_code == 422
    assert a_treasurer(lome).post(root + "approve/").status_code == 302
    assert treasurer.post(root + "send/", {"proof": "TM 81"}).status_code == 302
    assert treasurer.post(root + "send/", {"proof": "TM 82"}).status_code == 422
    assert (balance(fund).paid.minor, balance(fund).in_hand.minor) == (12_000, 38_000)
    assert treasurer.post(root + "confirm/", {"proof": "she says so"}).status_code == 302
    payout.refresh_from_db()
    assert (payout.state, payout.proof) == ("confirmed", "she says so")


def test_what_did_not_arrive_comes_back_into_the_book(treasurer: Client, lome: Community, fund: Fund) -> None:
    root = f"{DESK}{a_payout(treasurer, fund).pk}/"
    treasurer.post(root + "approve/")
    a_treasurer(lome).post(root + "approve/")
    treasurer.post(root + "send/", {"proof": "TM 81"})
    treasurer.post(root + "fail/", {"why": "wrong number"})
    assert balance(fund).in_hand.minor == 50_000
    assert "wrong number" in text_of(treasurer.get(root))


def test_nobody_approves_money_for_themselves(lome: Community, fund: Fund) -> None:
    own = a_treasurer(lome)
    a_member(lome, person=own.person)  # type: ignore[attr-defined]
    asked(own, fund, member=own.person.name)  # type: ignore[attr-defined]
    payout = Payout.objects.get(community=lome)
    refused = own.post(f"{DESK}{payout.pk}/approve/")
    assert (refused.status_code, "two others decide" in text_of(refused)) == (409, True)
    assert payout.approvals.count() == 0


def test_only_who_pays_sees_the_number_and_no_table_holds_it(
    treasurer: Client, lome: Community, fund: Fund
) -> None:
    payout = a_payout(treasurer, fund)
    organiser = at_the_desk(community=lome)
    page = text_of(organiser.get(f"{DESK}{payout.pk}/"))
    assert ("11 22 33" in page, "only who pays sees it" in page) == (False, True)
    assert "11 22 33" in text_of(treasurer.get(f"{DESK}{payout.pk}/"))
    table = b"".join(treasurer.get(DESK[:-1] + ".csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert ("11 22 33" in table, "Bus to Accra" in table) == (False, True)


def test_c13_an_organiser_without_the_purse_approves_and_sends_nothing(
    treasurer: Client, lome: Community, fund: Fund
) -> None:
    payout = a_payout(treasurer, fund)
    organiser = at_the_desk(community=lome)
    before = everything()
    for path in ("approve/", "send/", "confirm/", "fail/", "cancel/"):
        assert organiser.post(f"{DESK}{payout.pk}/{path}", {"proof": "x", "why": "x"}).status_code == 404
    assert everything() == before


def test_g24_one_receipt_is_asked_for_once(treasurer: Client, fund: Fund) -> None:
    asked(treasurer, fund)
    again = asked(treasurer, fund, member="Afi Mensah")
    assert (again.status_code, "Nothing was asked for again" in text_of(again)) == (422, True)
    assert Payout.objects.filter(community=fund.community).count() == 1


def test_the_list_asks_as_often_for_three_as_for_one(treasurer: Client, fund: Fund) -> None:
    asked(treasurer, fund)
    first = queries_of(treasurer, DESK)
    for number in (2, 3):
        asked(treasurer, fund, member="Afi Mensah", cause=f"R-{number}")
    assert queries_of(treasurer, DESK) == first
