"""Funds, gifts and the book: what is entered adds up, and nothing is entered twice or changed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from teranga.base.idempotency import new_key
from teranga.domains.activity.actions.record import COMMAND_LINE, VISITOR
from teranga.domains.activity.models import AuditEntry
from teranga.domains.ledger.actions.entries import NotEnough, WrongRate, enter, note_rate
from teranga.domains.ledger.actions.funds import (
    CurrencyIsFixed,
    FundHasNoName,
    IllegalFundMove,
    change_fund,
    close_fund,
    draft_fund,
    open_fund,
)
from teranga.domains.ledger.actions.gifts import (
    FundIsClosed,
    NothingGiven,
    promise_gift,
    receive_gift,
    return_gift,
    withdraw_gift,
)
from teranga.domains.ledger.actions.in_kind import (
    ThingIsNotKept,
    ThingIsTaken,
    free_thing,
    keep_thing,
    note_thing,
    thank_for,
    use_thing,
)
from teranga.domains.ledger.models import Fund, Gift, InKind, LedgerEntry
from teranga.domains.ledger.models.entries import AppendOnly
from teranga.domains.ledger.queries import balance, balances, givers_to_thank, latest_rate, public_funds
from teranga.domains.ledger.rules import IllegalMove
from teranga.foundation.codes import read_code
from teranga.foundation.money import Money, UnknownCurrency, UnlikeCurrencies
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
Kind = LedgerEntry.Kind


def xof(minor: int) -> Money:
    return Money(minor, "XOF")


def a_gift(fund: Fund, minor: int = 5000, *, key: str = "", name: str = "Afi", is_named: bool = True) -> Gift:
    return promise_gift(
        fund=fund, money=xof(minor), name=name, is_named=is_named, message="Bon voyage", language="fr",
        key=key or new_key(), by=VISITOR, at=NOW,
    )  # fmt: skip


def receive(gift: Gift, minor: int = 5000) -> Gift:
    return receive_gift(gift=gift, money=xof(minor), proof="TX 1", by=COMMAND_LINE, at=NOW)


def figures(fund: Fund) -> tuple[int, int, int, int]:
    now = balance(fund)
    return now.pledged.minor, now.received.minor, now.granted.minor, now.paid.minor


def test_a_gift_is_promised_and_comes_in_as_it_came_in():
    fund = a_fund(a_community())
    gift = a_gift(fund)
    assert (gift.state, read_code(gift.reference)) == ("pledged", gift.reference)
    assert figures(fund) == (5000, 0, 0, 0)
    receive(gift, 4900)
    assert figures(fund) == (0, 4900, 0, 0)
    assert [thanked.name for thanked in givers_to_thank(fund)] == ["Afi"]


def test_a_form_sent_twice_promises_once():
    fund, key = a_fund(a_community()), new_key()
    assert a_gift(fund, key=key).pk == a_gift(fund, key=key).pk
    assert figures(fund) == (5000, 0, 0, 0)


def test_references_differ_and_a_giver_who_did_not_agree_is_not_named():
    fund = a_fund(a_community())
    gifts = [a_gift(fund, name="Kofi", is_named=False) for _number in range(20)]
    assert len({gift.reference for gift in gifts}) == 20
    receive(gifts[0])
    assert givers_to_thank(fund) == []


def test_a_promise_that_is_not_kept_and_a_gift_sent_back_leave_nothing_behind():
    fund = a_fund(a_community())
    withdraw_gift(gift=a_gift(fund), by=COMMAND_LINE, at=NOW)
    came = receive(a_gift(fund))
    return_gift(gift=came, why="Sent by mistake", by=COMMAND_LINE, at=NOW)
    assert figures(fund) == (0, 0, 0, 0)
    assert LedgerEntry.objects.filter(fund=fund, community=fund.community).count() == 6


@pytest.mark.parametrize("second", [receive, lambda gift: withdraw_gift(gift=gift, by=COMMAND_LINE, at=NOW)])
def test_money_that_came_in_does_not_come_in_again(second):
    fund = a_fund(a_community())
    gift = receive(a_gift(fund))
    rows = AuditEntry.objects.filter(community_id=fund.community_id).count()
    with pytest.raises(IllegalMove, match="received"):
        second(gift)
    assert figures(fund) == (0, 5000, 0, 0)
    assert AuditEntry.objects.filter(community_id=fund.community_id).count() == rows


def test_g14_g17_nothing_less_than_nothing_and_no_other_currency_is_taken():
    fund = a_fund(a_community())
    with pytest.raises(NothingGiven):
        a_gift(fund, 0)
    with pytest.raises(UnlikeCurrencies):
        promise_gift(fund=fund, money=Money(5, "GHS"), name="", is_named=False, message="", language="fr",
                     key=new_key(), by=VISITOR, at=NOW)  # fmt: skip
    gift = a_gift(fund)
    with pytest.raises(UnlikeCurrencies):
        receive_gift(gift=gift, money=Money(5000, "GHS"), proof="", by=COMMAND_LINE, at=NOW)
    gift.refresh_from_db()
    assert (gift.state, figures(fund)) == ("pledged", (5000, 0, 0, 0))


def test_a_fund_that_is_closed_or_over_takes_no_gift():
    fund = a_fund(a_community(), deadline=date(2026, 10, 31))
    with pytest.raises(FundIsClosed):
        a_gift(fund)
    fund = a_fund(a_community())
    close_fund(fund=fund, by=COMMAND_LINE, at=NOW)
    with pytest.raises(FundIsClosed):
        a_gift(fund)
    with pytest.raises(IllegalFundMove):
        close_fund(fund=fund, by=COMMAND_LINE, at=NOW)
    assert Gift.objects.filter(community=fund.community).count() == 0


def test_no_more_is_granted_than_came_in():
    fund = a_fund(a_community(), holds=1000)
    a_gift(fund)  # promised is not here yet
    enter(fund=fund, kind=Kind.GRANTED, money=xof(700), cause="award:1", by=COMMAND_LINE, at=NOW)
    with pytest.raises(NotEnough) as refused:
        enter(fund=fund, kind=Kind.GRANTED, money=xof(301), cause="award:2", by=COMMAND_LINE, at=NOW)
    assert refused.value.free == xof(300)
    enter(fund=fund, kind=Kind.RELEASED, money=xof(700), cause="award:1", by=COMMAND_LINE, at=NOW)
    assert balance(fund).free == xof(1000)


def test_a_cause_is_entered_once():
    fund = a_fund(a_community(), holds=1000)
    enter(fund=fund, kind=Kind.GRANTED, money=xof(100), cause="award:1", by=COMMAND_LINE, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(fund=fund, kind=Kind.GRANTED, money=xof(100), cause="award:1", by=COMMAND_LINE, at=NOW)
    assert figures(fund) == (0, 1000, 100, 0)


def test_an_entry_is_never_changed_or_deleted():
    fund = a_fund(a_community(), holds=1000)
    entry = LedgerEntry.objects.filter(community=fund.community).get()
    entry.minor = 9
    with pytest.raises(AppendOnly), transaction.atomic():
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    rows = LedgerEntry.objects.filter(community=fund.community)
    with pytest.raises(AppendOnly):
        rows.update(minor=9)
    with pytest.raises(AppendOnly):
        rows.delete()
    assert figures(fund) == (0, 1000, 0, 0)


def test_a_report_of_a_past_day_does_not_change():
    fund = a_fund(a_community(), holds=1000)
    enter(fund=fund, kind=Kind.RECEIVED, money=xof(5), cause="late", by=COMMAND_LINE, at=NOW + timedelta(1))
    assert balance(fund, until=NOW).received == xof(1000)


def test_many_balances_take_one_query(django_assert_num_queries):
    community = a_community()
    funds = [a_fund(community, f"Pot {n}", holds=n * 10) for n in (1, 2, 3)]
    for some in (funds[:1], funds):
        with django_assert_num_queries(1):
            found = balances(community.pk, some)
        assert [found[fund.pk].received.minor for fund in some] == [n * 10 for n in (1, 2, 3)][: len(some)]


def test_the_currency_of_a_used_fund_stays_and_a_name_is_needed():
    community = a_community()
    fund = a_fund(community, holds=10)
    with pytest.raises(CurrencyIsFixed):
        change_fund(fund=fund, currency="GHS", by=COMMAND_LINE, at=NOW)
    with pytest.raises(FundHasNoName):
        change_fund(fund=fund, name=TranslatedText(), by=COMMAND_LINE, at=NOW)
    with pytest.raises(UnknownCurrency):
        draft_fund(
            community=community, name=TranslatedText({"fr": "Pot"}), currency="ABC", by=COMMAND_LINE, at=NOW
        )
    assert change_fund(fund=fund, goal=500, by=COMMAND_LINE, at=NOW) == ["goal"]
    fund.refresh_from_db()
    assert (fund.currency, fund.goal) == ("XOF", 500)


def test_funds_of_one_name_have_addresses_of_their_own_and_drafts_show_nowhere():
    community = a_community()
    fund = a_fund(community)
    same = draft_fund(community=community, name=TranslatedText({"fr": "Pot commun"}), currency="XOF",
                      by=COMMAND_LINE, at=NOW)  # fmt: skip
    assert (fund.slug, same.slug) == ("pot-commun", "pot-commun-2")
    assert public_funds(community) == [fund]
    open_fund(fund=same, by=COMMAND_LINE, at=NOW)
    assert len(public_funds(community)) == 2


def test_a_giver_s_contact_is_in_neither_the_log_nor_the_database_to_read():
    fund = a_fund(a_community(), kind="grant", giver="Fondation X", giver_contact="canary@example.org")
    fund.refresh_from_db()
    assert fund.giver_contact == "canary@example.org"
    assert "canary" not in str(
        list(AuditEntry.objects.filter(community_id=fund.community_id).values("changes"))
    )
    raw = Fund.objects.filter(community=fund.community).extra(select={"raw": "giver_contact"}).get().raw  # type: ignore[attr-defined]
    assert "canary" not in raw


def test_a_voucher_is_for_one_person_and_used_once():
    community = a_community()
    one, other = a_person("Afi"), a_person("Kodjo")
    thing = note_thing(community=community, giver="PyCon Exemple", covers="ticket", code="SECRET-1",
                       part="ticket", worth=Money(9000, "XOF"), by=COMMAND_LINE, at=NOW)  # fmt: skip
    with pytest.raises(ThingIsNotKept):
        use_thing(thing=thing, by=COMMAND_LINE, at=NOW)
    keep_thing(thing=thing, person=one, by=COMMAND_LINE, at=NOW)
    with pytest.raises(ThingIsTaken):
        keep_thing(thing=thing, person=other, by=COMMAND_LINE, at=NOW)
    free_thing(thing=thing, by=COMMAND_LINE, at=NOW)
    keep_thing(thing=thing, person=other, by=COMMAND_LINE, at=NOW)
    use_thing(thing=thing, by=COMMAND_LINE, at=NOW)
    with pytest.raises(ThingIsNotKept):
        free_thing(thing=thing, by=COMMAND_LINE, at=NOW)
    row = thank_for(thing=thing, by=COMMAND_LINE, at=NOW)
    assert (row.state, row.person_id, row.code) == (InKind.State.USED, other.pk, "SECRET-1")
    log = str(list(AuditEntry.objects.filter(community_id=community.pk).values("changes")))
    assert "SECRET" not in log


def test_a_rate_has_a_source_and_the_latest_counts():
    community = a_community()

    def note(rate: str, day: date, source: str = "BCEAO") -> None:
        note_rate(community=community, of_currency="EUR", in_currency="XOF", rate=Decimal(rate), day=day,
                  source=source, by=COMMAND_LINE, at=NOW)  # fmt: skip

    note("655.957", date(2026, 1, 1))
    note("656", date(2026, 2, 1))
    for wrong in (("0", "BCEAO"), ("1", " ")):
        with pytest.raises(WrongRate):
            note(wrong[0], date(2026, 3, 1), wrong[1])
    latest = latest_rate(community, "EUR", "XOF")
    assert latest is not None
    assert latest.rate == Decimal("656")
    assert latest_rate(a_community(), "EUR", "XOF") is None
