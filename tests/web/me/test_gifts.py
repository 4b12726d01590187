"""Promising a gift without an account: what is written down, mailed and refused, and the gift's own page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.funds import close_fund
from teranga.domains.ledger.actions.gifts import receive_gift
from teranga.domains.ledger.links import gift_path
from teranga.domains.ledger.models import Fund, Gift
from teranga.domains.ledger.queries import balance
from teranga.domains.mail.models import OutgoingMail
from teranga.foundation.money import Money
from teranga.web import public_forms
from tests.everything import everything
from tests.factories.communities import a_community, in_three
from tests.factories.events import an_event
from tests.factories.ledger import NOW, a_fund, a_gift
from tests.web.organise.desk import hidden_of, text_of

pytestmark = pytest.mark.django_db
FORM = "/en/lome/funds/pot-commun/give/"
PAGE = "/en/lome/funds/pot-commun/"


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def fund(lome: Community) -> Fund:
    return a_fund(lome, goal=20_000, how_to_pay={"fr": "T-Money 90 00 00 00"})


@pytest.fixture(autouse=True)
def _quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_forms, "QUICKEST", 0)


def give(browser: Client, **typed: Any) -> Any:
    return browser.post(FORM, {**hidden_of(browser.get(FORM)), **typed})


def test_a_gift_is_promised_without_an_account_and_shows_its_reference(fund: Fund) -> None:
    browser = Client()
    answer = give(browser, chosen="5000", name="Afi", is_named="on", contact="afi@example.org")
    gift = Gift.objects.get(community=fund.community)
    gift.fund = fund
    assert answer["Location"] == f"/en{gift_path(gift)}"
    assert (gift.pledged, gift.name, gift.state, balance(fund).pledged) == (
        5000, "Afi", "pledged", Money(5000, "XOF"),
    )  # fmt: skip
    page = text_of(Client().get(answer["Location"]))
    assert f"Write this reference beside the transfer {gift.reference}" in page
    assert "T-Money 90 00 00 00" in page
    mail = OutgoingMail.objects.get(to_address="afi@example.org")
    assert (gift.reference in mail.subject, answer["Location"] in mail.body, "Afi" in mail.body) == (
        True, True, False,
    )  # fmt: skip


def test_a_giver_is_named_only_once_the_money_came_and_only_with_consent(fund: Fund) -> None:
    named, quiet = a_gift(fund, name="Afi Mensah", is_named=True), a_gift(fund, name="Kofi Silent")
    assert "Afi Mensah" not in text_of(Client().get(PAGE))
    for gift in (named, quiet):
        receive_gift(gift=gift, money=Money(500, "XOF"), proof="seen", by=COMMAND_LINE, at=NOW)
    page = text_of(Client().get(PAGE))
    assert ("Afi Mensah" in page, "Kofi Silent" in page) == (True, False)
    assert "2 gifts" in page


def test_the_mail_of_arrival_goes_out_and_the_address_is_forgotten(fund: Fund) -> None:
    gift = a_gift(fund, contact="afi@example.org")
    receive_gift(gift=gift, money=Money(500, "XOF"), proof="seen", by=COMMAND_LINE, at=NOW)
    gift.refresh_from_db()
    causes = (
        OutgoingMail.objects.filter(to_address="afi@example.org")
        .order_by("id")
        .values_list("cause", flat=True)
    )
    assert (gift.contact, list(causes)) == ("", [f"gift_promised:{gift.pk}", f"gift_received:{gift.pk}"])


@pytest.mark.parametrize("typed", [{}, {"amount": "-5"}, {"amount": "0"}, {"amount": "1e9"}, {"chosen": "7"},
                                   {"amount": "NaN"}, {"amount": "0.5"}, {"amount": "5", "website": "x"},
                                   {"chosen": "5000", "is_named": "on"}])  # fmt: skip
def test_g14_what_is_no_amount_or_no_person_promises_nothing(fund: Fund, typed: dict[str, str]) -> None:
    assert give(Client(), **typed).status_code == 200
    assert Gift.objects.filter(community=fund.community).count() == 0
    assert balance(fund).pledged == Money(0, "XOF")


def test_g14_the_currency_is_the_funds_own_whatever_the_browser_sends(fund: Fund) -> None:
    give(Client(), amount="500", currency="EUR", state="received", received="500")
    gift = Gift.objects.get(community=fund.community)
    assert (gift.currency, gift.state, gift.received) == ("XOF", "pledged", None)


def test_a_form_sent_again_after_a_broken_line_is_the_same_gift(fund: Fund) -> None:
    browser = Client()
    sent = {**hidden_of(browser.get(FORM)), "chosen": "1000", "contact": "afi@example.org"}
    first, second = browser.post(FORM, sent), browser.post(FORM, sent)
    assert first["Location"] == second["Location"]
    assert Gift.objects.filter(community=fund.community).count() == 1
    assert OutgoingMail.objects.filter(to_address="afi@example.org").count() == 1


def test_a_closed_fund_says_send_no_money(fund: Fund) -> None:
    browser = Client()
    sent = {**hidden_of(browser.get(FORM)), "chosen": "1000"}
    close_fund(fund=fund, by=COMMAND_LINE, at=timezone.now())
    answer = browser.post(FORM, sent)
    assert (answer.status_code, "send no money" in text_of(answer)) == (409, True)
    assert Gift.objects.filter(community=fund.community).count() == 0


def test_g18_a_guessed_or_foreign_link_opens_no_gift(fund: Fund) -> None:
    gift, other = a_gift(fund), a_community("kara")
    gift.fund = fund
    token = gift_path(gift).split("/")[-2]
    before = everything()
    root = "/en/lome/gifts/"
    for path in (f"{root}{gift.pk}/", f"{root}{gift.reference}/", f"{root}{token}x/",
                 f"/en/{other.slug}/gifts/{token}/"):  # fmt: skip
        assert (Client().get(path).status_code, Client().post(path).status_code) == (404, 404)
    assert everything() == before


def test_a_promise_is_ended_by_its_giver_and_a_received_gift_is_not(fund: Fund) -> None:
    ended, kept = a_gift(fund), a_gift(fund)
    ended.fund = kept.fund = fund
    assert "This promise has ended." in text_of(Client().post(f"/en{gift_path(ended)}"))
    receive_gift(gift=kept, money=Money(500, "XOF"), proof="seen", by=COMMAND_LINE, at=NOW)
    assert Client().post(f"/en{gift_path(kept)}").status_code == 409
    assert (balance(fund).pledged.minor, balance(fund).received.minor) == (0, 500)


def test_d05_one_address_gets_at_most_five_mails_a_day(fund: Fund) -> None:
    for _ in range(6):
        give(Client(), chosen="1000", contact="stranger@example.org")
    assert OutgoingMail.objects.filter(to_address="stranger@example.org").count() == 5
    assert Gift.objects.filter(community=fund.community).count() == 5


def test_c17_a_draft_or_private_fund_has_no_page(lome: Community) -> None:
    a_fund(lome, "Secret", is_public=False)
    for path in ("", "give/", "card.png"):
        assert Client().get(f"/en/lome/funds/secret/{path}").status_code == 404
    assert "Secret" not in text_of(Client().get("/en/lome/funds/"))


def test_the_page_can_be_passed_on_without_a_script(fund: Fund) -> None:
    html = Client().get(PAGE).content.decode()
    links = re.findall(r'href="(https://wa\.me|https://t\.me|mailto:)', html)
    assert links == ["https://wa.me", "https://t.me", "mailto:"]


def test_the_page_of_a_fund_says_what_its_money_may_be_used_for(lome: Community, fund: Fund) -> None:
    assert "What it may be used for" not in text_of(Client().get(PAGE))
    told = {"groups": ["women", "students"], "parts": ["travel", "bed"], "spend_by": date(2027, 3, 1),
            "report_due": date(2027, 4, 1)}  # fmt: skip
    shown, draft = an_event(lome, name=in_three("PyDay")), an_event(lome, visibility="draft")
    a_fund(lome, "Bourse", event_id=shown.pk, **told)
    page = text_of(Client().get("/en/lome/funds/bourse/"))
    sentences = (
        "It is for people of these groups: Women, Students.", "It pays for these parts of aid alone: Travel,"
        " Bed.", "It is to be spent by March 1, 2027.", "A report on what it did is due by April 1, 2027.",
    )  # fmt: skip
    assert "It is for those who go to PyDay. " + " ".join(sentences) in page
    a_fund(lome, "Plan", event_id=draft.pk, spend_by=date(2027, 3, 1))
    page = text_of(Client().get("/en/lome/funds/plan/"))
    assert "What it may be used for It is to be spent by March 1, 2027." in page
