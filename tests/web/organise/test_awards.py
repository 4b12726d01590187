"""Awards at the desk: what waits, receipts looked at, money asked for and paid, came or not, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.answers import accept_offer
from teranga.domains.aid.actions.receipts import send_receipt
from teranga.domains.aid.actions.settling import tell_way
from teranga.domains.aid.links_award import award_path
from teranga.domains.aid.models import AidAward, Receipt
from teranga.domains.communities.models import Community
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.models import Payout
from teranga.foundation.money import Money
from tests.everything import everything
from tests.factories.aid import a_photo
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided, state
from tests.factories.communities import a_community
from tests.factories.people import a_person
from tests.web.organise.desk import a_treasurer, at_the_desk, audited, queries_of, text_of

pytestmark = pytest.mark.django_db
BY = Actor("treasurer")


@pytest.fixture(autouse=True)
def _after_the_window(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


def an_award(lome: Community, **more: Any) -> AidAward:
    """Accepted, of 90 000 for the journey, to be paid by mobile money."""
    row, _funds = a_funded_round(lome, 100_000, **more)
    one = asking(row, 90_000, 0.9, person=a_person("Afi Mensah"))
    decided(row)
    award = accept_offer(award=award_of(one), by=BY, at=AFTER)
    return tell_way(award=award, way="mobile", destination="+228 90 11 22 33", by=BY, at=AFTER)


def a_receipt(award: AidAward, minor: int = 30_000, currency: str = "XOF") -> Receipt:
    part = award.round.parts.get(kind="travel")
    return send_receipt(award=award, part=part, money=Money(minor, currency), day=date(2026, 12, 1),
                        sent=a_photo(), by=BY, at=AFTER)  # fmt: skip


def desk_of(award: AidAward) -> str:
    return f"/en/organise/lome/aid/{award.round_id}/awards/"


def committee(lome: Community) -> Client:
    return at_the_desk("aid_committee", community=lome)


def test_c13_f14_only_who_decides_and_who_pays_sees_awards(lome: Community) -> None:
    award = an_award(lome)
    receipt = a_receipt(award)
    page = f"{desk_of(award)}{award.pk}/"
    paths = [desk_of(award), page, f"{page}statement/", f"{page}receipts/{receipt.pk}/",
             f"{page}receipts/{receipt.pk}/file/"]  # fmt: skip
    for browser, status in (
        (committee(lome), 200), (a_treasurer(lome), 200), (at_the_desk("read_only", community=lome), 404),
        (at_the_desk("programme_chair", community=lome), 404),
    ):  # fmt: skip
        assert [browser.get(path).status_code for path in paths] == [status] * 5
    reader, treasurer = at_the_desk("read_only", community=lome), a_treasurer(lome)
    before = everything()
    assert reader.post(f"{page}ask/").status_code == 404
    assert reader.post(f"{page}receipts/{receipt.pk}/", {"do": "count"}).status_code == 404
    assert treasurer.post(f"{page}move/", {"do": "missed"}).status_code == 404
    assert everything() == before


def test_nobody_sees_their_own_award_through(lome: Community) -> None:
    award, own = an_award(lome), committee(lome)
    award.application.person = own.person  # type: ignore[attr-defined]
    award.application.save()
    a_receipt(award)
    listed = text_of(own.get(desk_of(award)))
    assert ("This is yours" in listed, "90,000" in listed) == (True, False)
    page = f"{desk_of(award)}{award.pk}/"
    assert own.get(page).status_code == 404
    assert own.post(f"{page}ask/", {"when": "before"}).status_code == 404
    assert own.post(f"{page}move/", {"do": "there"}).status_code == 404
    assert state(award.application) == "accepted"


def test_the_list_says_what_waits_and_shows_only_that(lome: Community) -> None:
    row, _funds = a_funded_round(lome, 300_000)
    sends, silent, open_ = (asking(row, 90_000, 0.9 - nth / 10) for nth in range(3))
    decided(row)
    a_receipt(accept_offer(award=award_of(sends), by=BY, at=AFTER))
    accept_offer(award=award_of(silent), by=BY, at=AFTER)
    browser, root = committee(lome), f"/en/organise/lome/aid/{row.pk}/awards/"
    page = text_of(browser.get(root))
    assert "receipts to look at · 1" in page
    assert "no way to be paid yet · 2" in page
    assert "no answer yet · 1" in page
    filtered = text_of(browser.get(root + "?waits=receipt"))
    named = [one.person.name in filtered for one in (sends, silent, open_)]
    assert named == [True, False, False]
    assert "→ a receipt to look at" in filtered
    assert "1 receipt to look at" in text_of(browser.get("/en/organise/lome/"))
    assert f'href="{root}"' in browser.get(f"/en/organise/lome/aid/{row.pk}/").content.decode()


def test_a_receipt_is_opened_with_a_note_counts_in_part_and_goes_back_with_a_reason(lome: Community) -> None:
    award, browser = an_award(lome), committee(lome)
    good, bad = a_receipt(award), a_receipt(award, 5_000)
    page = f"{desk_of(award)}{award.pk}/receipts/"
    assert browser.get(f"{page}{good.pk}/file/")["Content-Type"] == "image/jpeg"
    assert len(audited("aid_application.receipt_open")) == 1
    too_much = browser.post(f"{page}{good.pk}/", {"do": "count", "amount": "30001"})
    assert (too_much.status_code, "no more counts" in text_of(too_much)) == (422, True)
    silent = browser.post(f"{page}{bad.pk}/", {"do": "back", "amount": "x"})
    assert (silent.status_code, "Say what is missing" in text_of(silent)) == (422, True)
    assert Receipt.objects.filter(community=lome, state="sent").count() == 2
    counted = browser.post(f"{page}{good.pk}/", {"do": "count", "amount": "25 000", "why": "Not the meal"})
    assert counted["Location"] == f"{desk_of(award)}{award.pk}/?saved=1"
    browser.post(f"{page}{bad.pk}/", {"do": "back", "why": "No date on it"})
    rows = Receipt.objects.filter(community=lome).order_by("pk").values_list("state", "counted", "why")
    assert list(rows) == [("accepted", 25_000, "Not the meal"), ("refused", None, "No date on it")]
    again = browser.post(f"{page}{good.pk}/", {"do": "back", "why": "No"})
    assert (again.status_code, "Somebody looked at this receipt before" in text_of(again)) == (409, True)
    own = text_of(Client().get(f"/en{award_path(award.application)}receipts/"))
    assert "Why: No date on it" in own
    assert "counts as F CFA 25,000" in own


def test_without_a_written_rate_a_receipt_in_another_currency_waits(lome: Community) -> None:
    award, browser = an_award(lome), committee(lome)
    receipt = a_receipt(award, 1_050, "GHS")
    refused = browser.post(f"{desk_of(award)}{award.pk}/receipts/{receipt.pk}/", {"do": "count"})
    assert (refused.status_code, "what one GHS is worth in XOF" in text_of(refused)) == (409, True)
    receipt.refresh_from_db()
    assert receipt.state == "sent"


def test_money_is_asked_for_approved_twice_paid_by_hand_and_everybody_concerned_reads_so(
    lome: Community,
) -> None:
    award, browser = an_award(lome), committee(lome)
    root = f"{desk_of(award)}{award.pk}/"
    nothing = browser.post(root + "ask/")
    assert (nothing.status_code, "Nothing may be asked for now" in text_of(nothing)) == (409, True)
    browser.post(f"{root}receipts/{a_receipt(award).pk}/", {"do": "count", "amount": "30 000"})
    assert "Ask for F CFA 30,000" in text_of(browser.get(root))
    assert browser.post(root + "ask/").status_code == 302
    payout = Payout.objects.get(community=lome)
    assert (payout.minor, payout.way, payout.destination, payout.what_for, payout.requested_by) == (
        30_000, "mobile", "+228 90 11 22 33", f"PyCon Africa 2027 · {award.pk}", browser.person,  # type: ignore[attr-defined]
    )  # fmt: skip
    assert "two yeses missing" in text_of(browser.get(root))
    one, other = a_treasurer(lome), a_treasurer(lome)
    desk = f"/en/organise/lome/payouts/{payout.pk}/"
    one.post(desk + "approve/")
    assert "one yes missing" in text_of(browser.get(root))
    assert one.post(desk + "approve/").status_code == 409
    other.post(desk + "approve/")
    assert "money to send: two said yes" in text_of(browser.get(root))
    other.post(desk + "send/", {"proof": "TM 81"})
    other.post(desk + "confirm/", {"proof": "TM 81"})
    for page in (text_of(browser.get(root + "statement/")),
                 text_of(Client().get(f"/en{award_path(award.application)}receipts/"))):  # fmt: skip
        assert "Paid and arrived F CFA 30,000" in page
        assert "Still owed F CFA 60,000" in page
    assert "11 22 33" not in text_of(browser.get(root))


def test_before_the_journey_all_of_it_goes_the_way_that_somebody_told_by_voice(lome: Community) -> None:
    row, _funds = a_funded_round(lome, 100_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    award, browser = accept_offer(award=award_of(one), by=BY, at=AFTER), committee(lome)
    root = f"{desk_of(award)}{award.pk}/"
    lacking = browser.post(root + "ask/", {"when": "before", "way": "mobile", "destination": ""})
    assert (lacking.status_code, "needs a number" in text_of(lacking)) == (422, True)
    assert Payout.objects.filter(community=lome).count() == 0
    browser.post(root + "ask/", {"when": "before", "way": "cash", "destination": ""})
    payout = Payout.objects.get(community=lome)
    assert (payout.minor, payout.way, award_of(one).in_advance) == (90_000, "cash", True)


def test_who_did_not_come_returns_the_money_and_is_closed(lome: Community) -> None:
    award, browser = an_award(lome), committee(lome)
    root, fund = f"{desk_of(award)}{award.pk}/", award.round.funds.get().fund
    browser.post(root + "ask/", {"when": "before"})
    stuck = browser.post(root + "move/", {"do": "missed"})
    assert (stuck.status_code, "Settle that payout first" in text_of(stuck)) == (409, True)
    assert (state(award.application), balance(fund).free.minor) == ("accepted", 10_000)
    payout = Payout.objects.get(community=lome)
    a_treasurer(lome).post(f"/en/organise/lome/payouts/{payout.pk}/cancel/", {"why": "stays at home"})
    assert browser.post(root + "move/", {"do": "missed"}).status_code == 302
    assert (state(award.application), balance(fund).free.minor) == ("no_show", 100_000)
    assert "everything is settled: close it" in text_of(browser.get(root))
    browser.post(root + "move/", {"do": "close"})
    assert state(award.application) == "closed"
    late = browser.post(root + "move/", {"do": "there"})
    assert (late.status_code, "moved on meanwhile" in text_of(late)) == (409, True)
    assert browser.post(root + "move/", {"do": "burn"}).status_code == 404


def test_once_it_is_over_the_list_asks_who_came(lome: Community) -> None:
    award, browser = an_award(lome), committee(lome)
    with time_machine.travel(AFTER + timedelta(days=90), tick=False):
        browser = committee(lome)
        assert "it is over: was Afi Mensah there?" in text_of(browser.get(desk_of(award)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_award_as_for_three(lome: Community, rows: int) -> None:
    row, _funds = a_funded_round(lome, 300_000)
    asked = [asking(row, 90_000, 0.9) for _ in range(rows)]
    decided(row)
    for one in asked:
        a_receipt(accept_offer(award=award_of(one), by=BY, at=AFTER))
    assert queries_of(committee(lome), f"/en/organise/lome/aid/{row.pk}/awards/") == 10


def test_f14_who_says_yes_reads_what_a_payout_is_for_and_others_only_where_it_leads(lome: Community) -> None:
    award, browser = an_award(lome), committee(lome)
    root = f"{desk_of(award)}{award.pk}/"
    browser.post(f"{root}receipts/{a_receipt(award).pk}/", {"do": "count"})
    browser.post(root + "ask/")
    payout = Payout.objects.get(community=lome)
    desk = f"/en/organise/lome/payouts/{payout.pk}/"
    paying = a_treasurer(lome)
    page = text_of(paying.get(desk))
    for words in (award.round.name["en"], f"Award {award.pk}", "Awarded F CFA 90,000", browser.person.name,  # type: ignore[attr-defined]
                  "Spent, by accepted receipts F CFA 30,000", "Paid for receipts that somebody"):  # fmt: skip
        assert words in page
    assert f'href="{root}"' in paying.get(desk).content.decode()
    assert paying.get(root).status_code == 200
    reader = text_of(at_the_desk("read_only", community=lome).get(desk))
    assert f"PyCon Africa 2027 · {award.pk}" in reader
    assert [words for words in (f"Award {award.pk}", award.round.name["en"], "receipts", "90,000")
            if words in reader] == []  # fmt: skip
    own = a_treasurer(lome)
    award.application.person = own.person  # type: ignore[attr-defined]
    award.application.save()
    assert "What it is for" not in text_of(own.get(desk))
