"""What becomes of an offer: yes, no, less, no answer, and who moves up, never above what is free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from teranga.domains.activity.actions.record import Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions.answers import (
    MoneyIsOut,
    NoPlaceYet,
    NotLess,
    OfferIsOver,
    accept_offer,
    ask_for_letter,
    decline_offer,
    give_place,
    total,
)
from teranga.domains.aid.actions.offers import expire_offer, move_up_now
from teranga.domains.aid.models import AidApplication, AidAward, AwardLine, ShareRule
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.aid.tasks import tell_of_the_award
from teranga.domains.ledger.actions.entries import enter
from teranga.domains.ledger.actions.in_kind import note_thing
from teranga.domains.ledger.models import Fund, InKind, LedgerEntry
from teranga.domains.ledger.queries import balance
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.places.models import Place
from teranga.foundation.money import Money
from tests.base.threads import at_once
from tests.factories.aid import an_application
from tests.factories.awards import AFTER, a_funded_round, asking, award_of, decided, state
from tests.factories.communities import a_community
from tests.factories.places import a_meetup, the_quota

pytestmark = pytest.mark.django_db
MEMBER = Actor("member")
SOON = AFTER + timedelta(hours=1)
LATE = AFTER + timedelta(hours=121)  # an offer runs 120 hours


def answer(application: AidApplication, yes: bool = True, at: datetime = SOON, **more: Any) -> AidAward:
    act: Callable[..., AidAward] = accept_offer if yes else decline_offer
    return act(award=award_of(application), by=Actor("member", application.person_id), at=at, **more)


def entries(fund: Fund) -> list[tuple[str, int]]:
    rows = LedgerEntry.objects.filter(community=fund.community_id, fund=fund).order_by("pk")
    return list(rows.exclude(kind="received").values_list("kind", "minor"))


def test_g21_a_no_goes_to_the_next_in_the_list_at_once():
    row, (fund,) = a_funded_round(a_community(), 90_000)
    first, second, third = (asking(row, 90_000, points) for points in (0.9, 0.6, 0.5))
    decided(row)
    answer(first, yes=False, words="I found work.")
    assert [state(one) for one in (first, second, third)] == ["declined", "offered", "waitlisted"]
    assert entries(fund) == [("granted", 90_000), ("released", 90_000), ("granted", 90_000)]
    with pytest.raises(IllegalApplicationMove):
        answer(first, yes=False)
    with pytest.raises(IllegalApplicationMove):
        answer(first)
    assert len(entries(fund)) == 3


def test_without_an_answer_the_offer_ends_and_moves_on_and_only_once():
    row, (fund,) = a_funded_round(a_community(), 90_000)
    first, second = asking(row, 90_000, 0.9), asking(row, 90_000, 0.6)
    decided(row)
    assert not expire_offer(award=award_of(first), at=SOON)
    with pytest.raises(OfferIsOver):
        answer(first, at=LATE)
    assert state(first) == "offered"
    assert [expire_offer(award=award_of(first), at=LATE) for _ in range(2)] == [True, False]
    assert (state(first), state(second), balance(fund).free.minor) == ("expired", "offered", 0)


def test_who_comes_with_less_gives_the_rest_back_and_it_helps_somebody_else():
    row, (fund,) = a_funded_round(a_community(), 100_000)
    first, second = asking(row, 90_000, 0.9), asking(row, 40_000, 0.2)
    decided(row)
    for wrong in (90_000, -1, 95_000):
        with pytest.raises(NotLess):
            answer(first, comes_with=wrong)
    assert (state(first), total(award_of(first))) == ("offered", 90_000)
    answer(first, comes_with=55_000)
    assert (state(first), total(award_of(first)), state(second)) == ("accepted", 55_000, "offered")
    assert balance(fund).free == Money(5_000, "XOF")


def test_g33_less_is_taken_off_every_line_to_the_last_unit():
    row, funds = a_funded_round(a_community(), 30_001, 70_000)
    one = an_application(row, "in_review", points=0.9,
                         asks={"ticket": 20_001, "travel": 60_000, "bed": 10_000})  # fmt: skip
    decided(row)
    answer(one, comes_with=33_333)
    minors = AwardLine.objects.filter(community=row.community, award__application=one)
    assert sum(minors.values_list("minor", flat=True)) == 33_333
    assert sum(balance(fund).granted.minor for fund in funds) == 33_333


def test_money_goes_up_the_list_only_from_pots_that_may_pay_and_shares_that_hold_stay():
    community = a_community()
    row, (fund,) = a_funded_round(community, 180_000)
    fund.groups = ["women"]
    fund.save(update_fields=["groups"])
    first = asking(row, 90_000, 0.9, groups=["women"])
    other = asking(row, 90_000, 0.8, groups=["women"], country="BJ")
    man, woman = asking(row, 90_000, 0.7), asking(row, 90_000, 0.6, groups=["women"], country="BJ")
    ShareRule.objects.create(community=community, round=row, group="country:TG", percent=50)
    togolese = asking(row, 90_000, 0.1, groups=["women"])
    decided(row)
    assert [state(one) for one in (first, other, man)] == ["offered", "offered", "not_funded"]
    answer(first, yes=False)
    assert [state(one) for one in (woman, togolese)] == ["offered", "waitlisted"]  # none holds any more
    answer(woman, yes=False)
    assert state(togolese) == "offered"


def test_g22_new_money_goes_down_the_list_when_somebody_says_so_and_not_once_all_is_over():
    row, (fund,) = a_funded_round(a_community(), 90_000)
    _first, second, third = (asking(row, 90_000, points) for points in (0.9, 0.6, 0.5))
    decided(row)
    enter(fund=fund, kind="received", money=Money(100_000, "XOF"), cause="gift:1", by=MEMBER, at=SOON)
    assert move_up_now(round=row, by=MEMBER, at=SOON) == 1
    assert (state(second), state(third)) == ("offered", "waitlisted")
    enter(fund=fund, kind="received", money=Money(100_000, "XOF"), cause="gift:2", by=MEMBER, at=SOON)
    assert move_up_now(round=row, by=MEMBER, at=SOON + timedelta(days=400)) == 0


def test_a_yes_brings_the_place_and_a_later_no_gives_it_back():
    event = a_meetup(2)
    row, _funds = a_funded_round(event.community, 90_000, event=event)
    one = asking(row, 90_000, 0.9)
    decided(row)
    answer(one)
    place = Place.objects.get(event=event)
    assert (place.kind, place.person, place.uuid) == ("award", one.person, award_of(one).place_uuid)
    assert the_quota(event).used == 1
    answer(one, yes=False)
    assert (the_quota(event).used, award_of(one).place_uuid) == (0, None)


def test_an_event_that_is_full_lets_the_place_follow():
    event = a_meetup(0)
    row, _funds = a_funded_round(event.community, 90_000, event=event)
    one = asking(row, 90_000, 0.9)
    decided(row)
    answer(one)
    with pytest.raises(NoPlaceYet):
        give_place(award=award_of(one), by=MEMBER, at=SOON)
    assert (state(one), award_of(one).place_uuid) == ("accepted", None)
    quota = the_quota(event)
    quota.size = 1
    quota.save(update_fields=["size"])
    assert give_place(award=award_of(one), by=MEMBER, at=SOON).place_uuid


def test_for_somebody_elses_event_a_voucher_is_kept_for_the_person_and_freed_again():
    community = a_community()
    row, _funds = a_funded_round(community, 0, supply={"ticket": 1})
    one = an_application(row, "in_review", asks={}, points=0.9)
    part = row.parts.get(kind="ticket")
    one.parts.create(community=community, part=part, count=1)
    thing = note_thing(community=community, giver="PyCon Africa", covers="Ticket", code="canary-code",
                       part="ticket", by=MEMBER, at=SOON)  # fmt: skip
    decided(row)
    answer(one)
    thing.refresh_from_db()
    assert (thing.state, thing.person, award_of(one).lines.get().thing) == ("kept", one.person, thing)
    answer(one, yes=False)
    thing.refresh_from_db()
    assert (thing.state, thing.person) == (InKind.State.FREE, None)


def test_a_bed_that_is_given_back_goes_to_the_next():
    row, _funds = a_funded_round(a_community(), 0, supply={"bed": 1})
    ShareRule.objects.create(community=row.community, round=row, group="women", percent=10)
    first, second = (an_application(row, "in_review", asks={}, points=points, groups=["women"])
                     for points in (0.9, 0.8))  # fmt: skip
    for one in (first, second):
        one.parts.create(community=row.community, part=row.parts.get(kind="bed"), count=2)
    decided(row)
    assert (state(first), state(second)) == ("offered", "waitlisted")
    answer(first, yes=False)
    assert state(second) == "offered"


def test_money_on_its_way_keeps_a_no_from_giving_it_away():
    row, (fund,) = a_funded_round(a_community(), 90_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    answer(one)
    from teranga.domains.payments.actions.payouts import request_payout

    request_payout(
        fund=fund,
        person=one.person,
        money=Money(1_000, "XOF"),
        what_for="Bus",
        way="cash",
        cause=f"award:{award_of(one).pk}:1",
        destination="",
        name="A",
        by=MEMBER,
        at=AFTER,
    )
    with pytest.raises(MoneyIsOut):
        answer(one, yes=False)
    assert (state(one), balance(fund).granted.minor) == ("accepted", 90_000)


def test_an_invitation_letter_is_asked_for_and_sealed():
    row, _funds = a_funded_round(a_community(), 90_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    ask_for_letter(award=award_of(one), letter_for="Afi Mensah, Accra", by=MEMBER, at=SOON)
    assert award_of(one).letter_for == "Afi Mensah, Accra"
    raw = AidAward.objects.filter(community=row.community).extra(select={"raw": "letter_for"}).get()
    assert "Mensah" not in raw.raw


def test_the_mail_says_only_that_there_is_news_and_the_log_does_not_name_who_answered():
    row, _funds = a_funded_round(a_community(), 90_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    tell_of_the_award(community_id=row.community_id, application_id=one.pk)
    mail = OutgoingMail.objects.get()
    said = f"{mail.subject} {mail.body.partition('http')[0]}"
    for word in ("aid", "90,000", "90\u00a0000", "90 000", "XOF", "award", "grant", "money", row.name["en"]):
        assert word not in said, word
    assert "/en/me/news/" in mail.body
    answer(one, words="canary-words")
    rows = AuditEntry.objects.filter(community_id=row.community_id)
    assert not rows.filter(actor_id=one.person_id).exists()
    assert "canary" not in str(list(rows.values("changes")))


@pytest.mark.django_db(transaction=True)
def test_g20_offers_that_end_at_one_moment_move_as_many_up_as_there_is_money_for():
    row, (fund,) = a_funded_round(a_community(), 180_000)
    first = [asking(row, 90_000, 0.9), asking(row, 90_000, 0.8)]
    later = [asking(row, 90_000, points) for points in (0.5, 0.4, 0.3)]
    decided(row)
    at_once(
        *(lambda one=one: expire_offer(award=award_of(one), at=LATE) for one in first),
        *(lambda one=one: answer(one, yes=False, at=LATE) for one in first),
    )
    assert all(state(one) in ("expired", "declined") for one in first)
    assert sorted(state(one) for one in later) == ["offered", "offered", "waitlisted"]
    assert state(later[2]) == "waitlisted"
    assert (balance(fund).free.minor, balance(fund).granted.minor) == (0, 180_000)


@pytest.mark.django_db(transaction=True)
def test_with_the_guard_off_the_same_hands_promise_more_than_there_is():
    """What is free is read, and written in a statement of its own, without the fund's lock."""
    from threading import Barrier

    _row, (fund,) = a_funded_round(a_community(), 90_000)
    barrier = Barrier(4)

    def unguarded(number: int) -> None:
        free = balance(fund).free.minor
        barrier.wait(timeout=30)
        if free >= 90_000:
            LedgerEntry.objects.create(
                community_id=fund.community_id, fund=fund, kind="granted", minor=90_000, currency="XOF",
                cause=f"award:{number}", at=AFTER,
            )  # fmt: skip

    at_once(*(lambda number=number: unguarded(number) for number in range(4)))
    assert balance(fund).free.minor == -270_000
