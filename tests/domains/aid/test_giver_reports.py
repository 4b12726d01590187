"""What givers are told: their money to the unit, whom it helped so that nobody is found, kept as it was."""

from __future__ import annotations

import pytest

from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions.giver_reports import NothingNew, send_report, withdraw_report
from teranga.domains.aid.actions.settling import close_award
from teranga.domains.aid.links_giver import (
    LinkWithdrawn,
    fund_of_report_token,
    fund_report_path,
    gift_report_path,
)
from teranga.domains.aid.models import GiverReport
from teranga.domains.aid.queries_giver import last_report, read, told_to_givers, written
from teranga.domains.ledger.actions.gifts import receive_gift, return_gift
from teranga.domains.ledger.actions.in_kind import keep_thing, note_thing, use_thing
from teranga.domains.ledger.models import Fund, LedgerEntry
from teranga.domains.mail.models import OutgoingMail
from teranga.foundation.money import Money
from tests.factories.awards import AFTER
from tests.factories.communities import a_community
from tests.factories.ledger import NOW, a_fund, a_gift
from tests.factories.people import a_person
from tests.factories.told import BY, LATER, a_round_that_is_over, paid_out

pytestmark = pytest.mark.django_db


def token_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def test_the_money_adds_up_to_the_unit_with_what_was_given_paid_returned_and_left():
    community = a_community()
    _row, (fund,), awards = a_round_that_is_over(community, 500_000, many=6)
    gift = a_gift(fund, 7_777)
    receive_gift(gift=gift, money=Money(7_777, "XOF"), proof="", by=BY, at=NOW)
    return_gift(gift=gift, why="", by=BY, at=AFTER)
    a_gift(fund, 123)
    paid_out(awards[0])
    paid_out(awards[1])
    told = told_to_givers(fund)
    sums = told.sums
    assert (sums.pledged, sums.given, sums.returned, sums.granted, sums.paid, sums.left, sums.free) == (
        123, 507_777, 7_777, 375_000, 121_000, 379_000, 125_000,
    )  # fmt: skip
    (one,) = told.rounds
    assert (one.helped, one.parts, told.elsewhere) == (6, (("travel", 375_000, 121_000),), (0, 0))


def test_what_was_granted_outside_of_a_round_is_told_apart_so_that_lines_add_up():
    _row, (fund,), _awards = a_round_that_is_over(a_community(), 500_000, many=5)
    LedgerEntry.objects.create(
        community=fund.community, fund=fund, kind="granted", minor=10_000, currency="XOF", cause="poster",
        at=AFTER,
    )  # fmt: skip
    told = told_to_givers(fund)
    assert (told.elsewhere, sum(part[1] for part in told.rounds[0].parts)) == ((10_000, 0), 310_000)
    assert told.sums.granted == 320_000


def test_a_closed_award_counts_with_what_was_paid_of_it():
    _row, (fund,), awards = a_round_that_is_over(a_community(), 500_000, many=5)
    for award in awards:
        paid_out(award)
        close_award(award=award, by=BY, at=LATER)
    (one,) = told_to_givers(fund).rounds
    assert one.parts == (("travel", 310_000, 310_000),)


@pytest.mark.parametrize("many", [1, 4])
def test_f16_of_fewer_than_five_people_only_the_money_is_told(many: int):
    _row, (fund,), _awards = a_round_that_is_over(a_community(), 500_000, many=many)
    (one,) = told_to_givers(fund).rounds
    assert (one.helped, one.parts, one.tables) == (None, (), ())


def test_f16_where_another_fund_alone_helped_fewer_than_five_no_number_of_people_is_told():
    community = a_community()
    _row, (first, second), _awards = a_round_that_is_over(community, 372_000, 126_000, many=8)
    helped = [told_to_givers(fund).rounds[0].helped for fund in (first, second)]
    assert all(number is None or 5 <= number <= 8 for number in helped)
    whole = {None if number is None else 8 - number for number in helped}
    assert not any(rest is not None and 0 < rest < 5 for rest in whole)


