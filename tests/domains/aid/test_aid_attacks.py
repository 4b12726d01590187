"""Many hands on one application, one award, one fund of several rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.aid.actions.answers import MoneyIsOut, accept_offer, decline_offer
from teranga.domains.aid.actions.applications import begin_application
from teranga.domains.aid.actions.scenarios import ScenarioRefused, sign_scenario
from teranga.domains.aid.actions.scoring import score_application
from teranga.domains.aid.actions.settling import NothingDue, ask_for_money
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, RoundFund, Score, Scorer
from teranga.domains.aid.queries import whole_of
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.ledger.actions.entries import NotEnough
from teranga.domains.ledger.actions.in_kind import note_thing
from teranga.domains.ledger.models import InKind
from teranga.domains.ledger.queries import balance
from teranga.domains.payments.models import Payout
from teranga.domains.places.models import Place
from tests.base.threads import at_once
from tests.factories.aid import OPEN, an_aid_round, an_application
from tests.factories.awards import (
    AFTER,
    a_funded_round,
    asking,
    award_of,
    decided,
    rights,
    signed,
    solved,
    state,
)
from tests.factories.communities import a_community
from tests.factories.learning import a_member
from tests.factories.people import a_person
from tests.factories.places import a_meetup

pytestmark = pytest.mark.django_db(transaction=True)
SOON = AFTER + timedelta(hours=1)
BY = Actor("member")


def test_g04_two_rounds_that_are_signed_at_once_promise_no_more_than_their_fund_holds() -> None:
    row, (fund,) = a_funded_round(a_community(), 100_000)
    other, _none = a_funded_round(row.community)
    RoundFund.objects.create(community=row.community, round=other, fund=fund)
    first, second = asking(row, 90_000, 0.9), asking(other, 90_000, 0.9)
    scenarios = [solved(one) for one in (row, other)]
    outcomes = at_once(*(lambda one=one: signed(one) for one in scenarios))
    assert sum(isinstance(one, NotEnough | ScenarioRefused) for one in outcomes) == 1
    assert sorted([state(first), state(second)]) == ["in_review", "offered"]
    assert (balance(fund).granted.minor, AidAward.objects.filter(community=row.community).count()) == (
        90_000,
        1,
    )


def test_g02_g04_one_voucher_of_two_rounds_goes_to_one_of_those_who_accept_at_once() -> None:
    community = a_community()
    note_thing(community=community, giver="A sister", covers="Ticket", part="ticket", by=BY, at=AFTER)
    people = []
    for _ in range(2):
        row, _funds = a_funded_round(community, 90_000, supply={"ticket": 1})
        people.append(an_application(row, "in_review", asks={"travel": 90_000, "ticket": 1}, points=0.9))
        people[-1].parts.filter(part__kind="ticket").update(minor=0, count=1)
        decided(row)
    at_once(*(lambda one=one: accept_offer(award=award_of(one), by=BY, at=SOON) for one in people))
    assert [state(one) for one in people] == ["accepted", "accepted"]
    thing = InKind.objects.filter(community=community).get()
    lines = [award_of(one).lines.exclude(thing=None).count() for one in people]
    assert (thing.state, sorted(lines)) == ("kept", [0, 1])
    assert thing.person_id == people[lines.index(1)].person_id


def test_g05_g29_an_offer_accepted_four_times_at_once_is_one_place_and_promised_once() -> None:
    event = a_meetup(5)
    row, (fund,) = a_funded_round(event.community, 90_000, event=event)
    one = asking(row, 90_000, 0.9)
    decided(row)
    said = at_once(*[lambda: accept_offer(award=award_of(one), by=BY, at=SOON)] * 4)
    assert sum(isinstance(each, IllegalApplicationMove) for each in said) == 3
    assert Place.objects.filter(event=event, person=one.person, ended_at=None).count() == 1
    assert (balance(fund).granted.minor, balance(fund).free.minor) == (90_000, 0)


def test_g28_money_asked_for_while_the_person_says_no_is_either_asked_for_or_free_again() -> None:
    row, (fund,) = a_funded_round(a_community(), 90_000)
    one = asking(row, 90_000, 0.9)
    decided(row)
    award = accept_offer(award=award_of(one), by=BY, at=SOON)
    no, money = at_once(
        lambda: decline_offer(award=award, by=BY, at=SOON),
        lambda: ask_for_money(award=award, way="cash", destination="", in_advance=True, by=BY, at=SOON),
    )
    asked = Payout.objects.filter(community=row.community).count()
    if isinstance(no, MoneyIsOut):
        assert (state(one), asked, balance(fund).granted.minor) == ("accepted", 1, 90_000)
    else:
        assert isinstance(money, NothingDue)
        assert (state(one), asked, balance(fund).granted.minor) == ("declined", 0, 0)


def test_g25_one_person_who_begins_four_times_at_once_has_one_draft() -> None:
    row = an_aid_round(a_community())
    person = a_member(row.community)
    told = {"round": row, "person": person, "language": "fr", "by": BY, "at": OPEN}
    drafts = at_once(*[lambda: begin_application(**told)] * 4)
    assert len({one.pk for one in drafts}) == 1
    assert AidApplication.objects.filter(community=row.community, person=person).count() == 1


def test_g10_h08_of_four_who_sign_at_once_two_count_and_everybody_hears_once() -> None:
    row, _funds = a_funded_round(a_community(), 90_000)
    people = [asking(row, 90_000, points) for points in (0.9, 0.5, 0.4)]
    scenario = solved(row)
    committee = [rights(row.community, a_person()) for _ in range(4)]
    at = {"by": COMMAND_LINE, "at": AFTER}
    outcomes = at_once(
        *(lambda may=may: sign_scenario(scenario=scenario, rights=may, **at) for may in committee)
    )
    assert sum(isinstance(one, ScenarioRefused) for one in outcomes) == 2
    assert scenario.signatures.count() == 2
    told = Job.objects.filter(name="aid.tell_award").values_list("payload", flat=True)
    assert sorted(one["application_id"] for one in told) == sorted(one.pk for one in people)


def test_h10_a_sheet_sent_four_times_at_once_is_one_sheet() -> None:
    row = an_aid_round(a_community())
    one, scorer = an_application(row), a_person()
    Scorer.objects.create(community=row.community, round=row, person=scorer, added_at=OPEN)
    points = {
        line.pk: 3 for line in whole_of(AidRound.objects.get(community=row.community, pk=row.pk)).criteria
    }
    by = Actor("aid_committee", scorer.pk)
    at_once(*[lambda: score_application(application=one, person=scorer, points=points, by=by, at=OPEN)] * 4)
    assert sorted(Score.objects.filter(community=row.community).values_list("points", flat=True)) == [3, 3]
    one.refresh_from_db()
    assert (one.state, one.points) == ("in_review", pytest.approx(0.6))
