"""Funds, gifts, things and rates at the desk: who may see them, what is entered, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.forms import ValidationError
from django.test import Client

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing, thank_for, use_thing
from teranga.domains.ledger.models import Fund, Gift, InKind, Rate
from teranga.domains.ledger.queries import balance
from teranga.foundation.money import Money
from teranga.web.money_fields import MoneyField
from teranga.web.money_words import thanks_for
from tests.everything import everything
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund
from tests.factories.members import a_member
from tests.factories.people import a_person
from tests.web.organise.desk import a_treasurer, at_the_desk, audited, queries_of, send, text_of
from tests.web.organise.desks import form_of

pytestmark = pytest.mark.django_db
DESK = "/en/organise/lome/"


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


@pytest.fixture
def organiser(lome: Community) -> Client:
    return at_the_desk(community=lome)


def sums(fund: Fund) -> tuple[int, int, int, int, int]:
    held = balance(fund)
    return (held.pledged.minor, held.received.minor, held.granted.minor, held.paid.minor, held.free.minor)


def test_a_fund_is_written_with_its_conditions_and_opened(organiser: Client, lome: Community) -> None:
    answer = send(
        organiser, DESK + "funds/add/", name_fr="Aller à Accra", kind="pot", currency="XOF", goal="250 000",
        is_public="on", parts=["travel", "bed"], groups=["women"], report_due="2027-03-01",
    )  # fmt: skip
    fund = Fund.objects.get(community=lome)
    assert answer["Location"] == f"{DESK}funds/{fund.pk}/"
    assert (fund.state, fund.goal, fund.parts, fund.groups, fund.report_due) == (
        "draft", 250_000, ["travel", "bed"], ["women"], date(2027, 3, 1),
    )  # fmt: skip
    organiser.post(f"{DESK}funds/{fund.pk}/move/", {"move": "open"})
    page = text_of(organiser.get(f"{DESK}funds/{fund.pk}/"))
    assert "Takes gifts" in page
    assert "Pays Travel, Bed For whom Women Goal F CFA 250,000" in page
    again = organiser.post(f"{DESK}funds/{fund.pk}/move/", {"move": "open"})
    assert again.status_code == 409
    assert "This fund has moved on meanwhile." in text_of(again)


def test_the_currency_stays_once_something_was_promised(organiser: Client, lome: Community) -> None:
    fund = a_fund(lome, holds=1000)
    path = f"{DESK}funds/{fund.pk}/change/"
    sent = form_of(organiser.get(path))
    before = everything()
    answer = organiser.post(path, sent | {"currency": "EUR"})
    assert answer.status_code == 422
    assert "its currency stays" in text_of(answer)
    assert everything() == before
    assert organiser.post(path, sent | {"name_en": "Common pot"}).status_code == 302


def test_a_gift_from_outside_is_received_sent_back_or_ended(organiser: Client, lome: Community) -> None:
    fund = a_fund(lome)
    root = f"{DESK}funds/{fund.pk}/"
    send(organiser, root + "gifts/add/", name="Afi", amount="15 000", is_here="on", proof="T-Money 81")
    send(organiser, root + "gifts/add/", name="Kofi", amount="5000")
    afi, kofi = Gift.objects.filter(community=lome).order_by("pk")
    assert (afi.state, afi.received, afi.proof, kofi.state) == ("received", 15_000, "T-Money 81", "pledged")
    assert sums(fund) == (5000, 15_000, 0, 0, 15_000)
    send(organiser, f"{root}gifts/{kofi.pk}/receive/", amount="4500", proof="cash, counted by two")
    assert sums(fund) == (0, 19_500, 0, 0, 19_500)
    organiser.post(f"{root}gifts/{afi.pk}/return/", {"why": "asked for it"})
    assert sums(fund) == (0, 4500, 0, 0, 4500)
    before = everything()
    refused = organiser.post(f"{root}gifts/{afi.pk}/withdraw/")
    assert (refused.status_code, everything() == before) == (409, True)


def test_g24_a_gift_entered_by_a_double_click_is_one_gift(organiser: Client, lome: Community) -> None:
    path = f"{DESK}funds/{a_fund(lome).pk}/gifts/add/"
    sent = form_of(organiser.get(path)) | {"amount": "2000", "is_here": "on"}
    assert [organiser.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert Gift.objects.filter(community=lome).count() == 1


@pytest.mark.parametrize("amount", ["0", "-5", "1.500", "12,345", "12.50", "=1+1", "9" * 16])
def test_g33_an_amount_that_is_none_of_this_currency_is_refused_with_an_example(amount: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField(currency="XOF").clean(amount)
    assert MoneyField(currency="XOF").clean("15 000") == Money(15_000, "XOF")


def test_g33_a_refused_amount_changes_nothing(organiser: Client, lome: Community) -> None:
    path = f"{DESK}funds/{a_fund(lome).pk}/gifts/add/"
    sent = form_of(organiser.get(path)) | {"amount": "12.50"}
    before = everything()
    assert organiser.post(path, sent).status_code == 422
    assert everything() == before


def test_what_fails_with_a_grant_is_shown_and_who_steps_in(organiser: Client, lome: Community) -> None:
    grant = a_fund(lome, "Fondation", holds=60_000, parts=["travel"])
    a_fund(lome, "Pour tous", holds=25_000)
    a_fund(lome, "Billets", holds=90_000, parts=["ticket"])
    for number, minor in ((1, 20_000), (2, 40_000)):
        enter(fund=grant, kind="granted", money=Money(minor, "XOF"), cause=f"award:{number}", by=COMMAND_LINE,
              at=NOW)  # fmt: skip
    enter(fund=grant, kind="paid", money=Money(5000, "XOF"), cause="payout:1", by=COMMAND_LINE, at=NOW)
    before = everything()
    page = text_of(organiser.get(f"{DESK}funds/without/?fund={grant.pk}"))
    assert "Granted, not paid yet F CFA 55,000 Of it nobody would cover F CFA 30,000" in page
    assert "Award 1 F CFA 15,000 Fondation · Pour tous steps in with F CFA 15,000" in page
    assert "Award 2 F CFA 40,000 Fondation · Pour tous steps in with F CFA 10,000" in page
    assert "Billets steps in" not in page
    assert everything() == before


def test_a_thing_is_kept_for_one_member_used_and_thanked_for(organiser: Client, lome: Community) -> None:
    member = a_member(lome, "Afi Mensah").person
    answer = send(organiser, DESK + "in-kind/add/", giver="PyCon Accra", covers="Ticket", code="ACCRA-77",
                  worth="30", currency="EUR")  # fmt: skip
    thing = InKind.objects.get(community=lome)
    root = f"{DESK}in-kind/{thing.pk}/"
    assert (answer["Location"], thing.worth, thing.code) == (root, 3000, "ACCRA-77")
    assert organiser.post(root + "keep/", {"member": "Nobody"}).status_code == 422
    assert organiser.post(root + "keep/", {"member": member.name}).status_code == 302
    assert organiser.post(root + "move/", {"move": "use"}).status_code == 302
    assert organiser.post(root + "move/", {"move": "thank"}).status_code == 302
    thing.refresh_from_db()
    assert (thing.state, thing.person, bool(thing.thanked_at)) == ("used", member, True)
    assert organiser.post(root + "move/", {"move": "free"}).status_code == 409
    assert "ACCRA-77" in text_of(organiser.get(root))
    reader = at_the_desk("read_only", community=lome)
    assert "ACCRA-77" not in text_of(reader.get(root))
    assert audited("in_kind.note") == [{"state": ["", "free"]}]


def test_a_thank_you_is_ready_in_each_language_and_does_not_say_for_whom(
    organiser: Client, lome: Community
) -> None:  # fmt: skip
    by = {"by": COMMAND_LINE, "at": NOW}
    thing = note_thing(community=lome, giver="PyCon Accra", covers="Ticket", **by)
    root, name = f"{DESK}in-kind/{thing.pk}/", "Yawa Kept-Secret"
    ready = (
        "Hello PyCon Accra, thank you for what you gave us: Ticket. It is ready for somebody who needs it."
    )
    assert ready in text_of(organiser.get(root))
    used = use_thing(thing=keep_thing(thing=thing, person=a_person(name), **by), **by)
    for language, sentence in (
        ("en", "it helped somebody to take part"),
        ("fr", "participer"),
        ("es", "participar"),
    ):
        text = thanks_for(used, language)
        assert (sentence in text, name in text, text.count("\n\n")) == (True, False, 3)
    assert "Hello PyCon" not in text_of(at_the_desk("read_only", community=lome).get(root))
    thank_for(thing=used, **by)
    assert "Hello PyCon" not in text_of(organiser.get(root))


def test_each_giver_of_things_stands_with_what_became_of_them(organiser: Client, lome: Community) -> None:
    by = {"by": COMMAND_LINE, "at": NOW}
    things = [note_thing(community=lome, giver=giver, covers="Ticket", **by) for giver in ("B", "B", "A")]
    keep_thing(thing=things[0], person=a_person(), **by)
    use_thing(thing=keep_thing(thing=things[2], person=a_person(), **by), **by)
    thank_for(thing=things[2], **by)
    page = text_of(organiser.get(f"{DESK}in-kind/"))
    assert "B 2 given, 1 kept for somebody, 0 used to be thanked" in page
    assert "A 1 given, 0 kept for somebody, 1 used thanked" in page
    assert page.index("B 2 given") < page.index("A 1 given")


def test_a_rate_is_written_with_its_source_or_not_at_all(organiser: Client, lome: Community) -> None:
    told = {"of_currency": "EUR", "in_currency": "XOF", "rate": "655.957", "day": "2026-11-01"}
    before = everything()
    assert organiser.post(DESK + "rates/add/", told).status_code == 422
    assert everything() == before
    send(organiser, DESK + "rates/add/", **told, source="BCEAO")
    assert Rate.objects.get(community=lome).rate == Decimal("655.957")
    assert "1 EUR = 655.957 XOF" in text_of(organiser.get(DESK + "rates/"))


def test_b04_the_tables_hold_no_formula_and_only_a_treasurer_takes_them(lome: Community) -> None:
    fund = a_fund(lome, holds=100)
    root = f"{DESK}funds/{fund.pk}/"
    send(at_the_desk(community=lome), root + "gifts/add/", name="=HYPERLINK(1)", amount="500")
    treasurer = a_treasurer(lome)
    table = b"".join(treasurer.get(root + "gifts.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert '"\'=HYPERLINK(1)"' in table
    book = b"".join(treasurer.get(root + "book.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert [line.split(",")[1:3] for line in book.splitlines()[1:]] == [
        ['"received"', '"100"'], ['"promised"', '"500"'],
    ]  # fmt: skip
    assert at_the_desk(community=lome).get(root + "gifts.csv").status_code == 404
    assert len(audited("gift.export")) == 1


def test_c13_who_has_no_role_for_money_finds_no_fund(lome: Community) -> None:
    fund = a_fund(lome)
    for role in ("reviewer", "door_volunteer", "translator", "aid_committee"):
        browser = at_the_desk(role, community=lome)
        assert browser.get(DESK + "funds/").status_code == 404
        assert browser.post(f"{DESK}funds/{fund.pk}/move/", {"move": "close"}).status_code == 404
    fund.refresh_from_db()
    assert fund.state == "open"


def test_the_lists_ask_as_often_for_three_funds_as_for_one(organiser: Client, lome: Community) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            fund = a_fund(lome, holds=500)
            send(organiser, f"{DESK}funds/{fund.pk}/gifts/add/", name="Afi", amount="500")
        first = Fund.objects.filter(community=lome).earliest("pk")
        paths = ("funds/", f"funds/{first.pk}/", f"funds/without/?fund={first.pk}", "in-kind/", "rates/")
        counted.append([queries_of(organiser, DESK + path) for path in paths])
    assert counted[0] == counted[1]