def test_vouchers_are_told_by_what_they_cover_and_what_became_of_them():
    community = a_community()
    fund = a_fund(community, kind="grant", giver="A sister community")
    things = [note_thing(community=community, giver="A sister", covers="Ticket", fund=fund, by=BY, at=NOW)
              for _ in range(3)]  # fmt: skip
    for thing in things[:2]:
        keep_thing(thing=thing, person=a_person(), by=BY, at=NOW)
    use_thing(thing=things[0], by=BY, at=NOW)
    (told,) = told_to_givers(fund).things
    assert (told.covers, told.given, told.kept, told.used, told.free) == ("Ticket", 3, 1, 1, 1)


def test_a_report_is_kept_as_it_was_told_and_announced_without_a_word_of_it():
    community = a_community(name={"en": "Python Lomé", "fr": "Python Lomé"})
    _row, (fund,), awards = a_round_that_is_over(community, 500_000, many=5)
    Fund.objects.filter(community=community).update(giver="A foundation")
    fund.giver_contact = "giver@example.org"
    fund.save()
    sent = send_report(fund=fund, language="en", by=BY, at=LATER)
    (mail,) = OutgoingMail.objects.filter(to_address="giver@example.org")
    assert mail.cause == f"giver-report:{sent.pk}"
    assert not any(word in mail.body for word in ("XOF", "310", "Pot", "foundation", "aid"))
    with pytest.raises(NothingNew):
        send_report(fund=fund, language="en", by=BY, at=LATER)
    kept = read(sent.told)
    paid_out(awards[0])
    assert last_report(fund) == sent
    assert read(GiverReport.objects.get(community=community).told) == kept
    assert told_to_givers(fund) != kept
    send_report(fund=fund, language="en", by=BY, at=LATER)
    assert GiverReport.objects.filter(community=community).count() == 2


def test_what_is_kept_is_read_as_it_was_written():
    _row, (fund,), _awards = a_round_that_is_over(a_community(), 900_000, many=12)
    told = told_to_givers(fund)
    assert told.rounds[0].tables
    GiverReport.objects.create(community=fund.community, fund=fund, told=written(told), sent_at=LATER)
    report = last_report(fund)
    assert report
    assert read(report.told) == told


def test_a_link_is_good_for_one_fund_its_contact_and_its_community():
    community = a_community()
    fund = a_fund(community, kind="grant")
    fund.giver_contact = "giver@example.org"
    fund.save()
    token = token_of(fund_report_path(fund))
    assert fund_of_report_token(community, token) == (fund, None)
    assert fund_of_report_token(a_community(), token) is None
    assert fund_of_report_token(community, token[:-1]) is None
    fund.giver_contact = "other@example.org"
    fund.save()
    with pytest.raises(LinkWithdrawn):
        fund_of_report_token(community, token)


def test_a_withdrawn_link_opens_nothing_and_the_next_report_has_one_of_its_own():
    community = a_community()
    _row, (fund,), _awards = a_round_that_is_over(community, 500_000, many=5)
    fund.giver_contact = "giver@example.org"
    fund.save()
    with pytest.raises(NothingNew):
        withdraw_report(fund=fund, by=BY, at=LATER)
    send_report(fund=fund, language="en", by=BY, at=LATER)
    old = token_of(fund_report_path(fund))
    assert withdraw_report(fund=fund, by=BY, at=LATER) == 1
    assert last_report(fund) is None
    with pytest.raises(LinkWithdrawn):
        fund_of_report_token(community, old)
    again = send_report(fund=fund, language="en", by=BY, at=LATER)  # the same figures, to the right address
    new = token_of(fund_report_path(fund))
    assert (new != old, last_report(fund), fund_of_report_token(community, new)) == (
        True,
        again,
        (fund, None),
    )
    assert OutgoingMail.objects.filter(to_address="giver@example.org").count() == 2
    log = AuditEntry.objects.filter(community_id=community.pk, verb="fund.withdraw_report")
    assert list(log.values_list("changes", flat=True)) == [{"rows": [1, 0]}]


def test_who_gave_into_a_pot_has_a_link_once_the_gift_came_in():
    fund = a_fund(a_community())
    gift = a_gift(fund, 500)
    token = token_of(gift_report_path(gift))
    assert fund_of_report_token(fund.community, token) is None
    receive_gift(gift=gift, money=Money(500, "XOF"), proof="", by=BY, at=NOW)
    found = fund_of_report_token(fund.community, token)
    assert found
    assert (found[0], found[1]) == (fund, gift)
